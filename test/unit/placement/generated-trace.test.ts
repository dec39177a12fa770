import assert from "node:assert/strict";
import { plainNumerics } from "../../../src/core/policy/head/numerics";
import { findPlacement } from "../../../src/core/placement/registry";
import { placementSource } from "../../../src/core/policy/head/placement-source";
import { readHeadData } from "../../../src/core/policy/head/read-head-data";
import { BytesSource } from "../../../src/core/files/bytes-source";
import { generateTraceBytes } from "../../fixtures/trace/trace-bytes";
import { parseGenerateParameters } from "../../../src/core/trace/generate/options";
import { openTrace } from "../../../src/core/trace/open-trace";
import { shapeOf } from "../../fixtures/memory/random-devices";
import { start } from "../../fixtures/policy/head-shapes";
import { timeOver } from "../../fixtures/placement/time-over";

describe("starc-ordered on a generated trace of 32768 tokens", function () {
  this.timeout(120_000);

  it("reads a head of four queries at least 1.5 times as fast as starc at B = 1024", async () => {
    const parameters = parseGenerateParameters({
      layers: 1,
      kvHeads: 1,
      queryHeads: 4,
      promptTokens: 32768,
      steps: 24,
      headDimension: 128,
    });
    const trace = await openTrace(
      new BytesSource("generated", await generateTraceBytes(parameters)),
    );
    const head = await readHeadData(trace, 0, 0, plainNumerics);
    const policy = start("starc", head, 1024, { denseLayers: 0 });
    const shape = shapeOf(head.headDimension);
    const source = placementSource(head, policy, shape);
    const plain = timeOver(head, policy, findPlacement("starc").create(source), shape);
    const ordered = timeOver(head, policy, findPlacement("starc-ordered").create(source), shape);
    assert.ok(1.5 * ordered <= plain, `${ordered} against ${plain}`);
  });
});
