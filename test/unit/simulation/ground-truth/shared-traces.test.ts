import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseGroundTruth } from "../../../../src/core/ground-truth/table";
import {
  compareWithGroundTruth,
  withinTolerance,
} from "../../../../src/core/ground-truth/validate";
import { openTraceFile } from "../../../fixtures/trace/trace-file";

const folder = path.resolve("../shared/data/traces");
const traces = ["oz-small", "oz", "dialogue", "oz-gqa-4k"];

describe("the ground truth of the shared traces", function () {
  this.timeout(300_000);

  for (const name of traces) {
    it(`comes out on ${name}`, async function () {
      const file = `${name}.kvtrace`;
      if (!existsSync(path.join(folder, file))) {
        console.log(`      skipped: ${file} is not beside this checkout`);
        this.skip();
      }
      const table = await readFile(path.join(folder, "ground_truth.csv"), "utf8");
      const rows = parseGroundTruth(table, "ground_truth.csv").filter((row) => row.file === file);
      const trace = await openTraceFile(path.join(folder, file));
      try {
        const differences = await compareWithGroundTruth(trace, rows);
        assert.equal(
          differences.reduce((sum, difference) => sum + difference.rows, 0),
          rows.length,
        );
        for (const difference of differences) {
          assert.ok(withinTolerance(difference), JSON.stringify(difference));
        }
      } finally {
        await trace.close();
      }
    });
  }
});
