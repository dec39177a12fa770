/** Later than every entry of a program. */
export const never = 0x7fffffff;

/** No node of a list. */
const end = -1;
const nodes = 64;

/**
 * Entries of a program that wait in a channel's queue, in a list for each class. The entries of a
 * class (array operations, or moves, at one bank) are ready and held up together, so that hardly
 * more than the first of each class is ever looked at.
 */
export class EntryLists {
  size = 0;
  /** The first entry of all; `never` when empty. */
  front = never;
  /** Classes that have an entry waiting; the first `classesWaiting` are valid, in no order. */
  readonly waiting: Uint8Array;
  classesWaiting = 0;
  /** Where each class that waits is in `waiting`. */
  private readonly placeOf: Uint8Array;
  /** First and last node of each class, and the node after each node. */
  private readonly firstNode: Int8Array;
  private readonly lastNode: Int8Array;
  private readonly nextNode = new Int8Array(nodes);
  private readonly entries = new Int32Array(nodes);
  private freeNode = 0;

  /** @param classes at most 255 */
  constructor(classes: number) {
    this.waiting = new Uint8Array(classes);
    this.placeOf = new Uint8Array(classes);
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

  /** The first entry of a class with this key; `never` where there is none. */
  firstWithKey(entryClass: number, key: number, keyOfEntry: Int32Array): number {
    for (let node = this.firstNode[entryClass]; node !== end; node = this.nextNode[node]) {
      const entry = this.entries[node];
      if (keyOfEntry[entry] === key) return entry;
    }
    return never;
  }

  /** @param entry later than every entry waiting, which are at most 63 */
  push(entry: number, entryClass: number): void {
    const node = this.freeNode;
    this.freeNode = this.nextNode[node];
    this.nextNode[node] = end;
    this.entries[node] = entry;
    if (this.firstNode[entryClass] === end) {
      this.firstNode[entryClass] = node;
      this.placeOf[entryClass] = this.classesWaiting;
      this.waiting[this.classesWaiting++] = entryClass;
    } else {
      this.nextNode[this.lastNode[entryClass]] = node;
    }
    this.lastNode[entryClass] = node;
    if (this.size++ === 0) this.front = entry;
  }

  /** Takes the first entry of a class. */
  shift(entryClass: number): void {
    const node = this.firstNode[entryClass];
    this.firstNode[entryClass] = this.nextNode[node];
    if (this.firstNode[entryClass] === end) this.leave(entryClass);
    this.free(node);
  }

  /** Takes an entry of a class. */
  take(entry: number, entryClass: number): void {
    let before = this.firstNode[entryClass];
    if (this.entries[before] === entry) {
      this.shift(entryClass);
      return;
    }
    let node = this.nextNode[before];
    while (this.entries[node] !== entry) {
      before = node;
      node = this.nextNode[node];
    }
    this.nextNode[before] = this.nextNode[node];
    if (this.lastNode[entryClass] === node) this.lastNode[entryClass] = before;
    this.free(node);
  }

  private free(node: number): void {
    this.nextNode[node] = this.freeNode;
    this.freeNode = node;
    this.size--;
    if (this.entries[node] === this.front) this.front = this.firstOfAll();
  }

  private leave(entryClass: number): void {
    const place = this.placeOf[entryClass];
    const last = this.waiting[--this.classesWaiting];
    this.waiting[place] = last;
    this.placeOf[last] = place;
  }

  private firstOfAll(): number {
    let first: number = never;
    for (let at = 0; at < this.classesWaiting; at++) {
      first = Math.min(first, this.frontOf(this.waiting[at]));
    }
    return first;
  }
}
