import type { LloydOptions } from "../../../src/core/clustering/engine";
import { lloydWindows } from "../../../src/core/clustering/lloyd-windows";
import { mlKmeansEngine } from "../../../src/core/clustering/ml-kmeans-engine";
import { createSimdEngine } from "../../../src/core/clustering/simd/simd-engine";
import { unitVectors } from "../../../src/core/kernels/unit-vectors";
import { fileBeside } from "../../fixtures/reference-data";
import { openTraceFile, sampleTrace } from "../../fixtures/trace/trace-file";
import type { TraceLayer } from "../../../src/core/trace/trace";
import { spreadPoints } from "../../fixtures/clustering/generated-keys";
import { assertSameClustering } from "../../fixtures/clustering/same-clustering";
import { kernelBuilds } from "../../fixtures/kernel-builds";

const wholePrompt: LloydOptions = { maxIterations: 11, tolerance: 0, emptyCluster: "keep" };
const starcWindows: LloydOptions = { maxIterations: 16, tolerance: 1e-4, emptyCluster: "zero" };

const everyLayer = process.env.KVTRACE_TEST_FULL === "1";
const chosen = (layers: readonly TraceLayer[]): readonly TraceLayer[] =>
  everyLayer ? layers : layers.slice(-1);

/** The oracle runs once per head, for both builds. */
describe("SIMD engine on the keys of the shared traces", function () {
  this.timeout(120_000);
  const engines = kernelBuilds.map((module) => createSimdEngine(module));

  for (const name of ["the sample", "oz-small", "oz", "dialogue", "oz-gqa-4k"]) {
    const isHere = name === "the sample";
    it(`equals ml-kmeans on ${name}: raw keys, unit keys and windows of 64`, async function () {
      const file = isHere ? sampleTrace : fileBeside(this, `traces/${name}.kvtrace`);
      const trace = await openTraceFile(file);
      const { headDimension: dimension, kvHeads, layers, promptTokens } = trace.header;
      const k = Math.floor(promptTokens / 16);
      for (const { id } of chosen(layers)) {
        for (let head = 0; head < kvHeads; head++) {
          const raw = await trace.keys(id, head);
          const units = unitVectors(raw, dimension);
          for (const keys of [raw, units]) {
            const initial = spreadPoints(keys, dimension, k);
            const expected = mlKmeansEngine.lloyd(keys, dimension, initial, wholePrompt);
            for (const engine of engines) {
              const actual = engine.lloyd(keys, dimension, initial, wholePrompt);
              assertSameClustering(keys, dimension, actual, expected);
            }
          }
          const size = 64 * dimension;
          const whole = units.subarray(0, units.length - (units.length % size));
          const windows = (engine: (typeof engines)[number]) =>
            lloydWindows(engine, whole, dimension, 64, 4, starcWindows);
          const expected = windows(mlKmeansEngine);
          for (const engine of engines) {
            for (const [w, actual] of windows(engine).entries()) {
              const own = whole.subarray(w * size, (w + 1) * size);
              assertSameClustering(own, dimension, actual, expected[w]);
            }
          }
        }
      }
      await trace.close();
    });
  }
});
