import assert from "node:assert/strict";
import fc from "fast-check";
import { linearScale, logScale, positionOf } from "../../../webview/heatmap/scale";
import { indexTicks, scaleTicks } from "../../../webview/heatmap/ticks";

const settings = { seed: 7, numRuns: 500 };
/** Loads are kept as 32-bit floats. */
const positive = fc.float({ min: Math.fround(1e-6), max: Math.fround(1e12), noNaN: true });

const scales = fc.oneof(
  positive.map((largest) => linearScale(largest)),
  fc.tuple(positive, positive).map(([a, b]) => logScale(Math.min(a, b), Math.max(a, b))),
);

describe("scale", () => {
  it("has its ends at 0 and 1 and keeps the order of values", () => {
    fc.assert(
      fc.property(scales, positive, positive, (scale, a, b) => {
        assert.equal(positionOf(scale, scale.low), 0);
        assert.equal(positionOf(scale, scale.high), 1);
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        assert.ok(positionOf(scale, less) <= positionOf(scale, more));
      }),
      settings,
    );
  });

  it("has two ends even where there is no load", () => {
    for (const scale of [linearScale(0), logScale(0, 0), logScale(5, 5)]) {
      assert.ok(scale.low < scale.high);
    }
  });

  it("has no place for nothing on a logarithmic scale", () => {
    assert.ok(Number.isNaN(positionOf(logScale(1, 10), 0)));
    assert.equal(positionOf(linearScale(10), 0), 0);
  });
});

describe("ticks", () => {
  it("lie inside the scale, ascend and are few", () => {
    fc.assert(
      fc.property(scales, fc.integer({ min: 2, max: 12 }), (scale, count) => {
        const ticks = scaleTicks(scale, count);
        assert.ok(ticks.length >= 1 && ticks.length <= count + 1, `${ticks.length}`);
        ticks.forEach((tick, index) => {
          assert.ok(tick >= scale.low * (1 - 1e-9) && tick <= scale.high * (1 + 1e-9));
          if (index > 0) assert.ok(tick > ticks[index - 1]);
        });
      }),
      settings,
    );
  });

  it("are round", () => {
    assert.deepEqual(scaleTicks(linearScale(34), 6), [0, 10, 20, 30]);
    assert.deepEqual(scaleTicks(linearScale(0.7), 4), [0, 0.2, 0.4, 0.6]);
    assert.deepEqual(scaleTicks(logScale(3, 4000), 6), [10, 100, 1000]);
    assert.deepEqual(scaleTicks(logScale(1, 30), 6), [1, 2, 5, 10, 20]);
  });

  it("of indices are indices", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), (length) => {
        for (const tick of indexTicks(length, 10)) {
          assert.ok(Number.isInteger(tick) && tick >= 0 && tick < Math.max(1, length));
        }
      }),
      settings,
    );
  });
});
