/** A list of numbers for each lane; the buffers are kept when it is cleared. */
export class LaneLists {
  readonly counts: Uint32Array;
  private readonly values: Int32Array[];

  constructor(readonly lanes: number) {
    this.counts = new Uint32Array(lanes);
    this.values = Array.from({ length: lanes }, () => new Int32Array(64));
  }

  clear(): void {
    this.counts.fill(0);
  }

  push(lane: number, value: number): void {
    const count = this.counts[lane]++;
    if (count === this.values[lane].length) {
      const wider = new Int32Array(count * 2);
      wider.set(this.values[lane]);
      this.values[lane] = wider;
    }
    this.values[lane][count] = value;
  }

  at(lane: number, place: number): number {
    return this.values[lane][place];
  }

  /** Length of the longest list. */
  longest(): number {
    let longest = 0;
    for (const count of this.counts) longest = Math.max(longest, count);
    return longest;
  }
}

/** Rows that each lane reads a column of in one pass, in order, and how far it has come. */
export class LaneReads extends LaneLists {
  /** Columns that no lane has read yet. */
  left = 0;
  private readonly done: Uint32Array;

  constructor(lanes: number) {
    super(lanes);
    this.done = new Uint32Array(lanes);
  }

  override clear(): void {
    super.clear();
    this.done.fill(0);
    this.left = 0;
  }

  override push(lane: number, row: number): void {
    super.push(lane, row);
    this.left++;
  }

  /** Row of a lane's next column, or -1 where it has none left. */
  nextRow(lane: number): number {
    const done = this.done[lane];
    return done < this.counts[lane] ? this.at(lane, done) : -1;
  }

  advance(lane: number): void {
    this.done[lane]++;
    this.left--;
  }
}
