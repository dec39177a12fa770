import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { defaultCimConfiguration } from "../../../src/core/cim/configuration";
import { projectTensor } from "../../../src/core/cim/project-tensor";
import { studyWeights } from "../../../src/core/cim/study-weights";
import { InputError } from "../../../src/core/errors";
import { ComputingThread } from "../../../src/core/simulation/threads/computing-thread";
import { Cancelled } from "../../../src/core/cancelled";
import { randomVector } from "../../fixtures/cim/random-weights";
import { safetensorsFile } from "../../fixtures/trace/safetensors-file";

const gpt = { kind: "model", name: "gpt-2-medium" } as const;

describe("computing thread", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "kvtrace-computing-"));
  const file = path.join(folder, "weights.safetensors");
  const thread = new ComputingThread(path.resolve("dist/worker.mjs"));
  const configuration = defaultCimConfiguration;

  before(() => {
    const data = Float32Array.from(randomVector(512 * 512, 3));
    writeFileSync(file, safetensorsFile([{ name: "w", dtype: "F32", shape: [512, 512], data }]));
  });
  after(() => {
    thread.dispose();
    rmSync(folder, { recursive: true });
  });

  it("computes what the core does, again and again", async () => {
    const request = { weights: gpt, configuration };
    const expected = await studyWeights(request);
    for (let time = 0; time < 3; time++) {
      assert.deepEqual(await thread.compute("cimStudy", request), expected);
    }
  });

  it("projects a tensor and tells how far it is", async () => {
    const request = { path: file, tensor: "w", transposed: true, configuration };
    const shares: number[] = [];
    const onProgress = (done: number) => shares.push(done);
    const projected = await thread.compute("cimProjection", request, { onProgress });
    assert.deepEqual(projected, await projectTensor(request, () => undefined));
    assert.equal(projected.blockSize, 32, "the block size of the mapping");
    assert.ok(Math.abs(shares.at(-1)! - 1) < 1e-9, "told to the end");
  });

  it("ends at once when it is cancelled, and can be used again", async () => {
    const controller = new AbortController();
    const large = { ...configuration, blockSize: 16 };
    const request = { weights: gpt, configuration: large };
    const ended = thread.compute("cimStudy", request, { signal: controller.signal });
    setImmediate(() => controller.abort());
    await assert.rejects(ended, Cancelled);
    const { results } = await thread.compute("cimStudy", { weights: gpt, configuration });
    assert.equal(results[2].arrays, 576);
  });

  it("ends a projection under way", async () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const request = { path: file, tensor: "w", transposed: false, configuration };
    const hooks = { signal: controller.signal, onProgress };
    await assert.rejects(thread.compute("cimProjection", request, hooks), Cancelled);
  });

  it("ends the computation before when another comes", async () => {
    const request = { weights: gpt, configuration };
    const first = assert.rejects(thread.compute("cimStudy", request), Cancelled);
    await thread.compute("cimStudy", request);
    await first;
    const aborted = { signal: AbortSignal.abort() };
    await assert.rejects(thread.compute("cimStudy", request, aborted), Cancelled);
  });

  it("names the field where a request cannot be met, and stays usable", async () => {
    const refused = (field: string) => (error: unknown) => {
      assert.ok(error instanceof InputError, String(error));
      assert.equal(error.field, field);
      return true;
    };
    const study = (change: Partial<typeof configuration>) =>
      thread.compute("cimStudy", { weights: gpt, configuration: { ...configuration, ...change } });
    await assert.rejects(study({ blockSize: 48 }), refused("block size"));
    await assert.rejects(study({ arraySize: 16 }), refused("array size"));
    await assert.rejects(study({ blockSize: 512 }), refused("array size"));
    await assert.rejects(study({ adcs: 0 }), refused("ADCs"));
    const tensor = { path: file, tensor: "none", transposed: false, configuration };
    await assert.rejects(thread.compute("cimProjection", tensor), refused("tensor"));
    const weights = { kind: "file", path: file, layers: "none*" } as const;
    await assert.rejects(thread.compute("cimStudy", { weights, configuration }), refused("layers"));
    assert.equal((await study({})).results.length, 3);
  });
});
