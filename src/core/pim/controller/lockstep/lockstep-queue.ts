import type { BankRows } from "./bank-rows";
import { Command } from "../../program/command";
import type { DecodedProgram } from "../decoded-program";
import { never } from "../clock";
import { EntryLists } from "../entry-lists";
import { EntryRing } from "../entry-ring";
import { banksPerChannel, type Organisation } from "../../../memory/organisation";

/** Entries that a channel's queue holds, barriers included (spec section 3). */
export const queueEntries = 33;

/**
 * The queue of a channel. Array operations, moves and barriers are kept apart, the first two by
 * bank, so that the picker need not walk through the entries.
 */
export class ChannelQueue {
  /** Array operations by the bank to which they are addressed. */
  readonly arrays: EntryLists;
  /** Moves by `moveClassOf`. */
  readonly moves: EntryLists;
  readonly barriers = new EntryRing();
  size = 0;
  /**
   * By bank: a cycle before which its array operations offer nothing, the head of the queue aside.
   * Clocks only ever put off what a bank offers, so it holds until the bank offers something else.
   */
  readonly notBefore: Int32Array;
  /** By bank: 1 where it is known to offer a row hit. */
  readonly offersRead: Uint8Array;
  /** Array operations by key: the set of banks that opens together, and the row. */
  private readonly arraysOfKey: Uint8Array;
  private operations: Uint8Array;
  private bankOfEntry: Uint16Array;
  private keyOfEntry: Int32Array;
  private runEnds: Int32Array;
  /** Banks of the channel; move classes from here on are softmax (see `moveClassOf`). */
  readonly banks: number;
  private readonly rowMask: number;
  private readonly rowBits: number;

  constructor(
    organisation: Organisation,
    private readonly rows: BankRows,
    program: DecodedProgram,
  ) {
    this.operations = program.operations;
    this.bankOfEntry = program.banks;
    this.keyOfEntry = program.keys;
    this.runEnds = program.runEnds;
    this.banks = banksPerChannel(organisation);
    this.rowMask = program.rowMask;
    this.rowBits = program.rowBits;
    this.arrays = new EntryLists(this.banks);
    this.moves = new EntryLists(2 * this.banks);
    this.notBefore = new Int32Array(this.banks);
    this.offersRead = new Uint8Array(this.banks);
    this.arraysOfKey = new Uint8Array(rows.sets << this.rowBits);
  }

  /** Empties the queue, for another program. */
  start(program: DecodedProgram): void {
    if (this.arrays.size > 0) this.arraysOfKey.fill(0);
    this.operations = program.operations;
    this.bankOfEntry = program.banks;
    this.keyOfEntry = program.keys;
    this.runEnds = program.runEnds;
    this.arrays.clear();
    this.moves.clear();
    this.barriers.clear();
    this.allRowsChanged();
    this.size = 0;
  }

  get full(): boolean {
    return this.size >= queueEntries;
  }

  /**
   * Pushes entries as long as there is room.
   * @param next entry of the program, later than every entry pushed before
   * @returns the entry that is then next
   */
  fill(next: number, length: number): number {
    while (next < length && this.size < queueEntries) {
      const end = Math.min(this.runEnds[next], next + queueEntries - this.size);
      this.push(next, end - next);
      next = end;
    }
    return next;
  }

  /** @param count of like entries, see `DecodedProgram.runEnds` */
  push(entry: number, count: number): void {
    this.size += count;
    const operation = this.operations[entry];
    if (isArrayOperation(operation)) {
      const key = this.keyOfEntry[entry];
      const extendsRun = entry > 0 && this.keyOfEntry[entry - 1] === key;
      this.arrays.push(entry, count, this.bankOfEntry[entry], extendsRun);
      this.arraysOfKey[key] += count;
      this.offerChanged(this.bankOfEntry[entry]);
    } else if (operation === Command.barrier) {
      for (let at = entry; at < entry + count; at++) this.barriers.push(at);
    } else {
      this.moves.push(entry, count, this.moveClassOf(entry), true);
    }
  }

  /** True where a barrier comes before everything else. */
  barrierIsHead(): boolean {
    const { front } = this.barriers;
    return front < this.arrays.front && front < this.moves.front;
  }

  /** True where a move is there that no barrier holds up. */
  movesMayCome(): boolean {
    return this.moves.front < this.barriers.front;
  }

  shiftBarrier(): void {
    this.barriers.shift();
    this.size--;
  }

  takeArray(entry: number): void {
    this.arrays.take(entry, this.bankOfEntry[entry]);
    this.arraysOfKey[this.keyOfEntry[entry]]--;
    this.offerChanged(this.bankOfEntry[entry]);
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

  takeMove(entry: number): void {
    this.moves.shift(this.moveClassOf(entry), 1);
    this.size--;
  }

  /** The first array operation at a bank whose row is open; `never` where there is none. */
  firstHit(bank: number): number {
    if (!this.arrays.has(bank)) return never;
    const set = this.rows.setOf(bank);
    const row = this.rows.openRow[set];
    if (row < 0) return never;
    const key = (set << this.rowBits) | row;
    const front = this.arrays.frontOf(bank);
    if (this.keyOfEntry[front] === key) return front;
    if (this.arraysOfKey[key] === 0) return never;
    return this.arrays.firstWithKey(bank, key, this.keyOfEntry);
  }

  rowOf(entry: number): number {
    return this.keyOfEntry[entry] & this.rowMask;
  }

  bankOf(entry: number): number {
    return this.bankOfEntry[entry];
  }

  /** Softmax is always ready, so it waits apart from the other moves of its bank. */
  moveClassOf(entry: number): number {
    const isSoftmax = this.operations[entry] === Command.softmax;
    return isSoftmax ? this.banks + this.bankOf(entry) : this.bankOf(entry);
  }
}

/** True for operations on the cells, which need an open row. */
export function isArrayOperation(operation: number): boolean {
  return operation === Command.mac || operation === Command.normalise;
}
