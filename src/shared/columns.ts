/** Typed arrays of one length, by name; entry i of each belongs together. */
export type Columns<Set> = {
  readonly [Name in keyof Set]:
    Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;
};

/** Entries in one message: with a dozen columns it still stays well below 4 MB. */
const entriesPerPart = 65_536;

/** Columns cut into pieces that fit into messages, in order; at least one, each with arrays of its own. */
export function cutColumns<Set extends Columns<Set>>(columns: Set, size = entriesPerPart): Set[] {
  const { length } = Object.values<ArrayLike<number>>(columns)[0];
  const parts = Math.max(1, Math.ceil(length / size));
  return Array.from({ length: parts }, (_, part) =>
    mapColumns(columns, (column) => column.slice(part * size, (part + 1) * size)),
  );
}

/** Puts the pieces of columns together again. @param parts at least one */
export function joinColumns<Set extends Columns<Set>>(parts: readonly Set[]): Set {
  if (parts.length === 1) return parts[0];
  return mapColumns(parts[0], (first, name) => {
    const columns = parts.map((part) => part[name]);
    const length = columns.reduce((sum, column) => sum + column.length, 0);
    const joined = new (first.constructor as new (length: number) => typeof first)(length);
    let at = 0;
    for (const column of columns) {
      joined.set(column, at);
      at += column.length;
    }
    return joined;
  });
}

function mapColumns<Set extends Columns<Set>>(
  columns: Set,
  change: (column: Set[keyof Set], name: keyof Set) => ArrayLike<number>,
): Set {
  const names = Object.keys(columns) as (keyof Set)[];
  return Object.fromEntries(names.map((name) => [name, change(columns[name], name)])) as Set;
}
