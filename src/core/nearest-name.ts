/** The name with the fewest letters to insert, remove, replace or swap; of equals the first. */
export function nearestName(wanted: string, names: readonly string[]): string {
  let best = names[0];
  let least = Infinity;
  for (const name of names) {
    const distance = editDistance(wanted.toLowerCase(), name.toLowerCase());
    if (distance < least) {
      least = distance;
      best = name;
    }
  }
  return best;
}

function editDistance(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped =
        row > 1 &&
        column > 1 &&
        from[row - 1] === to[column - 2] &&
        from[row - 2] === to[column - 1];
      current.push(
        Math.min(
          rows[row - 1][column - 1] + (same ? 0 : 1),
          rows[row - 1][column] + 1,
          current[column - 1] + 1,
          swapped ? rows[row - 2][column - 2] + 1 : Infinity,
        ),
      );
    }
    rows.push(current);
  }
  return rows[from.length][to.length];
}
