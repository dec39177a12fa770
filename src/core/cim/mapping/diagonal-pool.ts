import { modulo, ringSize } from "./ring";

/** A free diagonal of an array. */
export interface Diagonal {
  readonly array: number;
  /** 0 .. r - 1. */
  readonly index: number;
  /** First row slot and first column slot of the square of slots in which it lies. */
  readonly firstRow: number;
  readonly firstColumn: number;
}

/** The diagonals of arrays of one block size that are not taken yet, array by array. */
export class DiagonalPool {
  readonly ring: number;
  /** Squares of r x r slots on a side of the array. */
  private readonly squares: number;
  /** Arrays with a free diagonal, and for each index how many of its diagonals are taken. */
  private open: { readonly array: number; readonly taken: Uint32Array }[] = [];

  /** @param newArray opens an array and returns its number */
  constructor(
    arraySize: number,
    blockSize: number,
    private readonly newArray: () => number,
  ) {
    this.ring = ringSize(arraySize, blockSize);
    this.squares = arraySize / blockSize / this.ring;
  }

  get isFull(): boolean {
    return this.open.length === 0;
  }

  grow(): void {
    this.open.push({ array: this.newArray(), taken: new Uint32Array(this.ring) });
  }

  /** Takes the first free diagonal that the condition accepts, the first array first. */
  take(accepts: (array: number, index: number) => boolean): Diagonal | undefined {
    const all = this.squares ** 2;
    for (const entry of this.open) {
      const index = entry.taken.findIndex((taken, i) => taken < all && accepts(entry.array, i));
      if (index >= 0) return this.takeFrom(entry, index);
    }
    return undefined;
  }

  private takeFrom(entry: { array: number; taken: Uint32Array }, index: number): Diagonal {
    const square = entry.taken[index]++;
    if (entry.taken.every((taken) => taken === this.squares ** 2)) {
      this.open = this.open.filter((other) => other !== entry);
    }
    return {
      array: entry.array,
      index,
      firstRow: Math.floor(square / this.squares) * this.ring,
      firstColumn: (square % this.squares) * this.ring,
    };
  }

  /** Whether a diagonal of the index is free; with one of (array, except) about to be taken. */
  has(index: number, aboutToTake?: { readonly array: number; readonly index: number }): boolean {
    const wanted = modulo(index, this.ring);
    return this.open.some(({ array, taken }) => {
      const isTaken = aboutToTake?.array === array && aboutToTake.index === wanted ? 1 : 0;
      return taken[wanted] + isTaken < this.squares ** 2;
    });
  }
}
