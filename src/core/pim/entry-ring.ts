/** Later than every entry of a program. */
export const never = 0x7fffffff;

const places = 64;
const mask = places - 1;

/** Up to 64 entries of a program in ascending order, each with a number, cheap to take in front. */
export class EntryRing {
  size = 0;
  /** The first entry; `never` when empty. */
  front = never;
  private first = 0;
  private readonly entries = new Int32Array(places);
  private readonly values = new Int32Array(places);

  clear(): void {
    this.size = 0;
    this.front = never;
  }

  at(place: number): number {
    return this.entries[(this.first + place) & mask];
  }

  valueAt(place: number): number {
    return this.values[(this.first + place) & mask];
  }

  /** @param entry later than every entry in the ring */
  push(entry: number, value: number): void {
    const at = (this.first + this.size) & mask;
    this.entries[at] = entry;
    this.values[at] = value;
    if (this.size++ === 0) this.front = entry;
  }

  shift(): void {
    this.first = (this.first + 1) & mask;
    this.size--;
    this.front = this.size === 0 ? never : this.entries[this.first];
  }

  remove(place: number): void {
    for (let at = place; at > 0; at--) {
      const to = (this.first + at) & mask;
      const from = (to - 1) & mask;
      this.entries[to] = this.entries[from];
      this.values[to] = this.values[from];
    }
    this.shift();
  }
}
