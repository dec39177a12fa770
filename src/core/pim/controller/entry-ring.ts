import { never } from "./clock";

const places = 64;
const mask = places - 1;

/** Up to 64 entries of a program in ascending order, taken from the front. */
export class EntryRing {
  size = 0;
  /** The first entry; `never` when empty. */
  front = never;
  private first = 0;
  private readonly entries = new Int32Array(places);

  clear(): void {
    this.size = 0;
    this.front = never;
  }

  /** @param entry later than every entry in the ring */
  push(entry: number): void {
    this.entries[(this.first + this.size) & mask] = entry;
    if (this.size++ === 0) this.front = entry;
  }

  shift(): void {
    this.first = (this.first + 1) & mask;
    this.size--;
    this.front = this.size === 0 ? never : this.entries[this.first];
  }
}
