import { createHash } from "node:crypto";
import {
  ByteWriter,
  ParquetWriter,
  schemaFromColumnData,
  type ColumnSource,
} from "hyparquet-writer";
import { WholeFile } from "../../files/whole-file";
import type { RecordedTable } from "./run-record";

/** A column of a table without its values. */
export type TableColumn = Omit<ColumnSource, "data">;

/** Values of some rows, one array for each column of the table. */
export type TableRows = readonly ColumnSource["data"][];

/**
 * Writes a Parquet file row group by row group. What is in it depends on the rows and the groups
 * alone: no time, no name of a machine.
 */
export class TableWriter {
  readonly #bytes = new ByteWriter();
  readonly #hash = createHash("sha256");
  #size = 0;
  readonly #parquet: ParquetWriter;

  private constructor(
    private readonly sink: WholeFile,
    private readonly columns: readonly TableColumn[],
  ) {
    const columnData = columns.map((column) => ({ ...column, data: [] }));
    const schema = schemaFromColumnData({ columnData });
    this.#parquet = new ParquetWriter({ writer: this.#bytes, schema, createdBy: "kvtrace" });
  }

  /** @throws InputError if no file can be written there */
  static async create(file: string, columns: readonly TableColumn[]): Promise<TableWriter> {
    return new TableWriter(await WholeFile.create(file), columns);
  }

  /** Writes rows as one row group. @throws InputError if the file cannot be written */
  async write(rows: TableRows): Promise<void> {
    const rowGroupSize = rows[0].length;
    if (rowGroupSize === 0) return;
    const columnData = this.columns.map((column, at) => ({ ...column, data: rows[at] }));
    await this.#parquet.write({ columnData, rowGroupSize });
    await this.#drain();
  }

  /**
   * Puts the file in its place.
   * @returns what tells it from any other
   * @throws InputError if it cannot be written
   */
  async finish(): Promise<RecordedTable> {
    await this.#parquet.finish();
    await this.#drain();
    await this.sink.finish();
    return { size: this.#size, sha256: this.#hash.digest("hex") };
  }

  /** Leaves what was there before. */
  async abandon(): Promise<void> {
    await this.sink.abandon();
  }

  async #drain(): Promise<void> {
    const bytes = this.#bytes.getBytes();
    this.#hash.update(bytes);
    this.#size += bytes.length;
    await this.sink.write(bytes);
    this.#bytes.index = 0;
  }
}
