import assert from "node:assert/strict";
import fc from "fast-check";
import { summaryTable } from "../../../src/cli/output/summary-table";
import { meanAtSteps, meanOf, summarise } from "../../../src/core/figures/means";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import { resultsCsvParts } from "../../../src/core/report/csv";
import { resultsJsonParts } from "../../../src/core/report/json";
import { summaryMarkdown } from "../../../src/core/report/markdown";
import type { SimulationPlan } from "../../../src/core/simulation/run/configuration";
import { headlineOf } from "../../../src/core/simulation/run/headline";
import type { HeadResult } from "../../../src/shared/protocol";
import { findFigure } from "../../../src/vscode/views/figures";
import { ResultSet } from "../../../webview/state/results/result-set";
import { measureOf } from "../../../webview/state/runs/measures";
import { summariseRuns } from "../../../webview/state/runs/run-summaries";
import { sampleHead, sampleRun, sampleTrace, sampleView } from "../webview/samples";

const steps = 4;
const device = defaultDevicePreset.name;

/** Columns read and useful at a step; a step may read nothing. */
const step = fc
  .tuple(fc.nat(900), fc.nat(900))
  .map(([useful, more]): readonly [number, number] => [useful + more, useful]);

const heads = fc
  .array(fc.array(step, { minLength: steps, maxLength: steps }), { minLength: 1, maxLength: 5 })
  .map((all) =>
    all.map((columns, queryHead) =>
      sampleHead(
        { queryHead },
        {
          columnsRead: columns.map(([read]) => read),
          columnsUseful: columns.map(([, useful]) => useful),
        },
      ),
    ),
  );

/** 1 − useful / read of what lies in rows `from` .. `to - 1` of all heads, added up one by one. */
function wastedIn(all: readonly HeadResult[], from = 0, to = steps): number {
  let read = 0;
  let useful = 0;
  for (const { columns } of all) {
    for (let row = from; row < to; row++) {
      read += columns.columnsRead[row];
      useful += columns.columnsUseful[row];
    }
  }
  return read === 0 ? NaN : 1 - useful / read;
}

function assertNear(value: number, expected: number): void {
  const isNear = Math.abs(value - expected) < 1e-12 || Object.is(value, expected);
  assert.ok(isNear, `${value} is not ${expected}`);
}

describe("wasted reads", () => {
  it("are a share of all columns that are read, however many steps and heads they are of", () => {
    const check = (all: readonly HeadResult[]) => {
      assertNear(meanOf(all, "wasted"), wastedIn(all));
      const atSteps = meanAtSteps(all, "wasted");
      for (let row = 0; row < steps; row++) {
        assertNear(meanOf(all, "wasted", row, row + 1), wastedIn(all, row, row + 1));
        assertNear(atSteps[row], wastedIn(all, row, row + 1));
      }
    };
    fc.assert(fc.property(heads, check), { seed: 31, numRuns: 200 });
  });

  it("are one number on the page, in the tree, on the command line and in every export", () => {
    const plan: SimulationPlan = {
      scope: { layers: [5], kvHeads: [0], fromStep: 0, toStep: steps },
      runs: [sampleRun({ device })],
    };
    const { catalog } = sampleTrace();
    const devices = [{ ...catalog.devices[0], id: device }];
    const view = sampleView({ runs: plan.runs, scope: { steps: "mean", heads: "mean" } });
    const check = (all: readonly HeadResult[]) => {
      const { wasted } = summarise(all);
      const results = ResultSet.empty(plan).with([...all].reverse());
      const [shown] = summariseRuns(results, view, { ...catalog, devices });
      assert.equal(measureOf("wasted").value(shown), wasted);
      const headline = headlineOf(plan, all, 0)!;
      assert.equal(headline.wasted, wasted);
      const isNothing = Number.isNaN(wasted);
      const percent = isNothing ? "—" : `${(100 * wasted).toFixed(1)} %`;
      const written = findFigure("wasted")!.write(headline);
      assert.equal(written.replace(/\s/g, " "), `${percent} wasted`);
      assert.ok(summaryMarkdown("trace", plan, all).includes(` ${percent} |`));
      const line = summaryTable(["run"], [summarise(all)])
        .split("\n")
        .at(-1)!;
      assert.ok(line.split(/\s+/).includes(isNothing ? "-" : (100 * wasted).toFixed(1)), line);
      const json = JSON.parse([...resultsJsonParts("trace", plan, all)].join("")) as Exported;
      assert.equal(json.runs[0].mean.wasted, isNothing ? null : wasted);
      const cells = [...resultsCsvParts(plan.runs, all)].join("").trim().split("\n");
      for (const [head, { columns }] of json.heads.entries()) {
        for (const [row, value] of columns.wasted.entries()) {
          assertNear(value ?? NaN, wastedIn([all[head]], row, row + 1));
          const cell = cells[1 + head * steps + row].split(",").at(-1);
          assert.equal(cell, value === null ? "" : `${value}`);
        }
      }
    };
    fc.assert(fc.property(heads, check), { seed: 32, numRuns: 100 });
  });
});

interface Exported {
  readonly runs: readonly { readonly mean: { readonly wasted: number | null } }[];
  readonly heads: readonly {
    readonly columns: { readonly wasted: readonly (number | null)[] };
  }[];
}
