import {
  ByteWriter,
  ParquetWriter,
  schemaFromColumnData,
  type ColumnSource,
} from "hyparquet-writer";
import { WholeFile } from "../../files/whole-file";

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

  /** Puts the file in its place. @throws InputError if it cannot be written */
  async finish(): Promise<void> {
    await this.#parquet.finish();
    await this.#drain();
    await this.sink.finish();
  }

  /** Leaves what was there before. */
  async abandon(): Promise<void> {
    await this.sink.abandon();
  }

  async #drain(): Promise<void> {
    await this.sink.write(this.#bytes.getBytes());
    this.#bytes.index = 0;
  }
}
