import { AddressMap } from "../../memory/address-map";
import type { DevicePreset } from "../../memory/device-preset";
import { bankSets } from "../../memory/level-layout";
import type { Program } from "../program/program";

/** A program with its addresses taken apart; the buffers are kept for the next one. */
export class DecodedProgram {
  length = 0;
  operations: Uint8Array = new Uint8Array(0);
  phases: Uint8Array = new Uint8Array(0);
  /** Bank of the channel to which each entry is addressed. */
  banks = new Uint16Array(0);
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
      this.banks = new Uint16Array(length * 2);
      this.keys = new Int32Array(length * 2);
      this.runEnds = new Int32Array(length * 2);
    }
    this.length = length;
    this.operations = program.operations;
    this.phases = program.phases;
    const { banks, keys, setMask, rowBits, operations, phases, runEnds } = this;
    let start = 0;
    let rowOfChannel = -1;
    let operation = -1;
    let phase = -1;
    let bank = 0;
    let key = 0;
    for (let entry = 0; entry < length; entry++) {
      const address = addresses[entry];
      const isLike =
        address >>> rowShift === rowOfChannel &&
        operations[entry] === operation &&
        phases[entry] === phase;
      if (!isLike) {
        while (start < entry) runEnds[start++] = entry;
        rowOfChannel = address >>> rowShift;
        operation = operations[entry];
        phase = phases[entry];
        bank = address >>> bankShift;
        key = ((bank & setMask) << rowBits) | (rowOfChannel & rowMask);
      }
      banks[entry] = bank;
      keys[entry] = key;
    }
    while (start < length) runEnds[start++] = length;
    return this;
  }
}
