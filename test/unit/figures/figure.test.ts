import assert from "node:assert/strict";
import fc from "fast-check";
import { isBeyond } from "../../../src/core/figures/figure";
import { formatNumber, formatTick } from "../../../src/core/figures/format";
import { phaseFigures } from "../../../src/core/figures/phase-figures";
import { stepColumnNames } from "../../../src/core/figures/step-figures";
import { phaseNames } from "../../../src/core/pim/program/phase";

const settings = { seed: 91, numRuns: 500 };

describe("a limit of a figure", () => {
  it("is crossed on its worse side alone, neither by the limit itself nor by what does not exist", () => {
    const number = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
    fc.assert(
      fc.property(number, number, (value, limit) => {
        assert.equal(isBeyond("less", value, limit), value - limit > 0);
        assert.equal(isBeyond("more", value, limit), limit - value > 0);
        for (const better of ["less", "more"] as const) {
          assert.ok(!isBeyond(better, limit, limit) && !isBeyond(better, NaN, limit));
        }
      }),
      settings,
    );
  });
});

describe("the figures of phases", () => {
  it("are columns of their own, and published but for index and clustering", () => {
    assert.equal(phaseFigures.length, phaseNames.length);
    const columns = phaseFigures.flatMap(({ cycles, energy }) => [cycles, energy]);
    assert.equal(new Set(columns).size, columns.length);
    assert.ok(columns.every((name) => stepColumnNames.includes(name)));
    for (const { label, cycles, energy } of phaseFigures) {
      assert.equal(cycles.replace(/Cycles$/, ""), energy.replace(/Energy$/, ""));
      const [first] = label.toLowerCase().split(" ");
      const kind = first === "moves" ? "softmax" : first;
      assert.ok(cycles.toLowerCase().startsWith(kind), `${label} is ${cycles}`);
    }
    const unpublished = phaseFigures.filter(({ isUnpublished }) => isUnpublished);
    assert.deepEqual(
      unpublished.map(({ cycles }) => cycles),
      ["indexCycles", "clusteringCycles"],
    );
  });
});

describe("a number as text", () => {
  it("is the number, to the digits that are shown", () => {
    const read = (text: string) => Number(text.replaceAll("\u202f", ""));
    const size = fc.double({ noNaN: true, min: -7, max: 9 }).map((power) => 10 ** power);
    fc.assert(
      fc.property(size, fc.boolean(), (magnitude, isNegative) => {
        const value = isNegative ? -magnitude : magnitude;
        assert.ok(Math.abs(read(formatNumber(value)) / value - 1) <= 0.005);
        assert.ok(Math.abs(read(formatTick(value)) / value - 1) <= 5e-4);
      }),
      settings,
    );
    assert.deepEqual(
      [1e-4, 5e-5].map((value) => formatNumber(value)),
      ["0.000100", "5.00e-5"],
    );
    assert.deepEqual([0.1234567, 1e-4, 5e-5].map(formatTick), ["0.123457", "0.0001", "5e-5"]);
  });
});
