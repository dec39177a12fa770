import type { ColumnMetaData } from "hyparquet";
import { ThriftWalk } from "./thrift-walk";

/** A byte of the compression that tables have gives less than this many. */
const mostInflation = 64;

/** What a short page may have besides. */
const spareBytes = 1024;

/** Numbers of the fields of a page's header, in `parquet.thrift`. */
const fields = {
  bytes: "2",
  packedBytes: "3",
  valuesOfPage: ["5.1", "8.1"],
  valuesOfDictionary: "7.1",
} as const;

/**
 * Checks what the pages of a column say of themselves before room is made for what they say.
 * @param bytes the pages, one after the other
 * @param rows of the row group
 * @throws Error where a page cannot be as large as it says
 */
export function checkPages(bytes: Uint8Array, rows: number, { num_values }: ColumnMetaData): void {
  if (Number(num_values) !== rows) throw new Error("A column has other rows than its group.");
  const walk = new ThriftWalk(bytes);
  let values = 0;
  while (walk.at < bytes.length - 1 && values < rows) {
    const header = walk.integers();
    const number = (field: string) => header.get(field) ?? 0;
    const [size, packed] = [number(fields.bytes), number(fields.packedBytes)];
    if (packed < 0 || packed > bytes.length - walk.at) throw new Error("A page has no end.");
    if (size < 0 || size > packed * mostInflation + spareBytes) {
      throw new Error("A page is larger than it can be.");
    }
    // Of a truth value there are eight in a byte.
    if (number(fields.valuesOfDictionary) > size * 8) throw new Error("A dictionary is too long.");
    const own = fields.valuesOfPage.map(number);
    if (own.some((count) => count < 0)) throw new Error("A page has less than no values.");
    values += Math.max(...own);
    if (values > rows) throw new Error("Pages have more values than their group has rows.");
    walk.pass(packed);
  }
}
