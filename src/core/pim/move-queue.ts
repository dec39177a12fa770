import { never } from "./entry-ring";

const nodes = 64;
const end = -1;

/**
 * The data moves in a channel's queue, by classes. Moves of a class (those at one bank) are ready
 * and held up together, so only the first of each class is ever looked at.
 */
export class MoveQueue {
  size = 0;
  /** The first entry of all; `never` when empty. */
  front = never;
  /** Classes that have a move waiting; the first `classesWaiting` are valid, in no order. */
  readonly waiting: Uint8Array;
  classesWaiting = 0;
  /** First and last node of each class, and the node after each node. */
  private readonly firstNode: Int8Array;
  private readonly lastNode: Int8Array;
  private readonly nextNode = new Int8Array(nodes);
  private readonly entries = new Int32Array(nodes);
  private freeNode = 0;

  /** @param classes at most 255 */
  constructor(classes: number) {
    this.waiting = new Uint8Array(classes);
    this.firstNode = new Int8Array(classes);
    this.lastNode = new Int8Array(classes);
    this.clear();
  }

  clear(): void {
    this.size = 0;
    this.front = never;
    this.classesWaiting = 0;
    this.firstNode.fill(end);
    this.freeNode = 0;
    for (let node = 0; node < nodes; node++) this.nextNode[node] = node + 1;
  }

  /** The first move of a class that has one waiting. */
  frontOf(moveClass: number): number {
    return this.entries[this.firstNode[moveClass]];
  }

  /** @param entry later than every entry in the queue, which holds at most 63 */
  push(entry: number, moveClass: number): void {
    const node = this.freeNode;
    this.freeNode = this.nextNode[node];
    this.nextNode[node] = end;
    this.entries[node] = entry;
    if (this.firstNode[moveClass] === end) {
      this.firstNode[moveClass] = node;
      this.waiting[this.classesWaiting++] = moveClass;
    } else {
      this.nextNode[this.lastNode[moveClass]] = node;
    }
    this.lastNode[moveClass] = node;
    if (this.size++ === 0) this.front = entry;
  }

  /** Takes the first move of a class. */
  shift(moveClass: number): void {
    const node = this.firstNode[moveClass];
    const next = this.nextNode[node];
    this.firstNode[moveClass] = next;
    this.nextNode[node] = this.freeNode;
    this.freeNode = node;
    this.size--;
    if (next === end) {
      const at = this.waiting.indexOf(moveClass);
      this.waiting[at] = this.waiting[--this.classesWaiting];
    }
    if (this.entries[node] === this.front) this.front = this.firstOfAll();
  }

  private firstOfAll(): number {
    let first: number = never;
    for (let at = 0; at < this.classesWaiting; at++) {
      first = Math.min(first, this.frontOf(this.waiting[at]));
    }
    return first;
  }
}
