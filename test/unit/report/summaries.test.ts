import assert from "node:assert/strict";
import fc from "fast-check";
import { resultsCsvParts } from "../../../src/core/report/csv";
import { resultsJsonParts } from "../../../src/core/report/json";
import { summaryMarkdown } from "../../../src/core/report/markdown";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import type { SimulationPlan } from "../../../src/core/simulation/run/configuration";
import { headlineOf } from "../../../src/core/simulation/run/headline";
import { loadColumnNames } from "../../../src/core/figures/load-figures";
import {
  formatCount,
  formatNumber,
  formatRatio,
  formatShare,
} from "../../../src/core/figures/format";
import { stepColumnNames, type StepColumn } from "../../../src/core/figures/step-figures";
import type { HeadResult } from "../../../src/core/simulation/run/result";

const steps = 300;

function planOf(policies: readonly string[]): SimulationPlan {
  return {
    scope: { layers: [2], kvHeads: [0, 1], fromStep: 0, toStep: steps },
    runs: policies.map((policy) => ({
      policy,
      parameters: {},
      budget: 64,
      placement: "token-order" as const,
      device: defaultDevicePreset.name,
      chargeIndex: true,
      chargeClustering: true,
      energyModel: "row-aware" as const,
    })),
  };
}

function headOf(run: number, queryHead: number): HeadResult {
  const columns = stepColumnNames.map((name, index) => {
    const value = (step: number) =>
      name === "outputError" && step % 2 === 0 ? NaN : 1 + run + queryHead / 4 + index + step;
    return [name, Float64Array.from({ length: steps }, (_, step) => value(step))] as const;
  });
  const loads = loadColumnNames.map((name) => [name, new Float32Array(steps * 16)] as const);
  return {
    ...{ run, layer: 2, kvHead: queryHead >> 1, queryHead, fromStep: 0, steps },
    columns: Object.fromEntries(columns) as HeadResult["columns"],
    unitsPerChannel: 16,
    loads: Object.fromEntries(loads) as HeadResult["loads"],
  };
}

const plan = planOf(["starc", "full"]);
const heads = [0, 1].flatMap((run) => [0, 1, 2, 3].map((queryHead) => headOf(run, queryHead)));

interface SavedResults {
  readonly trace: string;
  readonly runs: readonly { readonly policy: string }[];
  readonly heads: readonly {
    readonly run: number;
    readonly queryHead: number;
    readonly columns: Readonly<Record<string, readonly (number | string | null)[]>>;
  }[];
}

function readJson(name: string, given: readonly HeadResult[]): SavedResults {
  return JSON.parse([...resultsJsonParts(name, plan, given)].join("")) as SavedResults;
}

describe("results as JSON", () => {
  it("hold every figure of every head, in one order whatever order they came in", () => {
    const expected = readJson("a", heads);
    assert.equal(expected.heads.length, heads.length);
    expected.heads.forEach((saved, index) => {
      const { columns } = heads[index];
      for (const name of stepColumnNames) {
        const figures = Array.from(columns[name], (value) => (Number.isNaN(value) ? null : value));
        assert.deepEqual(saved.columns[name], figures);
      }
    });
    fc.assert(
      fc.property(fc.shuffledSubarray(heads, { minLength: heads.length }), (shuffled) => {
        assert.deepEqual(readJson("a", shuffled), expected);
      }),
      { seed: 61, numRuns: 10 },
    );
  });

  it("give every figure back, whatever it is", () => {
    const figure = fc.oneof(fc.double(), fc.constantFrom(Infinity, -Infinity, NaN, -0));
    fc.assert(
      fc.property(fc.array(figure, { minLength: 1, maxLength: 8 }), (figures) => {
        const column = Float64Array.from(figures);
        const head = { ...heads[0], steps: column.length };
        const columns = { ...head.columns, outputError: column };
        const saved = readJson("a", [{ ...head, columns }]).heads[0].columns.outputError;
        const read = saved.map((value) => (value === null ? NaN : Number(value)));
        // JSON knows no negative zero.
        assert.deepEqual(
          read,
          figures.map((value) => value + 0),
        );
        const finite = figures.every((value) => Number.isFinite(value));
        if (finite) assert.equal(JSON.stringify(saved), JSON.stringify(figures));
      }),
      { seed: 63, numRuns: 300 },
    );
  });

  it("keep any name of a trace, and are JSON without any result", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (name) => {
        assert.equal(readJson(name, []).trace, name);
      }),
      { seed: 62 },
    );
  });
});

describe("results as CSV in parts", () => {
  it("are no longer than a few hundred lines each", () => {
    const parts = [...resultsCsvParts(plan.runs, heads)];
    assert.equal(parts.join("").split("\n").length - 2, heads.length * steps);
    for (const part of parts) assert.ok(part.split("\n").length <= 257);
  });
});

describe("a summary as Markdown", () => {
  it("has a row per run and the same number of cells in each", () => {
    const rows = summaryMarkdown("run.kvtrace", plan, heads)
      .split("\n")
      .filter((line) => line.startsWith("| "));
    assert.equal(rows.length, 2 + plan.runs.length);
    const cells = new Set(rows.map((row) => row.split(/(?<!\\)\|/).length));
    assert.equal(cells.size, 1);
  });

  it("shows the means of the run in the units of its columns", () => {
    const meanOf = (run: number, column: StepColumn) => {
      const values = heads
        .filter((head) => head.run === run)
        .flatMap((head) => [...head.columns[column]])
        .filter((value) => !Number.isNaN(value));
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    const [header, , ...rows] = summaryMarkdown("run.kvtrace", plan, heads)
      .split("\n")
      .filter((line) => line.startsWith("| "))
      .map((line) => line.split("|").map((cell) => cell.trim()));
    const full = plan.runs.findIndex(({ policy }) => policy === "full");
    for (const run of plan.runs.keys()) {
      const mean = (column: StepColumn) => meanOf(run, column);
      const nanoseconds = (mean("cycles") * defaultDevicePreset.timing.clockPicoseconds) / 1000;
      const expected: Readonly<Record<string, string>> = {
        Device: defaultDevicePreset.name.replace(/_/g, "\\_"),
        Cycles: formatCount(mean("cycles")),
        "Time (ns)": formatCount(nanoseconds),
        "Cycles, relative": formatRatio(mean("cycles") / meanOf(full, "cycles")),
        // Columns of energy are in pJ.
        "Energy (nJ)": formatNumber(mean("energy") / 1000),
        "Wasted reads": formatShare(1 - mean("columnsUseful") / mean("columnsRead")),
        Imbalance: formatNumber(mean("imbalance")),
        "Mass kept": formatShare(mean("massKept")),
        "Output error": formatNumber(mean("outputError")),
      };
      for (const [title, text] of Object.entries(expected)) {
        // Cells may have other spaces, so that nothing breaks a table.
        assert.equal(rows[run][header.indexOf(title)], text.replace(/\s/g, " "), title);
      }
    }
  });

  it("says which layers and steps it is of", () => {
    const firstLine = (change: Partial<SimulationPlan["scope"]>) =>
      summaryMarkdown("a", { ...plan, scope: { ...plan.scope, ...change } }, heads).split("\n")[0];
    assert.match(firstLine({}), /, layer 2, steps 0 – 299: /);
    assert.match(
      firstLine({ layers: [2, 5], fromStep: 7, toStep: 9 }),
      /, layers 2, 5, steps 7 – 8: /,
    );
  });

  it("shows a trace's name as text", () => {
    const text = summaryMarkdown("<b>|*a*|`x`", plan, heads);
    assert.ok(text.includes("\\<b\\>\\|\\*a\\*\\|\\`x\\`"));
  });
});

describe("the headline of a run", () => {
  it("is the mean over its heads and steps, and no other run's", () => {
    for (const run of [0, 1]) {
      const headline = headlineOf(plan, heads, run);
      const own = heads.filter((head) => head.run === run);
      const cycles = own.flatMap((head) => [...head.columns.cycles]);
      const mean = cycles.reduce((sum, value) => sum + value, 0) / cycles.length;
      assert.ok(headline);
      assert.ok(Math.abs(headline.cycles - mean) < 1e-9 * mean);
      const period = defaultDevicePreset.timing.clockPicoseconds / 1000;
      assert.ok(Math.abs(headline.nanoseconds - mean * period) < 1e-9 * mean);
    }
    assert.equal(headlineOf(plan, heads.slice(0, 4), 1), undefined);
  });
});
