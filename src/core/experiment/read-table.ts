import { setImmediate } from "node:timers/promises";
import {
  asyncBufferFromFile,
  parquetMetadataAsync,
  parquetRead,
  type DecodedArray,
} from "hyparquet";
import { InputError } from "../errors";
import { fileError } from "../trace/file-error";

/** Rows of a table that are read. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads some columns of some rows of a Parquet file, row group by row group, so that an editor in
 * the same thread stays awake.
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
    const buffer = await asyncBufferFromFile(file);
    const metadata = await parquetMetadataAsync(buffer);
    let groupFrom = 0;
    for (const group of metadata.row_groups) {
      const groupTo = groupFrom + Number(group.num_rows);
      const rowStart = Math.max(groupFrom, range.from);
      const rowEnd = Math.min(groupTo, range.to);
      groupFrom = groupTo;
      if (rowStart >= rowEnd) continue;
      await parquetRead({
        file: buffer,
        metadata,
        columns: [...columns],
        rowStart,
        rowEnd,
        // Loads are bytes, not text; columns of text say so themselves.
        utf8: false,
        onChunk: ({ columnName, columnData, rowStart: first }) => {
          const from = Math.max(first, rowStart);
          const to = Math.min(first + columnData.length, rowEnd);
          if (from < to) onColumn(columnName, columnData.slice(from - first, to - first), from);
        },
      });
      await setImmediate();
    }
  } catch (error) {
    const known = fileError("table", file, error);
    if (known instanceof InputError) throw known;
    throw new InputError("table", "is damaged", { file });
  }
}
