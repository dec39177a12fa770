import { loadColumnNames } from "../../figures/load-figures";
import type { HeadResult } from "../../simulation/run/result";
import type { RecordedTable } from "./run-record";
import { TableWriter, type TableColumn } from "./table-writer";

/** Bytes of a row group: large enough for readers, small enough to be encoded without a pause. */
const groupBytes = 2 ** 20;

/** Columns of `loads.parquet` that tell what a row is about. */
export const loadPlaceNames = [
  "run",
  "layer",
  "kvHead",
  "queryHead",
  "fromStep",
  "steps",
  "unitsPerChannel",
] as const satisfies readonly (keyof HeadResult)[];

const columns: readonly TableColumn[] = [
  { name: "trace", type: "STRING", nullable: false },
  ...loadPlaceNames.map((name) => ({ name, type: "INT32", nullable: false }) as const),
  ...loadColumnNames.map(
    (name) =>
      ({
        name,
        type: "BYTE_ARRAY",
        nullable: false,
        encoding: "PLAIN",
        statistics: false,
      }) as const,
  ),
];

/**
 * `loads.parquet`: a row for each trace, run, layer, KV head and query head, with the loads of the
 * banks as 32-bit floats, little-endian, row-major [steps, unitsPerChannel].
 */
export class LoadsTable {
  #bytes = 0;
  #rows: (readonly [string, HeadResult])[] = [];

  private constructor(private readonly writer: TableWriter) {}

  static async create(file: string): Promise<LoadsTable> {
    return new LoadsTable(await TableWriter.create(file, columns));
  }

  /** @throws InputError if the file cannot be written */
  async add(trace: string, head: HeadResult): Promise<void> {
    this.#rows.push([trace, head]);
    for (const name of loadColumnNames) this.#bytes += head.loads[name].byteLength;
    if (this.#bytes >= groupBytes) await this.#flush();
  }

  /** @throws InputError if the file cannot be written */
  async finish(): Promise<RecordedTable> {
    await this.#flush();
    return this.writer.finish();
  }

  async abandon(): Promise<void> {
    await this.writer.abandon();
  }

  async #flush(): Promise<void> {
    const rows = this.#rows;
    await this.writer.write([
      rows.map(([trace]) => trace),
      ...loadPlaceNames.map((name) => Int32Array.from(rows, ([, head]) => head[name])),
      ...loadColumnNames.map((name) =>
        rows.map(([, { loads }]) => {
          const { buffer, byteOffset, byteLength } = loads[name];
          return new Uint8Array(buffer, byteOffset, byteLength);
        }),
      ),
    ]);
    this.#rows = [];
    this.#bytes = 0;
  }
}
