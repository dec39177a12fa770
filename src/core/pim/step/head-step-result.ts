import { commandCodes } from "../program/command";
import type { DevicePreset } from "../../memory/device-preset";
import { banksPerChannel, lanesPerChannel } from "../../memory/organisation";
import { phaseCodes } from "../program/phase";
import type { RowsRead } from "./rows-read";
import type { SlotLines } from "../layout/slot-lines";

/** What one step of one query head costs a channel. The arrays are overwritten by the next step. */
export class HeadStepResult {
  cycles = 0;
  /** By `Phase` code; they add up to `cycles` (see `PhaseMeter`). */
  readonly phaseCycles = new Float64Array(phaseCodes);
  /** Commands by phase, row-major [phaseCodes, commandCodes]. */
  readonly commands = new Float64Array(phaseCodes * commandCodes);
  /** Selected vectors, and the distinct lines in which they lie. */
  vectors = 0;
  lines = 0;
  /** Distinct rows of keys and of values that the score and context phases read. */
  keyRows = 0;
  valueRows = 0;
  /** Sums over the banks. */
  columnsRead = 0;
  columnsUseful = 0;
  rowsOpened = 0;
  /** Selected vectors by lane, [lanes]. */
  readonly laneVectors: Float64Array;
  /**
   * By bank of the channel, [banks]; those of a lane follow each other. Columns read in all phases,
   * those of them that held something asked for, rows opened, and cycles spent on opening rows and
   * reading columns.
   */
  readonly bankColumnsRead: Float64Array;
  readonly bankColumnsUseful: Float64Array;
  readonly bankRowsOpened: Float64Array;
  readonly bankBusyCycles: Float64Array;

  constructor({ organisation }: DevicePreset) {
    const banks = banksPerChannel(organisation);
    this.laneVectors = new Float64Array(lanesPerChannel(organisation));
    this.bankColumnsRead = new Float64Array(banks);
    this.bankColumnsUseful = new Float64Array(banks);
    this.bankRowsOpened = new Float64Array(banks);
    this.bankBusyCycles = new Float64Array(banks);
  }

  /** Cycles and commands of a controller that has finished. */
  setCommands(cycles: number, phaseCycles: Float64Array, counts: ArrayLike<number>): void {
    this.cycles = cycles;
    this.phaseCycles.set(phaseCycles);
    this.commands.set(counts);
  }

  setSelection({ slotsInLane, count }: SlotLines): void {
    const lanes = this.laneVectors.length;
    // At the buffer level a slot is in all lanes of its pseudo-channel.
    const lanesPerSlot = lanes / slotsInLane.length;
    this.vectors = 0;
    this.lines = count;
    for (const slots of slotsInLane) this.vectors += slots;
    for (let lane = 0; lane < lanes; lane++) {
      this.laneVectors[lane] = slotsInLane[Math.floor(lane / lanesPerSlot)];
    }
  }

  setRows({ keyRows, valueRows }: RowsRead): void {
    this.keyRows = keyRows;
    this.valueRows = valueRows;
  }

  /** Sums what the banks' arrays hold. */
  sumBanks(): void {
    this.columnsRead = sum(this.bankColumnsRead);
    this.columnsUseful = sum(this.bankColumnsUseful);
    this.rowsOpened = sum(this.bankRowsOpened);
  }
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
