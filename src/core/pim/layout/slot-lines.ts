import { InputError } from "../../errors";

const bitsPerWord = 32;
/** Lanes whose counts share a number, a byte each. */
const lanesPerWord = 4;
/** What a byte may count, so that the number stays below 2^31, where sums of integers are fast. */
const mostPerByte = 127;

/** Four bits, each in a byte of its own. */
const spreadBits = Uint32Array.from({ length: 2 ** lanesPerWord }, (_, bits) => {
  return (bits & 1) | ((bits & 2) << 7) | ((bits & 4) << 14) | ((bits & 8) << 21);
});

/** Distinct slots gathered by line; the buffers are kept from one selection to the next. */
export class SlotLines {
  /** Lines that hold a selected slot, ascending; the first `count` are valid. */
  lines = new Uint32Array(0);
  count = 0;
  /** Selected slots in each place of a line, [slotsPerLine]; the place is the lane. */
  readonly slotsInLane: Uint32Array;
  private readonly shift: number;
  /** By line: its selected slots as bits. */
  private masks = new Uint32Array(0);
  /** By line: one bit where its mask is not 0. */
  private touched = new Uint32Array(0);

  constructor(private readonly slotsPerLine: number) {
    this.shift = Math.log2(slotsPerLine);
    this.slotsInLane = new Uint32Array(slotsPerLine);
  }

  /**
   * @param slots distinct, in any order
   * @param slotCount slots of the placement
   * @throws InputError when none is given, or one twice or past the placement
   */
  gather(slots: Uint32Array, slotCount: number): void {
    if (slots.length === 0) throw new InputError("selection", "no slot is selected");
    this.prepare(slotCount);
    this.mark(slots, slotCount);
    this.listLines();
    this.countLanes();
  }

  /** Selected slots of a line as bits. */
  maskOf(line: number): number {
    return line < this.masks.length ? this.masks[line] : 0;
  }

  clear(): void {
    this.masks.fill(0);
    this.touched.fill(0);
    this.slotsInLane.fill(0);
    this.count = 0;
  }

  /**
   * This loop sees every token of a dense read: the bits of a line are gathered outside memory as
   * long as the slots stay in it.
   */
  private mark(slots: Uint32Array, slotCount: number): void {
    const { masks, touched, shift } = this;
    const lane = this.slotsPerLine - 1;
    for (let at = 0; at < slots.length;) {
      const line = slots[at] >>> shift;
      let mask = this.maskOf(line);
      for (; at < slots.length && slots[at] >>> shift === line; at++) {
        const slot = slots[at];
        if (slot >= slotCount) refusePast(slot, slotCount);
        const bit = 1 << (slot & lane);
        if ((mask & bit) !== 0) throw new InputError("selection", `slot ${slot} is given twice`);
        mask |= bit;
      }
      masks[line] = mask;
      touched[line >>> 5] |= 1 << (line & (bitsPerWord - 1));
    }
  }

  /** Adds up the masks by lane, four lanes at a time in the bytes of one number. */
  private countLanes(): void {
    const { masks, lines, count, slotsInLane, slotsPerLine } = this;
    const word = spreadBits.length - 1;
    for (let first = 0; first < slotsPerLine; first += lanesPerWord) {
      for (let from = 0; from < count; from += mostPerByte) {
        const to = Math.min(count, from + mostPerByte);
        let sums = 0;
        for (let at = from; at < to; at++) {
          sums += spreadBits[(masks[lines[at]] >>> first) & word];
        }
        for (let lane = 0; lane < Math.min(lanesPerWord, slotsPerLine - first); lane++) {
          slotsInLane[first + lane] += (sums >>> (8 * lane)) & mostPerByte;
        }
      }
    }
  }

  private prepare(slotCount: number): void {
    const lines = Math.ceil(slotCount / this.slotsPerLine);
    if (this.masks.length < lines) {
      this.masks = new Uint32Array(lines * 2);
      this.lines = new Uint32Array(lines * 2);
      this.touched = new Uint32Array(Math.ceil((lines * 2) / bitsPerWord));
    }
    this.clear();
  }

  private listLines(): void {
    for (let word = 0; word < this.touched.length; word++) {
      for (let bits = this.touched[word]; bits !== 0; bits &= bits - 1) {
        const place = bitsPerWord - 1 - Math.clz32(bits & -bits);
        this.lines[this.count++] = word * bitsPerWord + place;
      }
    }
  }
}

function refusePast(slot: number, slotCount: number): never {
  throw new InputError("selection", `slot ${slot} lies past the placement of ${slotCount} slots`);
}
