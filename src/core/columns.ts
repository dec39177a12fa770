import { rowRanges } from "./message-size";

type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** Typed arrays by name; row i of each belongs together. */
export type Columns<Set> = { readonly [Name in keyof Set]: Column };

/** Consecutive entries of a row, by the names of columns that have not just one. */
type Widths<Set> = { readonly [Name in keyof Set]?: number };

/** Consecutive rows of columns. */
export interface ColumnPart<Set> {
  /** The first of the rows. */
  readonly from: number;
  readonly columns: Set;
}

/**
 * Cuts columns into parts that fit into messages, in order; at least one, be there a row or not.
 * @param most bytes of the arrays of a part, which has a row in any case
 */
export function cutColumns<Set extends Columns<Set>>(
  columns: Set,
  { widths = {}, most }: { readonly widths?: Widths<Set>; readonly most?: number | undefined } = {},
): ColumnPart<Set>[] {
  const names = namesOf(columns);
  const rows = columns[names[0]].length / (widths[names[0]] ?? 1);
  return rowRanges(rows, bytesPerRow(columns, widths), most).map(({ from, to }) => ({
    from,
    columns: sliceColumns(columns, from, to, widths),
  }));
}

/** Bytes of a row of all columns. */
export function bytesPerRow<Set extends Columns<Set>>(
  columns: Set,
  widths: Widths<Set> = {},
): number {
  return namesOf(columns).reduce((sum, name) => {
    return sum + columns[name].BYTES_PER_ELEMENT * (widths[name] ?? 1);
  }, 0);
}

/** Rows `from` .. `to - 1` in arrays of their own: a view would be sent with all that it views. */
export function sliceColumns<Set extends Columns<Set>>(
  columns: Set,
  from: number,
  to: number,
  widths: Widths<Set> = {},
): Set {
  return mapColumns(columns, (column, name) => {
    const width = widths[name] ?? 1;
    return column.slice(from * width, to * width);
  });
}

/** Puts the parts of columns together again. @param parts at least one, in order */
export function joinColumns<Set extends Columns<Set>>(parts: readonly Set[]): Set {
  if (parts.length === 1) return parts[0];
  return mapColumns(parts[0], (first, name) => {
    const length = parts.reduce((sum, part) => sum + part[name].length, 0);
    const joined = new (first.constructor as new (length: number) => typeof first)(length);
    let at = 0;
    for (const { [name]: column } of parts) {
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
  return Object.fromEntries(
    namesOf(columns).map((name) => [name, change(columns[name], name)]),
  ) as Set;
}

function namesOf<Set extends Columns<Set>>(columns: Set): (keyof Set)[] {
  return Object.keys(columns) as (keyof Set)[];
}
