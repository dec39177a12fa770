import assert from "node:assert/strict";
import fc from "fast-check";
import { plainNumerics } from "../../../src/core/policy/head/numerics";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import { placements } from "../../../src/core/placement/registry";
import { policies } from "../../../src/core/policy/registry";
import type { RunConfiguration } from "../../../src/core/simulation/run/configuration";
import type { HeadResult } from "../../../src/core/simulation/run/result";
import { simulateHead } from "../../../src/core/simulation/run/simulate-head";
import type { SelectionRequest } from "../../../src/core/simulation/questions/detail-parts";
import type { Trace } from "../../../src/core/trace/trace";
import { collectSelection } from "../../fixtures/policy/collect-detail";
import { headTrace } from "../../fixtures/policy/head-trace";
import { randomArrays } from "../../fixtures/policy/random-head";

const everyPolicy = policies.map(({ id }) => id).filter((id) => id !== "recorded");
const everyPlacement = placements.map(({ id }) => id);

function runOf(change: Partial<RunConfiguration>): RunConfiguration {
  return {
    policy: "starc",
    parameters: {},
    budget: 24,
    placement: "starc",
    device: defaultDevicePreset.name,
    chargeIndex: true,
    chargeClustering: true,
    energyModel: "row-aware",
    ...change,
  };
}

const traces = fc
  .record({
    promptTokens: fc.integer({ min: 1, max: 200 }),
    decodeSteps: fc.integer({ min: 1, max: 70 }),
    members: fc.integer({ min: 1, max: 2 }),
    seed: fc.nat(1e6),
  })
  .map((shape) => headTrace(randomArrays({ ...shape, headDimension: 8 })));

const runs = fc
  .record({
    policy: fc.constantFrom(...everyPolicy),
    placement: fc.constantFrom(...everyPlacement),
    budget: fc.integer({ min: 1, max: 100 }),
  })
  .map(runOf);

function requestOf(trace: Trace, run: RunConfiguration): SelectionRequest {
  const { queryHeads, decodeSteps } = trace.header;
  return {
    kind: "selection",
    run,
    layer: 2,
    queryHead: queryHeads - 1,
    fromStep: 0,
    toStep: decodeSteps,
  };
}

async function simulated(trace: Trace, run: RunConfiguration): Promise<HeadResult> {
  const results: HeadResult[] = [];
  const { decodeSteps, queryHeads } = trace.header;
  await simulateHead(
    trace,
    {
      scope: { layers: [2], kvHeads: [0], fromStep: 0, toStep: decodeSteps },
      runs: [run],
    },
    { layer: 2, kvHead: 0 },
    plainNumerics,
    {
      shouldStop: () => false,
      onSteps: () => undefined,
      onResults: (found) => results.push(...found),
    },
  );
  return results.find(({ queryHead }) => queryHead === queryHeads - 1)!;
}

describe("the detail of a selection", () => {
  it("is what the simulation read: tokens, mass and lines of every step", async () => {
    await fc.assert(
      fc.asyncProperty(traces, runs, async (trace, run) => {
        const { columns } = await simulated(trace, run);
        const { steps } = await collectSelection(trace, requestOf(trace, run));
        assert.equal(steps.size, trace.header.decodeSteps);
        for (const [step, entries] of steps) {
          assert.equal(entries.length, columns.tokens[step]);
          const mass = entries.reduce((sum, entry) => sum + entry.mass, 0);
          assert.ok(Math.abs(mass - columns.massKept[step]) < 1e-5);
          const lines = new Set(entries.map(({ slot }) => Math.floor(slot / 16)));
          assert.equal(lines.size, columns.lines[step]);
        }
      }),
      { seed: 81, numRuns: 120 },
    );
  });

  it("lists tokens of the context in order, each in a slot of its own that is in use", async () => {
    await fc.assert(
      fc.asyncProperty(traces, runs, async (trace, run) => {
        const { parts, steps } = await collectSelection(trace, requestOf(trace, run));
        const slotCounts = parts.flatMap((part) => [...part.slotCounts]);
        for (const [step, entries] of steps) {
          const context = trace.header.promptTokens + step + 1;
          entries.forEach(({ token, cluster }, i) => {
            assert.ok(token < context && (i === 0 || token > entries[i - 1].token));
            assert.ok(cluster >= -1);
          });
          assert.equal(new Set(entries.map(({ slot }) => slot)).size, entries.length);
          assert.ok(entries.every(({ slot }) => slot < slotCounts[step]));
        }
      }),
      { seed: 82, numRuns: 60 },
    );
  });

  it("is the same in small parts as in one, and a range of steps is that part of the whole", async () => {
    await fc.assert(
      fc.asyncProperty(traces, runs, fc.integer({ min: 1, max: 50 }), async (trace, run, size) => {
        const request = requestOf(trace, run);
        const whole = await collectSelection(trace, request);
        const pieces = await collectSelection(trace, request, size);
        assert.deepEqual(pieces.steps, whole.steps);
        assert.ok(pieces.parts.every(({ tokens }) => tokens.length <= size));
        const from = Math.floor(request.toStep / 3);
        const some = await collectSelection(trace, { ...request, fromStep: from });
        for (const [step, entries] of some.steps) assert.deepEqual(entries, whole.steps.get(step));
      }),
      { seed: 83, numRuns: 60 },
    );
  });

  it("says whose clusters it tells, and knows no mass and no cluster without keys", async () => {
    const arrays = randomArrays({
      promptTokens: 90,
      decodeSteps: 5,
      headDimension: 4,
      members: 1,
      seed: 1,
    });
    const sourceOf = async (trace: Trace, run: RunConfiguration) =>
      (await collectSelection(trace, requestOf(trace, run))).parts[0].clusterSource;
    assert.equal(await sourceOf(headTrace(arrays), runOf({})), "policy");
    assert.equal(await sourceOf(headTrace(arrays), runOf({ policy: "token-topk" })), "starc");
    const bare = headTrace({ ...arrays, keys: new Float32Array(0), queries: [] });
    const run = runOf({ policy: "full", placement: "token-order" });
    const { header } = bare;
    const request = { ...requestOf({ ...bare, header: { ...header, queryHeads: 1 } }, run) };
    const { parts, steps } = await collectSelection(bare, request);
    assert.equal(parts[0].clusterSource, "none");
    for (const entries of steps.values()) {
      assert.ok(entries.every(({ mass, cluster }) => Number.isNaN(mass) && cluster === -1));
    }
  });
});
