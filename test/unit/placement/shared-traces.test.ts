import assert from "node:assert/strict";
import { plainNumerics } from "../../../src/core/policy/head/numerics";
import { placementSource } from "../../../src/core/policy/head/placement-source";
import { readHeadData } from "../../../src/core/policy/head/read-head-data";
import { findPlacement } from "../../../src/core/placement/registry";
import { shapeOf } from "../../fixtures/memory/random-devices";
import { fileBeside } from "../../fixtures/reference-data";
import { openTraceFile, sampleTrace } from "../../fixtures/trace/trace-file";
import { start } from "../../fixtures/policy/head-shapes";
import { timeOver } from "../../fixtures/placement/time-over";

describe("starc-ordered on the shared traces", function () {
  this.timeout(120_000);

  for (const name of ["the sample", "oz-small", "oz", "dialogue", "oz-gqa-4k"]) {
    const isHere = name === "the sample";
    it(`reads ${name} in at most 1.02 times the time of starc`, async function () {
      const file = isHere ? sampleTrace : fileBeside(this, `traces/${name}.kvtrace`);
      const trace = await openTraceFile(file);
      try {
        for (const budget of [64, 256]) {
          let plain = 0;
          let ordered = 0;
          for (const layer of trace.header.layers) {
            for (let kvHead = 0; kvHead < trace.header.kvHeads; kvHead++) {
              const head = await readHeadData(trace, layer.id, kvHead, plainNumerics);
              const policy = start("starc", head, budget, { denseLayers: 0 });
              const shape = shapeOf(head.headDimension);
              const source = placementSource(head, policy, shape);
              plain += timeOver(head, policy, findPlacement("starc").create(source), shape);
              ordered += timeOver(
                head,
                policy,
                findPlacement("starc-ordered").create(source),
                shape,
              );
            }
          }
          assert.ok(ordered <= 1.02 * plain, `B ${budget}: ${ordered} against ${plain}`);
        }
      } finally {
        await trace.close();
      }
    });
  }
});
