import { isArrayOperation } from "../controller/channel-queue";
import type { DecodedProgram } from "../controller/decoded-program";
import type { DevicePreset } from "../../memory/device-preset";
import type { RowsRead } from "./rows-read";
import type { HeadStepResult } from "./head-step-result";
import { bankSets } from "../../memory/level-layout";
import { Phase } from "../program/phase";

/** Finds the load of every bank from a program that all units followed. */
export class LoadMeter {
  private readonly columnsOfSet: Uint32Array;
  /** By set of banks and row: the last measurement in which the row was read. */
  private seen = new Uint32Array(0);
  private measurement = 0;
  private readonly readCycles: number;
  private readonly openCycles: number;

  constructor(preset: DevicePreset) {
    const { nCCDAB, nCCDSB, nCCDL, nRCD } = preset.timing;
    const readCycles = { bank: nCCDAB, "bank-group": nCCDSB, buffer: nCCDL };
    this.columnsOfSet = new Uint32Array(bankSets(preset));
    this.readCycles = readCycles[preset.level];
    this.openCycles = nRCD;
  }

  /**
   * @param activations rows opened by each set of banks
   * @param useful columns read that were asked for, by bank
   */
  measure(
    program: DecodedProgram,
    activations: Uint32Array,
    useful: Float64Array,
    result: HeadStepResult,
  ): void {
    result.setRows(this.countReads(program));
    const sets = this.columnsOfSet.length;
    result.bankColumnsUseful.set(useful);
    for (let set = 0; set < sets; set++) {
      const columns = this.columnsOfSet[set];
      const rows = activations[set];
      const busyCycles = columns * this.readCycles + rows * this.openCycles;
      for (let bank = set; bank < useful.length; bank += sets) {
        result.bankColumnsRead[bank] = columns;
        result.bankRowsOpened[bank] = rows;
        result.bankBusyCycles[bank] = busyCycles;
      }
    }
    result.sumBanks();
  }

  /** Columns read by each set of banks, and the distinct rows of keys and of values. */
  private countReads(program: DecodedProgram): RowsRead {
    const { operations, phases, keys, runEnds, length, rowBits } = program;
    const { columnsOfSet } = this;
    const rows = columnsOfSet.length << rowBits;
    if (this.seen.length < rows) this.seen = new Uint32Array(rows);
    const { seen } = this;
    const measurement = ++this.measurement;
    let keyRows = 0;
    let valueRows = 0;
    columnsOfSet.fill(0);
    for (let entry = 0; entry < length;) {
      const end = runEnds[entry];
      if (isArrayOperation(operations[entry])) {
        const phase = phases[entry];
        const key = keys[entry];
        columnsOfSet[key >>> rowBits] += end - entry;
        const isAttention = phase === Phase.score || phase === Phase.context;
        if (isAttention && seen[key] !== measurement) {
          seen[key] = measurement;
          if (phase === Phase.score) keyRows++;
          else valueRows++;
        }
      }
      entry = end;
    }
    return { keyRows, valueRows };
  }
}
