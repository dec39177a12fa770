import assert from "node:assert/strict";
import fc from "fast-check";
import { labelOf } from "../../../src/core/figures/figure";
import {
  absent,
  formatCount,
  formatNumber,
  formatRatio,
  formatShare,
  formatTick,
} from "../../../src/shared/format/number";
import { progressText } from "../../../webview/parts/format/progress-text";
import { formatQuantity, scaleUnit } from "../../../src/shared/format/quantity";
import { nameRuns } from "../../../src/shared/run-names";
import { catalog, sampleRun } from "./samples";

const settings = { seed: 5, numRuns: 500 };
const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, " ");

describe("numbers in words", () => {
  it("of whole numbers give them back without their spaces", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        const text = formatCount(value);
        assert.equal(Number(text.replace(/\u202f/g, "")), value);
        assert.match(text, /^-?\d{1,3}(\u202f\d{3})*$/);
      }),
      settings,
    );
  });

  it("say how far work is in tenths, never more than is done, and nothing before the first", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (done) => {
        const said = /^Simulating, (\d+) % done$/.exec(progressText("Simulating", done));
        const percent = said ? Number(said[1]) : 0;
        assert.ok(percent <= done * 100 && percent > done * 100 - 10, `${done}: ${percent}`);
        assert.equal(percent === 0, !said);
      }),
      settings,
    );
  });

  it("are near to what they stand for", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
        const read = Number(formatNumber(value).replace(/\u202f/g, ""));
        assert.ok(Math.abs(read - value) <= Math.abs(value) * 0.00501, formatNumber(value));
      }),
      settings,
    );
  });

  it("read well", () => {
    const numbers = [0, 1, 0.5, 12.345, 999.9, 1234.5, 1e7, 0.00001234].map((n) => formatNumber(n));
    assert.deepEqual(numbers.map(plain), [
      "0",
      "1",
      "0.500",
      "12.3",
      "1 000",
      "1 235",
      "10 000 000",
      "1.23e-5",
    ]);
    assert.deepEqual([0, 0.5, 1, 2500, 0.1 + 0.2].map(formatTick).map(plain), [
      "0",
      "0.5",
      "1",
      "2 500",
      "0.3",
    ]);
    assert.equal(plain(formatShare(0.4213)), "42.1 %");
    assert.equal(formatRatio(0.4213), "0.421×");
  });

  it("say where there is none", () => {
    for (const format of [formatCount, formatNumber, formatShare, formatRatio]) {
      assert.equal(format(NaN), absent);
      assert.equal(format(Infinity), absent);
    }
    assert.equal(formatQuantity(NaN, "pJ"), absent);
  });
});

describe("quantities", () => {
  it("take the unit that leaves one to three digits before the point", () => {
    assert.deepEqual(
      [
        [999, "ns"],
        [1000, "ns"],
        [2.5e6, "ns"],
        [1.41e6, "pJ"],
        [5_048_712, "B"],
        [1701, "cycles"],
        [0.25, ""],
      ].map(([value, unit]) => plain(formatQuantity(value as number, unit as string))),
      ["999 ns", "1 µs", "2.50 ms", "1.41 µJ", "5.05 MB", "1 701 cycles", "0.250"],
    );
  });

  it("keep their size", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e18, noNaN: true }), (value) => {
        const { factor } = scaleUnit(value, "pJ");
        assert.ok(value / factor >= 1 || factor === 1);
        assert.ok(value / factor < 1000.0001 || factor === 1e12);
      }),
      settings,
    );
  });
});

describe("names", () => {
  it("of columns are words", () => {
    assert.equal(labelOf("vectors"), "Vectors");
    assert.equal(labelOf("writeQueryCycles"), "Write query cycles");
  });

  it("of runs tell only what is not the default", () => {
    const runs = [
      sampleRun({ policy: "full" }),
      sampleRun({ budget: 1024 }),
      sampleRun({ budget: 1024, placement: "starc" }),
      sampleRun({ budget: 64, device: "fast" }),
    ];
    assert.deepEqual(nameRuns(runs, catalog).map(plain), [
      "Full",
      "STARC 1024",
      "STARC 1024 · STARC",
      "STARC 64 · fast",
    ]);
  });

  it("of runs are all different, also of equal runs", () => {
    const run = fc.record({
      policy: fc.constantFrom("full", "quest", "starc"),
      parameters: fc.constantFrom({}, { pageSize: 16 }, { pageSize: 32 }),
      budget: fc.constantFrom(16, 32),
      placement: fc.constantFrom("token-order" as const, "starc" as const),
      device: fc.constantFrom("slow", "fast"),
      chargeIndex: fc.boolean(),
      chargeClustering: fc.boolean(),
      energyModel: fc.constantFrom("row-aware" as const, "attacc" as const),
    });
    fc.assert(
      fc.property(fc.array(run, { maxLength: 8 }), (runs) => {
        const names = nameRuns(runs, catalog);
        assert.equal(new Set(names).size, names.length, names.join(" | "));
      }),
      settings,
    );
  });
});
