import { reportedColumn, reportedNames } from "../../figures/reported-figures";
import type { HeadResult } from "../../simulation/run/result";
import type { RecordedTable } from "./run-record";
import { TableWriter, type TableColumn } from "./table-writer";

/** Rows of a row group: large enough for readers, small enough to be encoded without a pause. */
const groupRows = 4096;

/** Columns of `steps.parquet` that tell where a row's figures come from. */
export const stepPlaceNames = ["run", "layer", "kvHead", "queryHead", "step"] as const;

const columns: readonly TableColumn[] = [
  { name: "trace", type: "STRING", nullable: false },
  ...stepPlaceNames.map((name) => ({ name, type: "INT32", nullable: false }) as const),
  ...reportedNames.map((name) => ({ name, type: "DOUBLE" }) as const),
];

/**
 * `steps.parquet`: a row for each trace, run, layer, KV head, query head and step, with every
 * figure; those that could not be computed are null.
 */
export class StepsTable {
  #rows = 0;
  readonly #traces: string[] = [];
  readonly #places = stepPlaceNames.map(() => new Int32Array(groupRows));
  readonly #figures = reportedNames.map(() => new Float64Array(groupRows));

  private constructor(private readonly writer: TableWriter) {}

  static async create(file: string): Promise<StepsTable> {
    return new StepsTable(await TableWriter.create(file, columns));
  }

  /** @throws InputError if the file cannot be written */
  async add(trace: string, head: HeadResult): Promise<void> {
    const figures = reportedNames.map((name) => reportedColumn(name, head.columns));
    let done = 0;
    while (done < head.steps) {
      const count = Math.min(head.steps - done, groupRows - this.#rows);
      this.#copy(trace, head, figures, { from: done, count });
      done += count;
      if (this.#rows === groupRows) await this.#flush();
    }
  }

  /** @throws InputError if the file cannot be written */
  async finish(): Promise<RecordedTable> {
    await this.#flush();
    return this.writer.finish();
  }

  async abandon(): Promise<void> {
    await this.writer.abandon();
  }

  #copy(
    trace: string,
    head: HeadResult,
    figures: readonly Float64Array[],
    { from, count }: { readonly from: number; readonly count: number },
  ): void {
    const at = this.#rows;
    const places = [head.run, head.layer, head.kvHead, head.queryHead];
    for (const [index, place] of places.entries()) {
      this.#places[index].fill(place, at, at + count);
    }
    for (let row = 0; row < count; row++) {
      this.#traces.push(trace);
      this.#places[places.length][at + row] = head.fromStep + from + row;
    }
    for (const [index, figure] of figures.entries()) {
      this.#figures[index].set(figure.subarray(from, from + count), at);
    }
    this.#rows += count;
  }

  async #flush(): Promise<void> {
    await this.writer.write([
      this.#traces.splice(0),
      ...this.#places.map((values) => values.slice(0, this.#rows)),
      ...this.#figures.map((values) => withNulls(values.slice(0, this.#rows))),
    ]);
    this.#rows = 0;
  }
}

/** Figures with null for those that could not be computed. */
export function withNulls(figures: Float64Array): Float64Array | (number | null)[] {
  if (!figures.some(Number.isNaN)) return figures;
  return Array.from(figures, (figure) => (Number.isNaN(figure) ? null : figure));
}
