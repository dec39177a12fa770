import assert from "node:assert/strict";
import fc from "fast-check";
import { defaultView } from "../../../src/shared/default-view";
import { columnOf, runColumns } from "../../../webview/page/runs/columns";
import {
  actionsWidth,
  fitsPhases,
  fittingColumns,
  spreadColumns,
  widthOf,
} from "../../../webview/page/runs/fitting-columns";
import { sortedPlaces } from "../../../webview/page/runs/sorted-places";
import { runTemplates } from "../../../webview/page/runs/templates";
import { catalog, sampleHeader, sampleRun } from "./samples";

const usual = defaultView.runsTable.columns.map(columnOf);

describe("the columns of the table of runs", () => {
  it("are dropped from the right, and never all", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 3000 }), (width) => {
        const fitting = fittingColumns(usual, width);
        const dropped = usual.filter((column) => !fitting.includes(column));
        for (const id of ["cycles", "reads"]) assert.ok(fitting.some((column) => column.id === id));
        if (dropped.length === 0) return;
        assert.ok(widthOf([...fitting, dropped[0]]) > width, "what is dropped did not fit");
        const optional = usual.filter(({ id }) => id !== "cycles" && id !== "reads");
        assert.deepEqual(dropped, optional.slice(-dropped.length), "from the right");
      }),
      { seed: 1 },
    );
  });

  it("fill the table between them, and names and bars grow with the page to an end", () => {
    const places = fc.uniqueArray(fc.integer({ min: 0, max: runColumns.length - 1 }));
    fc.assert(
      fc.property(places, fc.integer({ min: 100, max: 4000 }), (chosen, width) => {
        const columns = chosen.map((place) => runColumns[place]);
        const hasPhases = fitsPhases(columns, width);
        const { table, names, reads, cycles } = spreadColumns(columns, width, hasPhases);
        const others = columns.filter(({ id }) => id !== "reads" && id !== "cycles");
        const figures = others.reduce((sum, column) => sum + column.width, 0);
        assert.equal(names + reads + cycles + figures + actionsWidth, table);
        assert.ok(table <= Math.max(width, widthOf(columns)), "no wider than there is room");
        assert.ok(table <= widthOf(columns) + 600, "what belongs together stays together");
        const wider = spreadColumns(columns, width + 1, hasPhases);
        assert.ok(wider.names >= names && wider.reads >= reads);
      }),
      { seed: 3 },
    );
  });

  it("are all there, none of them cut, before phases have a place beside the cycles", () => {
    const added = fc.subarray(runColumns.filter((column) => !usual.includes(column)));
    fc.assert(
      fc.property(added, fc.integer({ min: 100, max: 4000 }), (more, width) => {
        const chosen = [...usual, ...more];
        const fits = fitsPhases(chosen, width);
        assert.ok(fitsPhases(chosen, width + 1) || !fits, "more room takes nothing away");
        if (!fits) return;
        assert.deepEqual(fittingColumns(chosen, width), chosen);
        assert.ok(spreadColumns(chosen, width, true).table <= width, "nothing to scroll to");
      }),
      { seed: 4 },
    );
    const without = usual.filter(({ id }) => id !== "cycles");
    assert.ok(!fitsPhases(without, 4000), "they stand beside the cycles or nowhere");
  });

  it("are left out only where that makes the table fit, and otherwise all there to scroll to", () => {
    const added = fc.subarray(runColumns.filter((column) => !usual.includes(column)));
    fc.assert(
      fc.property(added, fc.integer({ min: 100, max: 4000 }), (more, width) => {
        const chosen = [...usual, ...more];
        const fitting = fittingColumns(chosen, width);
        assert.ok(more.every((column) => fitting.includes(column)));
        if (widthOf(fitting) <= width) return;
        const least = usual.filter(({ id }) => id === "cycles" || id === "reads");
        assert.deepEqual(fitting, more.length > 0 ? chosen : least);
      }),
      { seed: 5 },
    );
    assert.deepEqual(fittingColumns(runColumns, 1200), runColumns);
  });

  it("are each there once", () => {
    assert.equal(new Set(runColumns.map(({ id }) => id)).size, runColumns.length);
  });
});

describe("sorting runs", () => {
  it("keeps every run, those without a figure last in either direction", () => {
    const key = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(NaN));
    fc.assert(
      fc.property(fc.array(key), fc.boolean(), (keys, descending) => {
        const places = sortedPlaces(keys, descending);
        assert.deepEqual(
          [...places].sort((a, b) => a - b),
          [...keys.keys()],
        );
        const sorted = places.map((place) => keys[place]);
        const known = sorted.filter(Number.isFinite);
        assert.ok(sorted.slice(known.length).every(Number.isNaN), "missing ones come last");
        const sign = descending ? -1 : 1;
        for (let at = 1; at < known.length; at++) {
          assert.ok(sign * (known[at] - known[at - 1]) >= 0);
          const isEqual = known[at] === known[at - 1];
          assert.ok(!isEqual || places[at] > places[at - 1], "equal ones keep their order");
        }
      }),
      { seed: 2 },
    );
  });
});

describe("templates of runs", () => {
  const [layer] = sampleHeader().layers;
  const shown = sampleRun({ policy: "quest" });

  it("add what is not there yet, and what the layer can feed", () => {
    const [next, budgets, policies] = runTemplates([shown], shown, catalog, layer);
    assert.deepEqual(
      next.runs.map(({ policy }) => policy),
      ["full"],
    );
    assert.deepEqual(
      budgets.runs.map(({ budget }) => budget),
      [Math.ceil(shown.budget / 2), shown.budget * 2],
    );
    assert.deepEqual(
      policies.runs.map(({ policy }) => policy),
      ["full", "starc"],
    );
    for (const run of policies.runs) assert.equal(run.budget, shown.budget);
  });

  it("offer no budgets to a policy that takes none", () => {
    const full = sampleRun({ policy: "full" });
    assert.deepEqual(runTemplates([full], full, catalog, layer)[1].runs, []);
  });
});
