import type { BankRows } from "./bank-rows";
import { Command } from "./command";
import type { DecodedProgram } from "./decoded-program";
import { EntryRing } from "./entry-ring";
import { MoveQueue } from "./move-queue";
import { banksPerChannel, type Organisation } from "./organisation";

/** Entries that a channel's queue holds, barriers included (spec section 3). */
const queueEntries = 33;

/**
 * The queue of a channel. Array operations, moves and barriers are kept apart, each in the order of
 * the program, with counts that spare the picker a walk through the entries.
 */
export class ChannelQueue {
  /** Array operations, each with its key: the set of banks that opens together, and the row. */
  readonly arrays = new EntryRing();
  readonly moves: MoveQueue;
  readonly barriers = new EntryRing();
  size = 0;
  /** Array operations whose row is open; in all, and by the bank they are addressed to. */
  hits = 0;
  readonly hitsAtBank: Uint8Array;
  private readonly arraysAtBank: Uint8Array;
  private readonly arraysOfKey: Uint8Array;
  private operations: Uint8Array;
  private bankOfEntry: Uint8Array;
  private keyOfEntry: Int32Array;
  /** Banks of the channel; move classes from here on are softmax (see `moveClassOf`). */
  readonly banks: number;
  private readonly singleSet: boolean;
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
    this.banks = banksPerChannel(organisation);
    this.singleSet = rows.sets === 1;
    this.rowMask = program.rowMask;
    this.rowBits = program.rowBits;
    this.moves = new MoveQueue(2 * this.banks);
    this.hitsAtBank = new Uint8Array(this.banks);
    this.arraysAtBank = new Uint8Array(this.banks);
    this.arraysOfKey = new Uint8Array(rows.sets << this.rowBits);
  }

  /** Empties the queue, for another program. */
  start(program: DecodedProgram): void {
    if (this.arrays.size > 0) this.arraysOfKey.fill(0);
    this.operations = program.operations;
    this.bankOfEntry = program.banks;
    this.keyOfEntry = program.keys;
    this.arrays.clear();
    this.moves.clear();
    this.barriers.clear();
    this.hitsAtBank.fill(0);
    this.arraysAtBank.fill(0);
    this.hits = 0;
    this.size = 0;
  }

  get full(): boolean {
    return this.size >= queueEntries;
  }

  /** @param entry of the program, later than every entry pushed before */
  push(entry: number): void {
    this.size++;
    const operation = this.operations[entry];
    if (isArrayOperation(operation)) {
      const bank = this.bankOfEntry[entry];
      const key = this.keyOfEntry[entry];
      this.arrays.push(entry, key);
      this.arraysAtBank[bank]++;
      this.arraysOfKey[key]++;
      if (this.isOpen(key)) this.countHits(bank, 1);
    } else if (operation === Command.barrier) {
      this.barriers.push(entry, 0);
    } else {
      this.moves.push(entry, this.moveClassOf(entry));
    }
  }

  /** True where a barrier comes before everything else. */
  barrierIsHead(): boolean {
    const { front } = this.barriers;
    return front < this.arrays.front && front < this.moves.front;
  }

  /** True where a move comes before every array operation. */
  headIsMove(): boolean {
    return this.moves.front < this.arrays.front;
  }

  shiftBarrier(): void {
    this.barriers.shift();
    this.size--;
  }

  /** Takes an array operation whose row is open. */
  takeHit(place: number): void {
    const bank = this.bankOf(this.arrays.at(place));
    this.arraysAtBank[bank]--;
    this.arraysOfKey[this.arrays.valueAt(place)]--;
    this.countHits(bank, -1);
    this.arrays.remove(place);
    this.size--;
  }

  /** Takes the first array operation, to be counted by `countTaken`. */
  shiftHit(): void {
    this.arrays.shift();
    this.size--;
  }

  /** Counts hits of one bank and key that `shiftHit` has taken. */
  countTaken(bank: number, key: number, count: number): void {
    this.arraysAtBank[bank] -= count;
    this.arraysOfKey[key] -= count;
    this.countHits(bank, -count);
  }

  takeMove(entry: number): void {
    this.moves.shift(this.moveClassOf(entry));
    this.size--;
  }

  /** True where all banks open together and all queued array operations are at one bank. */
  arraysAreUniform(): boolean {
    return this.singleSet && this.arraysAreAt(this.bankOf(this.arrays.front), 0);
  }

  /** @param taken hits of the bank that `countTaken` does not know of yet */
  arraysAreAt(bank: number, taken: number): boolean {
    return this.arraysAtBank[bank] - taken === this.arrays.size;
  }

  /** True where the row of a key is open. */
  isOpen(key: number): boolean {
    return this.openRow(key) === this.rowOf(key);
  }

  /** The open row of the key's set of banks, or -1. */
  openRow(key: number): number {
    return this.rows.openRow[key >>> this.rowBits];
  }

  rowOf(key: number): number {
    return key & this.rowMask;
  }

  /** The row of an array operation was opened. */
  opened(place: number): void {
    this.countKey(this.arrays.valueAt(place), 1);
  }

  /** The row that is open for an array operation's banks is about to be closed. */
  closing(place: number): void {
    if (this.hits === 0) return;
    const key = this.arrays.valueAt(place);
    this.countKey((key & ~this.rowMask) | this.openRow(key), -1);
  }

  /** Every row was closed. */
  allClosed(): void {
    if (this.hits > 0) this.hitsAtBank.fill(0);
    this.hits = 0;
  }

  bankOf(entry: number): number {
    return this.bankOfEntry[entry];
  }

  /** Softmax is always ready, so it waits apart from the other moves of its bank. */
  moveClassOf(entry: number): number {
    const isSoftmax = this.operations[entry] === Command.softmax;
    return isSoftmax ? this.banks + this.bankOf(entry) : this.bankOf(entry);
  }

  /** The operations of a key become hits, or cease to be. */
  private countKey(key: number, sign: 1 | -1): void {
    const { arrays } = this;
    if (this.arraysAreUniform()) {
      this.countHits(this.bankOf(arrays.front), sign * this.arraysOfKey[key]);
      return;
    }
    let left = this.arraysOfKey[key];
    for (let place = 0; left > 0; place++) {
      if (arrays.valueAt(place) !== key) continue;
      this.countHits(this.bankOf(arrays.at(place)), sign);
      left--;
    }
  }

  private countHits(bank: number, change: number): void {
    this.hitsAtBank[bank] += change;
    this.hits += change;
  }
}

/** True for operations on the cells, which need an open row. */
export function isArrayOperation(operation: number): boolean {
  return operation === Command.mac || operation === Command.normalise;
}
