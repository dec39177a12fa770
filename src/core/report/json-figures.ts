/**
 * JSON of a value whose figures may be such as JSON has no number for: one that could not be
 * computed (NaN) is null, an infinite one is the text "Infinity" or "-Infinity", of which `Number()`
 * makes the figure again.
 * @param indent spaces of a level; without it the text is one line
 */
export function jsonWithFigures(value: unknown, indent?: number): string {
  return JSON.stringify(value, (_, member: unknown) => writable(member), indent);
}

/** The same of a column of figures, of which there may be many. */
export function jsonOfColumn(figures: Iterable<number>): string {
  return JSON.stringify(Array.from(figures, writable));
}

function writable(value: unknown): unknown {
  return value === Infinity || value === -Infinity ? String(value) : value;
}
