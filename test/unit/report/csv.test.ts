import assert from "node:assert/strict";
import fc from "fast-check";
import { resultsCsvParts } from "../../../src/core/report/csv";
import type { RunConfiguration } from "../../../src/core/simulation/run/configuration";
import { loadColumnNames, type LoadColumn } from "../../../src/core/figures/load-figures";
import { stepColumnNames, type StepColumn } from "../../../src/core/figures/step-figures";
import type { HeadResult } from "../../../src/core/simulation/run/result";

const run: RunConfiguration = {
  policy: "quest",
  parameters: { page: 16, "dense layers": 2 },
  budget: 64,
  placement: "token-order",
  device: 'HBM3, "fast"',
  chargeIndex: true,
  chargeClustering: false,
  energyModel: "row-aware",
};

function headResult(runIndex: number, queryHead: number, steps: number): HeadResult {
  const figure = (name: StepColumn, step: number) =>
    name === "outputError" ? NaN : stepColumnNames.indexOf(name) + queryHead / 8 + step / 1000;
  return {
    run: runIndex,
    layer: 3,
    kvHead: queryHead >> 1,
    queryHead,
    fromStep: 5,
    steps,
    columns: Object.fromEntries(
      stepColumnNames.map((name) => [
        name,
        Float64Array.from({ length: steps }, (_, step) => figure(name, step)),
      ]),
    ) as Record<StepColumn, Float64Array>,
    unitsPerChannel: 16,
    loads: Object.fromEntries(
      loadColumnNames.map((name) => [name, new Float32Array(steps * 16)]),
    ) as Record<LoadColumn, Float32Array>,
  };
}

/** A reader of its own, after RFC 4180. */
function parseCsv(text: string): string[][] {
  const cell = /("(?:[^"]|"")*"|[^,\n]*)(,|\n)/g;
  const rows: string[][] = [[]];
  for (const [, raw, end] of text.matchAll(cell)) {
    rows[rows.length - 1].push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end === "\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

function csvOf(...given: Parameters<typeof resultsCsvParts>): string {
  return [...resultsCsvParts(...given)].join("");
}

describe("results as CSV", () => {
  it("can be read back to the last digit", () => {
    const heads = [headResult(0, 0, 3), headResult(0, 1, 3)];
    const [header, ...rows] = parseCsv(csvOf([run], heads));
    assert.equal(rows.length, 6);
    for (const [index, row] of rows.entries()) {
      assert.equal(row.length, header.length);
      const field = (name: string) => row[header.indexOf(name)];
      assert.equal(field("device"), run.device);
      assert.equal(field("step"), String(5 + (index % 3)));
      for (const name of stepColumnNames) {
        const value = heads[Math.floor(index / 3)].columns[name][index % 3];
        assert.equal(field(name), Number.isNaN(value) ? "" : String(value));
      }
    }
  });

  it("does not depend on the order in which results came", () => {
    const heads = [0, 1].flatMap((r) => [0, 1, 2].map((head) => headResult(r, head, 2)));
    const expected = csvOf([run, run], heads);
    fc.assert(
      fc.property(fc.shuffledSubarray(heads, { minLength: heads.length }), (shuffled) => {
        assert.equal(csvOf([run, run], shuffled), expected);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it("hold no formula, whatever a device is called", () => {
    const names = ["=1+1", "+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", '=HYPERLINK("x","y")'];
    for (const device of names) {
      const text = csvOf([{ ...run, device }], [headResult(0, 0, 1)]);
      const [names, row] = parseCsv(text);
      assert.equal(row[names.indexOf("device")], `'${device}`);
      assert.equal(row.length, names.length);
    }
  });
});
