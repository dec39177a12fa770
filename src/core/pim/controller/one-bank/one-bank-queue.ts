import { isArrayOperation, queueEntries } from "../lockstep/lockstep-queue";
import { Command } from "../../program/command";
import type { DecodedProgram } from "../decoded-program";
import { never } from "../clock";
import { EntryLists } from "../entry-lists";
import { EntryRing } from "../entry-ring";

const places = 64;
const mask = places - 1;

/** `ChannelQueue` for programs that `OneBankCheck` allows: array operations go in their order. */
export class OneBankQueue {
  /** The first array operation waiting; `never` where there is none. */
  array: number = never;
  /** Moves by their bank, softmax by `banks` and its bank. */
  readonly moves: EntryLists;
  readonly barriers = new EntryRing();
  size = 0;
  /** Runs of array operations (see `DecodedProgram.runEnds`) as far as they were pushed. */
  private readonly starts = new Int32Array(places);
  private readonly ends = new Int32Array(places);
  private first = 0;
  private runs = 0;

  constructor(
    private readonly program: DecodedProgram,
    readonly banks: number,
  ) {
    this.moves = new EntryLists(2 * banks);
  }

  clear(): void {
    this.array = never;
    this.moves.clear();
    this.barriers.clear();
    this.size = 0;
    this.runs = 0;
  }

  /** Pushes entries as long as there is room, and returns the entry that is then next. */
  fill(next: number): number {
    const { length, runEnds } = this.program;
    while (next < length && this.size < queueEntries) {
      const end = Math.min(runEnds[next], next + queueEntries - this.size);
      this.push(next, end - next);
      next = end;
    }
    return next;
  }

  /** @param count of like entries */
  push(entry: number, count: number): void {
    this.size += count;
    const operation = this.program.operations[entry];
    if (isArrayOperation(operation)) this.pushArrays(entry, count);
    else if (operation === Command.barrier) {
      for (let at = entry; at < entry + count; at++) this.barriers.push(at);
    } else {
      this.moves.push(entry, count, this.moveClassOf(entry), true);
    }
  }

  /** Array operations of the run with which the queue begins. */
  get frontRun(): number {
    return this.ends[this.first] - this.array;
  }

  /** Takes array operations of the run with which the queue begins. */
  shiftArrays(count: number): void {
    this.size -= count;
    this.array += count;
    if (this.array < this.ends[this.first]) return;
    this.runs--;
    this.first = (this.first + 1) & mask;
    this.array = this.runs === 0 ? never : this.starts[this.first];
  }

  shiftBarrier(): void {
    this.barriers.shift();
    this.size--;
  }

  takeMove(entry: number): void {
    this.moves.shift(this.moveClassOf(entry), 1);
    this.size--;
  }

  /** True where a barrier comes before everything else. */
  barrierIsHead(): boolean {
    const { front } = this.barriers;
    return front < this.array && front < this.moves.front;
  }

  /** True where a move is there that no barrier holds up. */
  movesMayCome(): boolean {
    return this.moves.front < this.barriers.front;
  }

  /** True where only array operations can be issued before the next barrier. */
  onlyArraysMayCome(): boolean {
    const barrier = this.barriers.front;
    return this.array < barrier && this.moves.front >= barrier;
  }

  /** How many like entries from `next` on can be pushed without ending `onlyArraysMayCome`. */
  harmless(next: number): number {
    const operation = this.program.operations[next];
    const isMove = !isArrayOperation(operation) && operation !== Command.barrier;
    return isMove && this.barriers.size === 0 ? 0 : this.program.runEnds[next] - next;
  }

  private pushArrays(entry: number, count: number): void {
    const last = (this.first + this.runs - 1) & mask;
    const { runEnds } = this.program;
    if (this.runs > 0 && this.ends[last] === entry && runEnds[entry] === runEnds[entry - 1]) {
      this.ends[last] += count;
      return;
    }
    const at = (this.first + this.runs++) & mask;
    this.starts[at] = entry;
    this.ends[at] = entry + count;
    if (this.runs === 1) this.array = entry;
  }

  /** Softmax is always ready, so it waits apart from the other moves of its bank. */
  private moveClassOf(entry: number): number {
    const bank = this.program.banks[entry];
    return this.program.operations[entry] === Command.softmax ? this.banks + bank : bank;
  }
}
