import { InputError } from "../errors";

const bitsPerWord = 32;

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
    const lane = this.slotsPerLine - 1;
    for (const slot of slots) {
      if (slot >= slotCount) {
        throw new InputError(
          "selection",
          `slot ${slot} lies past the placement of ${slotCount} slots`,
        );
      }
      const line = slot >>> this.shift;
      const bit = 1 << (slot & lane);
      const mask = this.masks[line];
      if ((mask & bit) !== 0) throw new InputError("selection", `slot ${slot} is given twice`);
      this.masks[line] = mask | bit;
      this.touched[line >>> 5] |= 1 << (line & (bitsPerWord - 1));
      this.slotsInLane[slot & lane]++;
    }
    this.listLines();
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
