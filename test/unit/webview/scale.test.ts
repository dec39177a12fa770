import assert from "node:assert/strict";
import fc from "fast-check";
import {
  differenceScale,
  linearScale,
  logScale,
  signedLogScale,
  positionOf,
  squareRootScale,
  withEnds,
} from "../../../webview/parts/colours/scale";
import { indexTicks, scaleTicks } from "../../../webview/parts/colours/ticks";

const settings = { seed: 7, numRuns: 500 };
/** Loads are kept as 32-bit floats. */
const positive = fc.float({ min: Math.fround(1e-6), max: Math.fround(1e12), noNaN: true });

const scales = fc.oneof(
  positive.map((largest) => linearScale(largest)),
  positive.map((largest) => squareRootScale(largest)),
  positive.map((largest) => differenceScale(largest)),
  positive.map((largest) => differenceScale(largest, "square-root")),
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
    const empty = [squareRootScale(0), differenceScale(0), logScale(0, 0), logScale(5, 5)];
    for (const scale of [linearScale(0), ...empty]) {
      assert.ok(scale.low < scale.high);
    }
  });

  it("puts no difference in the middle, and less as far below as more above", () => {
    fc.assert(
      fc.property(positive, positive, fc.boolean(), (largest, value, isLinear) => {
        const scale = differenceScale(largest, isLinear ? "linear" : "square-root");
        assert.equal(positionOf(scale, 0), 0.5);
        const sum = positionOf(scale, value) + positionOf(scale, -value);
        assert.ok(Math.abs(sum - 1) < 1e-12);
      }),
      settings,
    );
  });

  it("gives what is below 0 the lower half of a logarithmic scale, the farther the lower", () => {
    fc.assert(
      fc.property(positive, positive, positive, (a, b, value) => {
        const ends = [Math.min(a, b), Math.max(a, b)] as const;
        const plain = positionOf(logScale(...ends), value);
        const scale = signedLogScale(...ends);
        assert.ok(Math.abs(positionOf(scale, value) - (0.5 + plain / 2)) < 1e-12);
        assert.ok(Math.abs(positionOf(scale, -value) - (0.5 - plain / 2)) < 1e-12);
        assert.ok(Number.isNaN(positionOf(scale, 0)));
        const ticks = scaleTicks(scale, 6);
        assert.deepEqual(
          ticks,
          [...ticks].sort((x, y) => x - y),
        );
        assert.deepEqual([...ticks].map((tick) => -tick).reverse(), ticks);
      }),
      settings,
    );
  });

  it("takes a user's ends where it has a place for values between them", () => {
    assert.deepEqual(withEnds(linearScale(10), 2, 5), { kind: "linear", low: 2, high: 5 });
    assert.deepEqual(withEnds(linearScale(10), null, 5), { kind: "linear", low: 0, high: 5 });
    for (const scale of [linearScale(10), logScale(1, 10)]) {
      for (const [low, high] of [
        [5, 5],
        [7, 2],
        [20, null],
        [NaN, null],
      ] as const) {
        assert.equal(withEnds(scale, low, high), scale);
      }
      assert.equal(withEnds(scale, null, null).high, scale.high);
    }
    assert.deepEqual(withEnds(logScale(1, 10), 0, null), logScale(1, 10));
    assert.equal(withEnds(logScale(1, 10), 0.1, null).low, 0.1);
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

  it("stand apart on a scale of square roots", () => {
    assert.deepEqual(scaleTicks(squareRootScale(2), 6), [0, 0.06, 0.2, 0.5, 0.9, 2]);
    assert.deepEqual(scaleTicks(differenceScale(100, "square-root"), 4), [-100, -30, 0, 30, 100]);
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
