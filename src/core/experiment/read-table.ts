import { asyncBufferFromFile, parquetRead, type DecodedArray } from "hyparquet";
import { InputError } from "../errors";
import { fileError } from "../trace/file-error";

/** Rows of a table that are read. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads some columns of some rows of a Parquet file, as they come.
 * @param onColumn values of one column from row `from` on, all within the range
 * @throws InputError when the file cannot be read or is damaged
 */
export async function readTable(
  file: string,
  columns: readonly string[],
  range: RowRange,
  onColumn: (name: string, values: DecodedArray, from: number) => void,
): Promise<void> {
  try {
    await parquetRead({
      file: await asyncBufferFromFile(file),
      columns: [...columns],
      rowStart: range.from,
      rowEnd: range.to,
      // Loads are bytes, not text; columns of text say so themselves.
      utf8: false,
      onChunk: ({ columnName, columnData, rowStart }) => {
        const from = Math.max(rowStart, range.from);
        const to = Math.min(rowStart + columnData.length, range.to);
        if (from < to) onColumn(columnName, columnData.slice(from - rowStart, to - rowStart), from);
      },
    });
  } catch (error) {
    const known = fileError("table", file, error);
    if (known instanceof InputError) throw known;
    throw new InputError("table", "is damaged", { file });
  }
}
