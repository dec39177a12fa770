import { AddressMap } from "./address";
import type { DevicePreset } from "./device-preset";
import { bankSets } from "./level-layout";
import type { Program } from "./program";

/** A program with its addresses taken apart; the buffers are kept for the next one. */
export class DecodedProgram {
  length = 0;
  operations: Uint8Array = new Uint8Array(0);
  phases: Uint8Array = new Uint8Array(0);
  /** Bank of the channel to which each entry is addressed. */
  banks = new Uint8Array(0);
  /** Set of banks that opens together (above `rowBits`) and row. */
  keys = new Int32Array(0);
  /** The entry behind the run of like entries (operation, phase, bank, key) of each entry. */
  runEnds = new Int32Array(0);
  readonly rowBits: number;
  readonly rowMask: number;
  private readonly address: AddressMap;
  private readonly setMask: number;

  constructor(preset: DevicePreset) {
    this.address = new AddressMap(preset.organisation);
    this.rowMask = this.address.rowMask;
    this.rowBits = this.address.bankShift - this.address.rowShift;
    this.setMask = bankSets(preset) - 1;
  }

  decode(program: Program): this {
    const { length, addresses } = program;
    const { bankShift, rowShift, rowMask } = this.address;
    if (this.banks.length < length) {
      this.banks = new Uint8Array(length * 2);
      this.keys = new Int32Array(length * 2);
      this.runEnds = new Int32Array(length * 2);
    }
    this.length = length;
    this.operations = program.operations;
    this.phases = program.phases;
    const { banks, keys, setMask, rowBits } = this;
    for (let entry = 0; entry < length; entry++) {
      const address = addresses[entry];
      const bank = address >>> bankShift;
      banks[entry] = bank;
      keys[entry] = ((bank & setMask) << rowBits) | ((address >>> rowShift) & rowMask);
    }
    this.findRuns();
    return this;
  }

  private findRuns(): void {
    const { length, operations, phases, banks, keys, runEnds } = this;
    let end = length;
    for (let entry = length - 1; entry >= 0; entry--) {
      runEnds[entry] = end;
      const isLike =
        entry > 0 &&
        keys[entry] === keys[entry - 1] &&
        operations[entry] === operations[entry - 1] &&
        phases[entry] === phases[entry - 1] &&
        banks[entry] === banks[entry - 1];
      if (!isLike) end = entry;
    }
  }
}
