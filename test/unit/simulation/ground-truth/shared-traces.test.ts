import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { BytesSource } from "../../../../src/core/files/bytes-source";
import { parseGroundTruth } from "../../../../src/core/ground-truth/table";
import {
  compareWithGroundTruth,
  withinTolerance,
} from "../../../../src/core/ground-truth/validate";
import { openTrace } from "../../../../src/core/trace/open-trace";
import type { Trace } from "../../../../src/core/trace/trace";
import { fileBeside, referenceBytes, referenceText } from "../../../fixtures/reference-data";
import { openTraceFile } from "../../../fixtures/trace/trace-file";

/** Compares every row of a table that is of a trace, and closes the trace. */
async function assertComesOut(trace: Trace, table: string, file: string): Promise<void> {
  const rows = parseGroundTruth(table, "ground_truth.csv").filter((row) => row.file === file);
  try {
    const differences = await compareWithGroundTruth(trace, rows);
    assert.ok(rows.length > 0);
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
}

describe("the ground truth of the shared traces", function () {
  this.timeout(300_000);

  it("comes out on a head of oz-small", async () => {
    const file = "oz-small-head.kvtrace";
    const bytes = Uint8Array.from(referenceBytes(`traces/${file}`));
    const trace = await openTrace(new BytesSource(file, bytes));
    await assertComesOut(trace, referenceText("traces/ground_truth.csv"), file);
  });

  for (const name of ["oz-small", "oz", "dialogue", "oz-gqa-4k"]) {
    it(`comes out on ${name}`, async function () {
      const file = `${name}.kvtrace`;
      const trace = await openTraceFile(fileBeside(this, `traces/${file}`));
      const table = await readFile(fileBeside(this, "traces/ground_truth.csv"), "utf8");
      await assertComesOut(trace, table, file);
    });
  }
});
