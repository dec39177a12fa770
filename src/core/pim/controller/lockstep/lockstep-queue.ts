import type { DevicePreset } from "../../../memory/device-preset";
import { ChannelQueue } from "../channel-queue";
import { never } from "../clock";
import type { BankRows } from "./bank-rows";
import type { DecodedProgram } from "../decoded-program";
import { EntryLists } from "../entry-lists";

/** Queue in which array operations wait by bank, whatever the program. */
export class LockstepQueue extends ChannelQueue {
  /** Array operations by the bank to which they are addressed. */
  readonly arrays: EntryLists;
  /**
   * By bank: a cycle before which its array operations offer nothing, the head of the queue aside.
   * Clocks only ever put off what a bank offers, so it holds until the bank offers something else.
   */
  readonly notBefore: Int32Array;
  /** By bank: 1 where it is known to offer a row hit. */
  readonly offersRead: Uint8Array;
  /** Array operations by key: the set of banks that opens together, and the row. */
  private readonly arraysOfKey: Uint8Array;

  constructor(
    preset: DevicePreset,
    private readonly rows: BankRows,
    program: DecodedProgram,
  ) {
    super(preset, program);
    this.arrays = new EntryLists(this.banks);
    this.notBefore = new Int32Array(this.banks);
    this.offersRead = new Uint8Array(this.banks);
    this.arraysOfKey = new Uint8Array(rows.sets << program.rowBits);
  }

  override clear(): void {
    super.clear();
    if (this.arrays.size > 0) this.arraysOfKey.fill(0);
    this.arrays.clear();
    this.allRowsChanged();
  }

  get firstArray(): number {
    return this.arrays.front;
  }

  protected pushArrays(entry: number, count: number): void {
    const { keys, banks } = this.program;
    const key = keys[entry];
    const extendsRun = entry > 0 && keys[entry - 1] === key;
    this.arrays.push(entry, count, banks[entry], extendsRun);
    this.arraysOfKey[key] += count;
    this.offerChanged(banks[entry]);
  }

  takeArray(entry: number): void {
    this.arrays.take(entry, this.program.banks[entry]);
    this.arraysOfKey[this.program.keys[entry]]--;
    this.offerChanged(this.program.banks[entry]);
    this.size--;
  }

  /** A row of the bank's set was opened or closed. */
  rowChanged(bank: number): void {
    const { arrays, rows } = this;
    const set = rows.setOf(bank);
    for (let at = 0; at < arrays.classesWaiting; at++) {
      const other = arrays.waiting[at];
      if (rows.setOf(other) === set) this.offerChanged(other);
    }
  }

  allRowsChanged(): void {
    this.notBefore.fill(0);
    this.offersRead.fill(0);
  }

  private offerChanged(bank: number): void {
    this.notBefore[bank] = 0;
    this.offersRead[bank] = 0;
  }

  /** The first array operation at a bank whose row is open; `never` where there is none. */
  firstHit(bank: number): number {
    if (!this.arrays.has(bank)) return never;
    const set = this.rows.setOf(bank);
    const row = this.rows.openRow[set];
    if (row < 0) return never;
    const key = (set << this.program.rowBits) | row;
    const front = this.arrays.frontOf(bank);
    if (this.program.keys[front] === key) return front;
    if (this.arraysOfKey[key] === 0) return never;
    return this.arrays.firstWithKey(bank, key, this.program.keys);
  }

  rowOf(entry: number): number {
    return this.program.keys[entry] & this.program.rowMask;
  }

  bankOf(entry: number): number {
    return this.program.banks[entry];
  }
}
