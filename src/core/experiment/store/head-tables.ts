import { loadColumnNames, type LoadColumn } from "../../figures/load-figures";
import { stepColumnNames, type StepColumn } from "../../figures/step-figures";
import type { HeadResult } from "../../simulation/run/result";
import { refuseTable } from "./checked-table";
import { loadPlaceNames } from "./loads-table";
import { stepPlaceNames } from "./steps-table";
import { TableReader } from "./table-reader";

/** A head and where its rows begin in the tables. */
export interface HeadPlace extends Omit<HeadResult, "unitsPerChannel" | "loads" | "columns"> {
  readonly stepsRow: number;
  readonly loadsRow: number;
}

const stepNames = [...stepPlaceNames, ...stepColumnNames];
const loadNames = [...loadPlaceNames, ...loadColumnNames];

/** The two tables that the results of heads are spread over: best read in the order of their rows. */
export class HeadTables {
  private constructor(
    private readonly stepsFile: string,
    private readonly steps: TableReader,
    private readonly loadsFile: string,
    private readonly loads: TableReader,
  ) {}

  /** @throws InputError when a table cannot be read or is damaged */
  static async open(stepsFile: string, loadsFile: string): Promise<HeadTables> {
    const steps = await TableReader.open(stepsFile, stepNames);
    try {
      const loads = await TableReader.open(loadsFile, loadNames);
      return new HeadTables(stepsFile, steps, loadsFile, loads);
    } catch (error) {
      await steps.close();
      throw error;
    }
  }

  /** @throws InputError when a table cannot be read, is damaged or holds another head there */
  async read({ stepsRow, loadsRow, ...head }: HeadPlace): Promise<HeadResult> {
    const columns = await this.#columns(stepsRow, head);
    return { ...head, columns, ...(await this.#loads(loadsRow, head)) };
  }

  async close(): Promise<void> {
    await Promise.all([this.steps.close(), this.loads.close()]);
  }

  async #columns(
    firstRow: number,
    head: Omit<HeadPlace, "stepsRow" | "loadsRow">,
  ): Promise<HeadResult["columns"]> {
    const { steps } = head;
    const range = { from: firstRow, to: firstRow + steps };
    if (!this.steps.has(range)) refuseTable(this.stepsFile);
    const columns = Object.fromEntries(
      stepColumnNames.map((name) => [name, new Float64Array(steps)]),
    ) as Record<StepColumn, Float64Array>;
    let values = 0;
    await this.steps.read(range, (name, column, from) => {
      values += column.length;
      const first = from - firstRow;
      for (let at = 0; at < column.length; at++) {
        const step = first + at;
        const value = column[at] as number | null | undefined;
        if (isStepColumn(name)) columns[name][step] = value ?? NaN;
        else if (value !== (name === "step" ? head.fromStep + step : head[name as "run"])) {
          refuseTable(this.stepsFile);
        }
      }
    });
    if (values !== stepNames.length * steps) refuseTable(this.stepsFile);
    return columns;
  }

  async #loads(
    row: number,
    head: Omit<HeadPlace, "stepsRow" | "loadsRow">,
  ): Promise<Pick<HeadResult, "unitsPerChannel" | "loads">> {
    let unitsPerChannel = 0;
    const loads: Partial<Record<LoadColumn, Float32Array>> = {};
    await this.loads.read({ from: row, to: row + 1 }, (name, [value]) => {
      if (isLoadColumn(name) && value instanceof Uint8Array) {
        loads[name] = new Float32Array(value.slice().buffer);
      } else if (name === "unitsPerChannel") {
        unitsPerChannel = value as number;
      } else if (value !== head[name as "run"]) {
        refuseTable(this.loadsFile);
      }
    });
    for (const name of loadColumnNames) {
      if (loads[name]?.length !== head.steps * unitsPerChannel) refuseTable(this.loadsFile);
    }
    return { unitsPerChannel, loads: loads as HeadResult["loads"] };
  }
}

function isStepColumn(name: string): name is StepColumn {
  return (stepColumnNames as readonly string[]).includes(name);
}

function isLoadColumn(name: string): name is LoadColumn {
  return (loadColumnNames as readonly string[]).includes(name);
}
