import assert from "node:assert/strict";
import fc from "fast-check";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import { seededRandom } from "../../../src/core/kernels/seeded-random";
import { readCost } from "../../../src/core/placement/read-cost";
import { stepColumnNames, type StepColumn } from "../../../src/core/figures/step-figures";
import type { HeadResult } from "../../../src/core/simulation/run/result";
import {
  linesPerSelectedLine,
  meanFrom,
  moveCycles,
  scatteredLines,
  scatteredLinesPerLine,
  stepsToPayOff,
} from "../../reproduce/results-figures";
import { shapeOf } from "../../fixtures/memory/random-devices";

/** Results with some columns; the others are zero. */
function headWith(given: Partial<Record<StepColumn, readonly number[]>>, steps: number) {
  const columns = Object.fromEntries(
    stepColumnNames.map((name) => [
      name,
      Float64Array.from(given[name] ?? new Array(steps).fill(0)),
    ]),
  ) as HeadResult["columns"];
  return { columns };
}

const slotLists = fc.array(fc.uniqueArray(fc.nat(4095), { minLength: 1, maxLength: 300 }), {
  minLength: 1,
  maxLength: 8,
});

describe("figures of the results page", () => {
  it("reads between 1 and 16 lines for every line's worth of tokens", () => {
    fc.assert(
      fc.property(slotLists, (steps) => {
        const head = headWith(
          {
            tokens: steps.map((slots) => slots.length),
            lines: steps.map((slots) => readCost(Uint32Array.from(slots), 4096, shapeOf(64)).lines),
          },
          steps.length,
        );
        const figure = linesPerSelectedLine([head]);
        assert.ok(figure >= 1 && figure <= 16, String(figure));
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it("is 1 for whole lines, 16 for full lines' worth of tokens that each lie in a line of their own", () => {
    const tokens = [16, 48, 160];
    const packed = headWith({ tokens, lines: tokens.map((count) => count / 16) }, 3);
    const apart = headWith({ tokens, lines: tokens }, 3);
    assert.equal(linesPerSelectedLine([packed]), 1);
    assert.equal(linesPerSelectedLine([apart]), 16);
    assert.equal(linesPerSelectedLine([packed, apart]), 8.5);
  });

  it("leaves out steps that read nothing", () => {
    const head = headWith({ tokens: [0, 32], lines: [0, 3] }, 2);
    assert.equal(linesPerSelectedLine([head]), 1.5);
  });

  it("expects as many lines of scattered tokens as drawing them gives", () => {
    const slots = 2048;
    const tokens = 200;
    const random = seededRandom(2);
    const lines = Array.from({ length: 100 }, () => {
      const drawn = new Set<number>();
      while (drawn.size < tokens) drawn.add(Math.floor(random() * slots));
      return readCost(Uint32Array.from(drawn), slots, shapeOf(64)).lines;
    });
    const mean = lines.reduce((sum, count) => sum + count, 0) / lines.length;
    const expected = scatteredLines(tokens, slots);
    assert.ok(Math.abs(mean - expected) <= 0.01 * expected, `${mean} against ${expected}`);
    assert.equal(scatteredLines(slots, slots), slots / 16);
    const head = headWith({ tokens: [tokens], context: [slots] }, 1);
    assert.equal(scatteredLinesPerLine([head]), expected / 13);
  });

  it("means a column over the later steps of all heads", () => {
    const heads = [headWith({ cycles: [100, 1, 2] }, 3), headWith({ cycles: [100, 3, 6] }, 3)];
    assert.equal(meanFrom(heads, "cycles", 1), 3);
    assert.ok(Number.isNaN(meanFrom(heads, "cycles", 3)));
  });

  it("bounds the time of moving a token: 32 to 518 cycles at D = 128, never the other way round", () => {
    // K and V, read and written: 4 x 8 columns. At least 2 cycles each over 2 pseudo-channels; at
    // most 4 cycles each and 3 rows, opened 63 + 67 cycles each.
    assert.deepEqual(moveCycles(defaultDevicePreset, 128), { least: 32, most: 3 * 130 + 32 * 4 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 512 }), (dimension) => {
        const { least, most } = moveCycles(defaultDevicePreset, dimension);
        const next = moveCycles(defaultDevicePreset, dimension + 1);
        assert.ok(least < most && least <= next.least && most <= next.most);
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  it("pays off as soon as what was saved reaches what was spent", () => {
    assert.deepEqual(stepsToPayOff({ least: 100, most: 101 }, 10), { least: 10, most: 11 });
    assert.equal(stepsToPayOff({ least: 100, most: 200 }, 0).least, Infinity);
  });
});
