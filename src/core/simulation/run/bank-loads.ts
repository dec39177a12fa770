import { banksPerChannel, lanesPerChannel, type Organisation } from "../../memory/organisation";
import type { HeadStepResult } from "../../pim/step/head-step-result";
import { loadColumnNames, type LoadColumn } from "../../figures/load-figures";
import type { HeadResult } from "./result";

type Loads = Record<LoadColumn, Float32Array>;

/** Collects the loads of every bank of a channel, step by step. */
export class BankLoads {
  readonly #loads: Loads;

  readonly #lanes: number;
  /** Banks of a lane: lane l's are the ones from l times this on. */
  readonly #banksPerLane: number;
  readonly #banks: number;

  constructor(
    private readonly steps: number,
    organisation: Organisation,
  ) {
    const banks = banksPerChannel(organisation);
    this.#lanes = lanesPerChannel(organisation);
    this.#banksPerLane = organisation.banks;
    this.#banks = banks;
    this.#loads = makeLoads(() => new Float32Array(steps * banks));
  }

  record(row: number, step: HeadStepResult): void {
    const { vectors, columnsRead, columnsUseful, rowsOpened, busyCycles } = this.#loads;
    const from = row * this.#banks;
    columnsRead.set(step.bankColumnsRead, from);
    columnsUseful.set(step.bankColumnsUseful, from);
    rowsOpened.set(step.bankRowsOpened, from);
    busyCycles.set(step.bankBusyCycles, from);
    for (let bank = 0; bank < this.#banks; bank++) {
      vectors[from + bank] = step.laneVectors[Math.floor(bank / this.#banksPerLane)];
    }
  }

  /** The loads by lane where the banks of every lane carry the same at every step, else by bank. */
  pack(): Pick<HeadResult, "unitsPerChannel" | "loads"> {
    const perLane = this.#banksPerLane;
    if (!Object.values(this.#loads).every((loads) => isSameInLanes(loads, perLane))) {
      return { unitsPerChannel: this.#banks, loads: this.#loads };
    }
    const loads = makeLoads((name) => {
      const ofBanks = this.#loads[name];
      const length = this.steps * this.#lanes;
      return Float32Array.from({ length }, (_, lane) => ofBanks[lane * perLane]);
    });
    return { unitsPerChannel: this.#lanes, loads };
  }
}

function makeLoads(make: (name: LoadColumn) => Float32Array): Loads {
  return Object.fromEntries(loadColumnNames.map((name) => [name, make(name)])) as Loads;
}

function isSameInLanes(ofBanks: Float32Array, banksPerLane: number): boolean {
  return ofBanks.every((load, bank) => load === ofBanks[bank - (bank % banksPerLane)]);
}
