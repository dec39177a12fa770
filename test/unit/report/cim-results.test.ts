import assert from "node:assert/strict";
import { defaultCimConfiguration } from "../../../src/core/cim/configuration";
import { studyWeights } from "../../../src/core/cim/study-weights";
import { cimStudyCsv, cimStudyJson, describeStrategy } from "../../../src/core/report/cim-results";

describe("a study of arrays as a file", () => {
  const configuration = { ...defaultCimConfiguration, adcs: 6 };
  const study = () =>
    studyWeights({ weights: { kind: "model", name: "bert-large" }, configuration });

  it("is CSV with a line per strategy and number of ADCs, parts adding up", async () => {
    const [header, ...lines] = cimStudyCsv(await study())
      .trimEnd()
      .split("\n");
    const names = header.split(",");
    const rows = lines.map((line) => line.split(","));
    assert.equal(rows.length, 3 * 9, "the configured number is among the swept ones");
    const value = (row: readonly string[], name: string) => Number(row[names.indexOf(name)]);
    for (const row of rows) {
      assert.equal(row.length, names.length);
      for (const [whole, unit] of [
        ["latency", "ns"],
        ["energy", "pj"],
      ]) {
        const parts = ["array", "adc", "addition", "communication"].map((part) =>
          value(row, `${part}_${whole}_${unit}`),
        );
        const sum = parts.reduce((a, b) => a + b);
        assert.ok(Math.abs(sum / value(row, `${whole}_${unit}`) - 1) < 1e-9);
      }
    }
    assert.deepEqual(
      rows.filter((row) => row[1] === "6").map((row) => [row[0], value(row, "arrays")]),
      [
        ["Linear", 4608],
        ["SparseMap", 2304],
        ["DenseMap", 576],
      ],
    );
  });

  it("names the block sizes that occur, ascending, each once", async () => {
    const { results } = await study();
    for (const result of results) {
      const mixed = { ...result.mapping, blockSizes: Uint32Array.of(64, 16, 64, 128, 32) };
      const { blockSizes } = describeStrategy({ ...result, mapping: mixed });
      assert.deepEqual(blockSizes, [16, 32, 64, 128]);
    }
  });

  it("is JSON with all that it takes to repeat it, and the published figures", async () => {
    const parsed = JSON.parse(cimStudyJson(await study())) as {
      format: string;
      version: number;
      weights: unknown;
      options: unknown;
      strategies: readonly { name: string; flopReduction: number }[];
      published: readonly { id: string; published: number; found: number }[];
    };
    assert.deepEqual([parsed.format, parsed.version], ["kvtrace-cim", 1]);
    assert.deepEqual(parsed.weights, { kind: "model", name: "bert-large" });
    assert.deepEqual(parsed.options, configuration);
    assert.equal(parsed.strategies[2].flopReduction.toFixed(2), "5.78");
    const saved = parsed.published.find(({ id }) => id === "arraysAgainstLinear");
    assert.deepEqual([saved?.published, saved?.found], [87, 87.5]);
  });
});
