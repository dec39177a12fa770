import assert from "node:assert/strict";
import type { ViewState } from "../../../src/shared/protocol";
import { noSimulation } from "../../../webview/state/page-state";
import { headFigures } from "../../../webview/views/banks/head-figures";
import { loadTable } from "../../../webview/views/banks/load-table";
import { bankPicture } from "../../../webview/views/banks/picture/bank-picture";
import { stackFigures } from "../../../webview/views/banks/stack-figures";
import { StackLoads } from "../../../webview/views/banks/loads/stack-loads";
import { furtherFacts, mainFacts } from "../../../webview/views/file/facts";
import { layerTable } from "../../../webview/views/file/layer-table";
import { emptyStateText } from "../../../webview/state/empty-state";
import { linearScale } from "../../../webview/parts/colours/scale";
import { banksOf, wholeGrid } from "./banks/grids";
import { sampleHead, sampleHeader, sampleStack, sampleTrace, sampleView } from "./samples";

const [layer] = sampleHeader().layers;

describe("figures of a head", () => {
  const head = sampleHead(
    {},
    {
      tokens: [16],
      lines: [4],
      lineUtilisation: [0.25],
      columnsRead: [100],
      columnsUseful: [30],
      energy: [1500],
      massKept: [0.9],
    },
  );
  const figure = (id: string, of = headFigures(head, 0, layer)) =>
    of.find((each) => each.id === id)!;

  it("say what is read in vain", () => {
    assert.equal(figure("wasted").value.replace(/\s/g, " "), "70.0 %");
    assert.equal(figure("emptySlots").value.replace(/\s/g, " "), "75.0 %");
  });

  it("carry unit and meaning", () => {
    assert.equal(figure("tokens").value, "16");
    assert.match(figure("tokens").meaning, /\(tokens\)$/);
    assert.equal(figure("energy").value.replace(/\s/g, " "), "1.50 nJ");
    for (const { meaning } of headFigures(head, 0, layer)) assert.notEqual(meaning, "");
  });

  it("say why they are missing", () => {
    const lacking = headFigures(head, 0, { ...layer, hasValues: false });
    assert.equal(figure("outputError", lacking).missing, "the trace has no values");
    const less = headFigures(head, 0, { ...layer, hasQueries: false, hasValues: false });
    assert.equal(figure("outputError", less).missing, "the trace has no queries and no values");
    assert.equal(figure("recall").missing, "not defined for this step");
    assert.equal(figure("massKept").missing, undefined);
  });
});

describe("banks", () => {
  const trace = sampleTrace({ header: sampleHeader({ kvHeads: 20, queryHeads: 20 }) });
  const loads = new StackLoads(4, sampleStack);
  // Heads 1 and 17 share channel 1.
  const ramp = (factor: number) => Array.from({ length: 64 }, (_, cell) => factor * cell);
  loads.add(sampleHead({ kvHead: 1 }, {}, ramp(1)), "vectors");
  loads.add(sampleHead({ kvHead: 17 }, {}, ramp(2)), "vectors");

  const viewOfVectors = (change: Partial<ViewState> = {}) =>
    sampleView({ heatMap: { ...sampleView().heatMap, metric: "vectors" }, ...change });

  const pictureOf = (view: ViewState, of = trace) =>
    bankPicture(of, view, banksOf(loads), linearScale(1));

  it("are described where they lie, with their load and their heads", () => {
    const picture = pictureOf(viewOfVectors({ step: 1, kvHead: 17 }));
    assert.equal(picture.markedRow, 1);
    const { title, lines } = picture.describe({ row: 1, column: 37 });
    assert.equal(title, "Channel 1, bank 37");
    assert.deepEqual(lines, [
      "pseudo-channel 1, rank 0, bank group 1, bank 1",
      `Tokens in the bank: ${3 * (16 + 9)}`,
      "Holds KV heads 1, 17",
    ]);
    assert.match(picture.describe({ row: 2, column: 0 }).lines[1], /not computed/);
    const few = pictureOf(sampleView(), sampleTrace());
    assert.equal(few.describe({ row: 9, column: 0 }).lines[2], "Holds no KV head of the layer");
  });

  it("over steps say the same of the same bank", () => {
    const heatMap = { ...viewOfVectors().heatMap, axis: "steps" as const };
    const picture = pictureOf(sampleView({ step: 2, kvHead: 1, heatMap }));
    assert.equal(picture.markedColumn, 2);
    assert.deepEqual([picture.matrix.rows, picture.matrix.columns], [64, 4]);
    const { title, lines } = picture.describe({ row: 37, column: 1 });
    assert.equal(title, "Step 1, channel 1, bank 37");
    assert.equal(lines[1], `Tokens in the bank: ${3 * (16 + 9)}`);
  });

  it("are labelled in full along both axes", () => {
    for (const axis of ["channels", "steps"] as const) {
      const heatMap = { ...sampleView().heatMap, axis };
      const { matrix, rowAxis, columnAxis } = pictureOf(sampleView({ heatMap }));
      const banks = axis === "channels" ? columnAxis : rowAxis;
      for (const { labels } of banks.levels) {
        assert.equal(labels[0].from, 0);
        assert.equal(labels.at(-1)?.to, 64);
        labels.slice(1).forEach(({ from }, index) => assert.equal(from, labels[index].to));
      }
      for (const [side, length] of [
        [rowAxis, matrix.rows],
        [columnAxis, matrix.columns],
      ] as const) {
        const inside = side.levels.flatMap(({ labels }) => labels).every(({ to }) => to <= length);
        assert.ok(inside);
      }
    }
  });

  it("have a table that holds every load of the heat map", () => {
    const table = loadTable(trace, viewOfVectors({ step: 1, kvHead: 1 }), banksOf(loads));
    assert.equal(table.rows.length, 16);
    assert.equal(table.columns.length, 17);
    const row = table.rows[1];
    assert.equal(row.marked, true);
    assert.deepEqual(
      row.cells,
      Array.from({ length: 16 }, (_, lane) => `${3 * (16 + lane)}`),
    );
  });

  it("have a table over steps that holds the shown step", () => {
    const heatMap = { ...sampleView().heatMap, axis: "steps" as const };
    const many = new StackLoads(1000, sampleStack);
    for (const step of [0, 31, 32, 500, 999]) {
      const { rows } = loadTable(trace, sampleView({ step, kvHead: 1, heatMap }), banksOf(many));
      assert.equal(rows.length, 64);
      assert.equal(rows.find(({ marked }) => marked)?.head, `${step}`);
    }
    assert.equal(
      loadTable(trace, sampleView({ kvHead: 1, heatMap }), banksOf(loads)).rows.length,
      4,
    );
  });

  it("are counted over active channels only", () => {
    const [channels, mean, largest] = stackFigures(
      loads.atStep(0, wholeGrid(loads.stack)),
      "vectors",
    );
    assert.equal(channels.value, "1");
    assert.equal(mean.value, "22.5");
    assert.equal(largest.value, "45");
  });
});

describe("facts of a trace", () => {
  it("say what the file does not", () => {
    const facts = [...mainFacts(sampleTrace()), ...furtherFacts(sampleTrace())];
    const value = (id: string) => facts.find((fact) => fact.id === id)?.value;
    for (const id of ["model", "producer", "source", "license", "rope", "textSource"]) {
      assert.equal(value(id), "unknown", id);
    }
    assert.equal(value("tokens"), "60 + 4");
    assert.equal(value("fileSize")?.replace(/\s/g, " "), "12.3 MB");
    assert.equal(new Set(facts.map(({ id }) => id)).size, facts.length);
  });

  it("list the tensors of every layer", () => {
    const { rows } = layerTable(sampleHeader());
    assert.deepEqual(rows[0], {
      head: "3",
      cells: ["4 × 64 × 64", "4 × 64 × 64", "8 × 4 × 64", "not in the trace"],
    });
  });
});

describe("empty states", () => {
  it("say why there is nothing, and are gone with the first result", () => {
    const text = (phase: "idle" | "running" | "cancelled" | "failed", steps = 4) =>
      emptyStateText({ ...noSimulation, phase }, steps) ?? "";
    assert.match(text("running"), /Results appear here/);
    assert.match(text("cancelled"), /Cancelled/);
    assert.match(text("failed"), /failed/);
    assert.match(text("idle", 0), /no decode step/);
  });
});
