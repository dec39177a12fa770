import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { InputError } from "../../../src/core/errors";
import { inOrder } from "../../../src/core/figures/means";
import { defaultRuns } from "../../../src/core/simulation/run/default-runs";
import type { HeadResult } from "../../../src/core/simulation/run/result";
import { SimulationPool } from "../../../src/core/simulation/threads/pool";
import { withSteadyTrace } from "../../../src/core/simulation/threads/steady-trace";
import {
  shareBytes,
  type LocatedTrace,
  type TraceLocation,
} from "../../../src/core/simulation/threads/trace-location";
import { parseGenerateParameters } from "../../../src/core/trace/generate/options";
import { fileChanges, withTimesOf } from "../../fixtures/file-changes";
import { generateTraceBytes } from "../../fixtures/trace/trace-bytes";

const shape = { layers: 3, queryHeads: 4, kvHeads: 4, promptTokens: 60, steps: 3 };
const traceOf = (seed: number) => generateTraceBytes(parseGenerateParameters({ ...shape, seed }));

describe("a trace that changes while it is simulated", () => {
  let folder: string;
  let file: string;
  let pool: SimulationPool;
  let original: Uint8Array;
  let content: Uint8Array;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "kvtrace-steady-"));
    file = path.join(folder, "trace.kvtrace");
    pool = new SimulationPool(path.resolve("dist/worker.mjs"), 2);
    [original, content] = await Promise.all([traceOf(1), traceOf(2)]);
  });
  beforeEach(() => writeFileSync(file, original));
  after(async () => {
    await pool.dispose();
    rmSync(folder, { recursive: true });
  });

  /** @param onFirst what happens when the first results are there */
  const simulate = async (
    { trace: { header }, location }: LocatedTrace,
    onFirst: () => void = () => undefined,
  ) => {
    const heads: HeadResult[] = [];
    const scope = {
      layers: header.layers.map(({ id }) => id),
      kvHeads: Array.from({ length: header.kvHeads }, (_, head) => head),
      fromStep: 0,
      toStep: header.decodeSteps,
    };
    const onResults = (results: readonly HeadResult[]) => {
      if (heads.length === 0) onFirst();
      heads.push(...results);
    };
    const plan = { scope, runs: defaultRuns(header, 16) };
    await pool.run(location, header, plan, { onProgress: () => undefined, onResults });
    return inOrder(heads);
  };
  const resultsOf = (bytes: Uint8Array) =>
    withSteadyTrace(shareBytes("undisturbed", bytes), (located) => simulate(located));
  const location = (): TraceLocation => ({ kind: "file", path: file });

  for (const name of ["rewritten", "replaced"]) {
    for (const change of [fileChanges[name], withTimesOf(fileChanges[name])]) {
      const times = change === fileChanges[name] ? "" : ", its times set back";
      it(`gives the results of what it is after, where it is ${name}${times}`, async () => {
        let left = 2;
        const found = await withSteadyTrace(location(), (located) =>
          simulate(located, () => {
            if (left-- > 0) change(file, content);
          }),
        );
        assert.deepEqual(found, await resultsOf(content));
      });
    }
  }

  it("gives the results of what it is after, where it is rewritten when all is simulated", async () => {
    let tries = 0;
    const found = await withSteadyTrace(location(), async (located) => {
      const results = await simulate(located);
      if (tries++ === 0) fileChanges.rewritten(file, content);
      return results;
    });
    assert.equal(tries, 2);
    assert.deepEqual(found, await resultsOf(content));
  });

  it("gives those of what it is, or a refusal, however else it changes", async () => {
    for (const name of ["patched", "appended to", "cut short", "deleted"]) {
      writeFileSync(file, original);
      let isChanged = false;
      const found = withSteadyTrace(location(), (located) =>
        simulate(located, () => {
          if (!isChanged) fileChanges[name](file, content);
          isChanged = true;
        }),
      );
      const results = await found.catch((error: unknown) => {
        assert.ok(error instanceof InputError, String(error));
        return undefined;
      });
      if (name === "patched") assert.ok(results, "it is whole");
      if (results)
        assert.deepEqual(results, await withSteadyTrace(location(), (it) => simulate(it)));
    }
  });
});
