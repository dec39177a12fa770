import { isArrayOperation } from "./channel-queue";
import { Command } from "./command";
import type { DecodedProgram } from "./decoded-program";
import type { DevicePreset } from "./device-preset";
import type { HeadStepResult } from "./head-step-result";
import { bankSets } from "./level-layout";
import { Phase } from "./phase";

/** Finds the load of every bank from a program that all units followed. */
export class LoadMeter {
  private readonly columnsOfSet: Uint32Array;
  /** By set of banks and row: the last measurement in which the row was read. */
  private seen = new Uint32Array(0);
  private measurement = 0;
  private readonly readCycles: number;
  private readonly openCycles: number;

  constructor(private readonly preset: DevicePreset) {
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
    this.countReads(program);
    this.countRows(program, result);
    const sets = this.columnsOfSet.length;
    for (let bank = 0; bank < useful.length; bank++) {
      const columns = this.columnsOfSet[bank % sets];
      const rows = activations[bank % sets];
      result.bankColumnsRead[bank] = columns;
      result.bankColumnsUseful[bank] = useful[bank];
      result.bankRowsOpened[bank] = rows;
      result.bankBusyCycles[bank] = columns * this.readCycles + rows * this.openCycles;
    }
    result.sumBanks(this.preset.organisation.columnBytes);
  }

  /** Distinct rows of keys and of values. */
  countRows(program: DecodedProgram, result: HeadStepResult): void {
    const { operations, phases, keys, length, rowBits } = program;
    const rows = this.columnsOfSet.length << rowBits;
    if (this.seen.length < rows) this.seen = new Uint32Array(rows);
    this.measurement++;
    result.keyRows = 0;
    result.valueRows = 0;
    for (let entry = 0; entry < length; entry++) {
      const phase = phases[entry];
      if (operations[entry] !== Command.mac) continue;
      if (phase !== Phase.score && phase !== Phase.context) continue;
      const key = keys[entry];
      if (this.seen[key] === this.measurement) continue;
      this.seen[key] = this.measurement;
      if (phase === Phase.score) result.keyRows++;
      else result.valueRows++;
    }
  }

  private countReads({ operations, keys, length, rowBits }: DecodedProgram): void {
    this.columnsOfSet.fill(0);
    for (let entry = 0; entry < length; entry++) {
      if (isArrayOperation(operations[entry])) this.columnsOfSet[keys[entry] >>> rowBits]++;
    }
  }
}
