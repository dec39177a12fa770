import { setImmediate } from "node:timers/promises";
import {
  parquetMetadataAsync,
  parquetSchema,
  type ColumnMetaData,
  type DecodedArray,
  type SchemaTree,
} from "hyparquet";
import { readColumn } from "hyparquet/src/column.js";
import { DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import { InputError } from "../../errors";
import { FileSource } from "../../files/file-source";

/** Rows of a table that are read. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** Takes values of one column from row `from` on, all within the range. */
export type OnColumn = (name: string, values: DecodedArray, from: number) => void;

/**
 * Reads some columns of some rows of a Parquet file without nested columns, row group by row group,
 * so that an editor in the same thread stays awake.
 * @throws InputError when the file cannot be read or is damaged
 */
export async function readTable(
  file: string,
  columns: readonly string[],
  range: RowRange,
  onColumn: OnColumn,
): Promise<void> {
  const source = await FileSource.open(file);
  try {
    await readGroups(source, columns, range, onColumn);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError("table", "is damaged", { file });
  } finally {
    await source.close();
  }
}

async function readGroups(
  source: FileSource,
  columns: readonly string[],
  range: RowRange,
  onColumn: OnColumn,
): Promise<void> {
  const metadata = await parquetMetadataAsync({
    byteLength: source.size,
    slice: async (start, end = source.size) => (await source.read(start, end - start)).buffer,
  });
  const schema = parquetSchema(metadata);
  let groupFrom = 0;
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    const from = Math.max(groupFrom, range.from);
    const to = Math.min(groupFrom + rows, range.to);
    for (const { meta_data: chunk } of from < to ? group.columns : []) {
      const name = chunk?.path_in_schema[0];
      if (!chunk || name === undefined || !columns.includes(name)) continue;
      let at = groupFrom;
      for (const values of await readChunk(source, schema, chunk, rows)) {
        const own = values.slice(Math.max(0, from - at), Math.max(0, to - at));
        if (own.length > 0) onColumn(name, own, Math.max(from, at));
        at += values.length;
      }
      await setImmediate();
    }
    groupFrom += rows;
  }
}

/** All values of one column in one row group, in pieces that follow each other. */
async function readChunk(
  source: FileSource,
  schema: SchemaTree,
  chunk: ColumnMetaData,
  rows: number,
): Promise<DecodedArray[]> {
  const leaf = schema.children.find(({ element }) => element.name === chunk.path_in_schema[0])!;
  const start = Number(chunk.dictionary_page_offset ?? chunk.data_page_offset);
  const bytes = await source.read(start, Number(chunk.total_compressed_size));
  const reader = { view: new DataView(bytes.buffer), offset: 0 };
  const { data } = readColumn(
    reader,
    { groupStart: 0, selectStart: 0, selectEnd: rows, groupRows: rows },
    {
      pathInSchema: chunk.path_in_schema,
      type: chunk.type,
      element: leaf.element,
      schemaPath: [schema, leaf],
      codec: chunk.codec,
      parsers: DEFAULT_PARSERS,
      // Loads are bytes, not text; columns of text say so themselves.
      utf8: false,
    },
  );
  return data;
}
