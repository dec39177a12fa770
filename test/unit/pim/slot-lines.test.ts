import assert from "node:assert/strict";
import fc from "fast-check";
import { InputError } from "../../../src/core/errors";
import { SlotLines } from "../../../src/core/pim/layout/slot-lines";

const widths = fc.constantFrom(1, 2, 4, 8, 16, 32);
/** Selections far apart and dense ones, one after the other, each in a placement of its own size. */
const selections = fc.array(
  fc.record({
    slots: fc.oneof(
      fc.uniqueArray(fc.nat(5000), { minLength: 1, maxLength: 80 }),
      fc.uniqueArray(fc.nat(400), { minLength: 100, maxLength: 300 }),
      // More lines than a byte counts.
      fc.integer({ min: 1, max: 4500 }).map((length) => Array.from({ length }, (_, slot) => slot)),
    ),
    more: fc.nat(40),
  }),
  { minLength: 1, maxLength: 4 },
);
const countOf = ({ slots, more }: { slots: readonly number[]; more: number }) =>
  Math.max(...slots) + 1 + more;

describe("slots gathered by line", () => {
  it("are what a plain count finds, whatever was gathered before", () => {
    fc.assert(
      fc.property(widths, selections, (width, all) => {
        const gathered = new SlotLines(width);
        for (const selection of all) {
          gathered.gather(Uint32Array.from(selection.slots), countOf(selection));
          const masks = new Map<number, number>();
          const lanes = new Array<number>(width).fill(0);
          for (const slot of selection.slots) {
            const line = Math.floor(slot / width);
            masks.set(line, ((masks.get(line) ?? 0) | (1 << (slot % width))) >>> 0);
            lanes[slot % width]++;
          }
          const lines = [...masks.keys()].sort((a, b) => a - b);
          assert.deepEqual(Array.from(gathered.lines.subarray(0, gathered.count)), lines);
          assert.deepEqual(Array.from(gathered.slotsInLane), lanes);
          for (let line = 0; line <= lines[lines.length - 1] + 2; line++) {
            assert.equal(gathered.maskOf(line), masks.get(line) ?? 0);
          }
        }
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it("are none after they are cleared", () => {
    fc.assert(
      fc.property(widths, selections, (width, [selection]) => {
        const gathered = new SlotLines(width);
        gathered.gather(Uint32Array.from(selection.slots), countOf(selection));
        gathered.clear();
        assert.equal(gathered.count, 0);
        assert.ok(gathered.slotsInLane.every((count) => count === 0));
        assert.ok(selection.slots.every((slot) => gathered.maskOf(Math.floor(slot / width)) === 0));
      }),
      { seed: 2, numRuns: 50 },
    );
  });

  it("are refused where one is given twice or lies past the placement, or none is given", () => {
    const refused = (width: number, slots: readonly number[], slotCount: number, words: RegExp) =>
      assert.throws(
        () => new SlotLines(width).gather(Uint32Array.from(slots), slotCount),
        (error) => error instanceof InputError && words.test(error.message),
      );
    fc.assert(
      fc.property(widths, selections, fc.nat(), (width, [selection], draw) => {
        const { slots } = selection;
        const again = slots[draw % slots.length];
        const twice = [...slots, again];
        refused(width, twice, countOf(selection), new RegExp(`slot ${again} is given twice`));
        const most = Math.max(...slots);
        refused(width, slots, most, new RegExp(`slot ${most} lies past the placement of ${most} `));
        refused(width, [], most, /no slot is selected/);
        new SlotLines(width).gather(Uint32Array.from(slots), most + 1);
      }),
      { seed: 3, numRuns: 50 },
    );
  });
});
