import { never } from "./clock";

/** No node of a list. */
const end = -1;
const nodes = 64;

/**
 * Entries of a program that wait in a channel's queue, in a list for each class. The entries of a
 * class (array operations, or moves, at one bank) are ready and held up together, so that hardly
 * more than the first of each class is ever looked at. A node of a list holds a run: entries that
 * follow each other in the program.
 */
export class EntryLists {
  size = 0;
  /** The first entry of all; `never` when empty. */
  front = never;
  /**
   * Classes that have an entry waiting, and the first entry of each, in the order of these entries;
   * the first `classesWaiting` are valid.
   */
  readonly waiting: Uint16Array;
  readonly fronts: Int32Array;
  classesWaiting = 0;
  /** First and last node of each class, and the node after each node. */
  private readonly firstNode: Int8Array;
  private readonly lastNode: Int8Array;
  private readonly nextNode = new Int8Array(nodes);
  /** First entry of each node, and the entry behind its last. */
  private readonly entries = new Int32Array(nodes);
  private readonly ends = new Int32Array(nodes);
  private freeNode = 0;

  /** @param classes at most 2^16 */
  constructor(classes: number) {
    this.waiting = new Uint16Array(classes);
    this.fronts = new Int32Array(classes);
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

  /** True where an entry of the class waits. */
  has(entryClass: number): boolean {
    return this.firstNode[entryClass] !== end;
  }

  /** The first entry of a class that has one waiting. */
  frontOf(entryClass: number): number {
    return this.entries[this.firstNode[entryClass]];
  }

  /**
   * The first entry of a class with this key; `never` where there is none.
   * @param keyOfEntry the same for all entries of a run
   */
  firstWithKey(entryClass: number, key: number, keyOfEntry: Int32Array): number {
    for (let node = this.firstNode[entryClass]; node !== end; node = this.nextNode[node]) {
      const entry = this.entries[node];
      if (keyOfEntry[entry] === key) return entry;
    }
    return never;
  }

  /**
   * Entries that follow each other, later than every entry waiting, which are at most 63.
   * @param extendsRun true where they belong to the run of the entry before them in the program
   */
  push(entry: number, count: number, entryClass: number, extendsRun: boolean): void {
    if (this.size === 0) this.front = entry;
    this.size += count;
    const last = this.lastNode[entryClass];
    if (this.firstNode[entryClass] === end) {
      const node = this.newNode(entry, count);
      this.firstNode[entryClass] = node;
      this.lastNode[entryClass] = node;
      this.fronts[this.classesWaiting] = entry;
      this.waiting[this.classesWaiting++] = entryClass;
    } else if (extendsRun && this.ends[last] === entry) {
      this.ends[last] = entry + count;
    } else {
      const node = this.newNode(entry, count);
      this.nextNode[last] = node;
      this.lastNode[entryClass] = node;
    }
  }

  /** Takes the first `count` entries of a class, all of one run. */
  shift(entryClass: number, count: number): void {
    const node = this.firstNode[entryClass];
    this.entries[node] += count;
    this.size -= count;
    if (this.entries[node] === this.ends[node]) {
      this.firstNode[entryClass] = this.nextNode[node];
      this.free(node);
    }
    this.reorder(entryClass);
  }

  /** Takes an entry of a class with which a run begins. */
  take(entry: number, entryClass: number): void {
    let before = this.firstNode[entryClass];
    if (this.entries[before] === entry) {
      this.shift(entryClass, 1);
      return;
    }
    let node = this.nextNode[before];
    while (this.entries[node] !== entry) {
      before = node;
      node = this.nextNode[node];
    }
    this.size--;
    if (++this.entries[node] < this.ends[node]) return;
    this.nextNode[before] = this.nextNode[node];
    if (this.lastNode[entryClass] === node) this.lastNode[entryClass] = before;
    this.free(node);
  }

  private newNode(entry: number, count: number): number {
    const node = this.freeNode;
    this.freeNode = this.nextNode[node];
    this.nextNode[node] = end;
    this.entries[node] = entry;
    this.ends[node] = entry + count;
    return node;
  }

  private free(node: number): void {
    this.nextNode[node] = this.freeNode;
    this.freeNode = node;
  }

  /** Moves a class whose first entry was taken behind those whose first entry is earlier now. */
  private reorder(entryClass: number): void {
    const { waiting, fronts } = this;
    const node = this.firstNode[entryClass];
    const entry = node === end ? never : this.entries[node];
    let at = 0;
    while (waiting[at] !== entryClass) at++;
    for (; at + 1 < this.classesWaiting && fronts[at + 1] < entry; at++) {
      waiting[at] = waiting[at + 1];
      fronts[at] = fronts[at + 1];
    }
    waiting[at] = entryClass;
    fronts[at] = entry;
    if (node === end) this.classesWaiting--;
    this.front = this.classesWaiting === 0 ? never : fronts[0];
  }
}
