import { Command } from "../../program/command";
import { ChannelQueue, isArrayOperation } from "../channel-queue";
import { never } from "../clock";

const places = 64;
const mask = places - 1;

/** Queue for programs that `OneBankCheck` allows: array operations go in their order. */
export class OneBankQueue extends ChannelQueue {
  firstArray: number = never;
  /** Runs of array operations (see `DecodedProgram.runEnds`) as far as they were pushed. */
  private readonly starts = new Int32Array(places);
  private readonly ends = new Int32Array(places);
  private first = 0;
  private runs = 0;

  override clear(): void {
    super.clear();
    this.firstArray = never;
    this.runs = 0;
  }

  /** Array operations of the run with which the queue begins. */
  get frontRun(): number {
    return this.ends[this.first] - this.firstArray;
  }

  /** Takes array operations of the run with which the queue begins. */
  shiftArrays(count: number): void {
    this.size -= count;
    this.firstArray += count;
    if (this.firstArray < this.ends[this.first]) return;
    this.runs--;
    this.first = (this.first + 1) & mask;
    this.firstArray = this.runs === 0 ? never : this.starts[this.first];
  }

  /** True where only array operations can be issued before the next barrier. */
  onlyArraysMayCome(): boolean {
    const barrier = this.barriers.front;
    return this.firstArray < barrier && this.moves.front >= barrier;
  }

  /** How many like entries from `next` on can be pushed without ending `onlyArraysMayCome`. */
  harmless(next: number): number {
    const operation = this.program.operations[next];
    const isMove = !isArrayOperation(operation) && operation !== Command.barrier;
    return isMove && this.barriers.size === 0 ? 0 : this.program.runEnds[next] - next;
  }

  protected pushArrays(entry: number, count: number): void {
    const last = (this.first + this.runs - 1) & mask;
    const { runEnds } = this.program;
    if (this.runs > 0 && this.ends[last] === entry && runEnds[entry] === runEnds[entry - 1]) {
      this.ends[last] += count;
      return;
    }
    const at = (this.first + this.runs++) & mask;
    this.starts[at] = entry;
    this.ends[at] = entry + count;
    if (this.runs === 1) this.firstArray = entry;
  }
}
