import assert from "node:assert/strict";
import fc from "fast-check";
import type { HeadArrays } from "../../../src/core/policy/head/create-head-data";
import { plainNumerics } from "../../../src/core/policy/head/numerics";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import { placements } from "../../../src/core/placement/registry";
import { policies } from "../../../src/core/policy/registry";
import type { RunConfiguration } from "../../../src/core/simulation/run/configuration";
import type { HeadResult } from "../../../src/core/simulation/run/result";
import { simulateHead } from "../../../src/core/simulation/run/simulate-head";
import { KeptHeads } from "../../../src/core/simulation/questions/kept-heads";
import { MissedTokenFinder } from "../../../src/core/simulation/questions/missed-tokens";
import { detailHeadSelection } from "../../../src/core/simulation/questions/selection-detail";
import type {
  DetailPart,
  SelectionRequest,
} from "../../../src/core/simulation/questions/detail-parts";
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

/** The softmax of a query with every key of its context, by definition. */
function naiveSoftmax({ keys, queries, headDimension, softmaxScale }: HeadArrays, context: number) {
  const step = queries[0].length / headDimension - (keys.length / headDimension - context) - 1;
  const weights = Array.from({ length: context }, (_, token) => {
    let score = 0;
    for (let d = 0; d < headDimension; d++) {
      score += queries[0][step * headDimension + d] * keys[token * headDimension + d];
    }
    return Math.exp(softmaxScale * score);
  });
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / sum);
}

describe("the places of all tokens", () => {
  it("are those at the last step, and of what is read there the same", async () => {
    await fc.assert(
      fc.asyncProperty(traces, runs, fc.integer({ min: 1, max: 60 }), async (trace, run, size) => {
        const { steps, places } = await collectSelection(trace, requestOf(trace, run), size);
        const clusters = places.flatMap((part) => [...part.clusters]);
        const slots = places.flatMap((part) => [...part.slots]);
        assert.equal(clusters.length, trace.header.tokens);
        assert.equal(new Set(slots).size, trace.header.tokens);
        assert.ok(places.every(({ from }, i) => from === i * places[0].slots.length));
        for (const { token, slot, cluster } of steps.get(trace.header.decodeSteps - 1) ?? []) {
          assert.deepEqual([slots[token], clusters[token]], [slot, cluster]);
        }
      }),
      { seed: 86, numRuns: 60 },
    );
  });
});

describe("what a selection missed", () => {
  const shapes = fc.record({
    promptTokens: fc.integer({ min: 1, max: 300 }),
    decodeSteps: fc.integer({ min: 1, max: 12 }),
    seed: fc.nat(1e6),
    grid: fc.constantFrom(2 ** -10, 0.5),
  });

  it("is all the mass that was not read, and its heaviest tokens above an even share", async () => {
    await fc.assert(
      fc.asyncProperty(shapes, runs, async (shape, run) => {
        const arrays = randomArrays({ ...shape, headDimension: 8, members: 1 });
        const trace = headTrace(arrays);
        const { all, steps, missed } = await collectSelection(trace, requestOf(trace, run));
        const totals = (of: string) => {
          return all.filter((part) => part.of === of).flatMap((part) => [...part.totals]);
        };
        const [read, unread] = [totals("read"), totals("missed")];
        for (const [step, entries] of steps) {
          assert.ok(Math.abs(read[step] + unread[step] - 1) < 1e-9, "read and missed are all");
          const context = shape.promptTokens + step + 1;
          const mass = naiveSoftmax(arrays, context);
          const isRead = new Set(entries.map(({ token }) => token));
          const left = mass.map((_, token) => token).filter((token) => !isRead.has(token));
          const sum = left.reduce((total, token) => total + mass[token], 0);
          assert.ok(Math.abs(sum - unread[step]) < 1e-5);
          const listed = missed.get(step) ?? [];
          for (const { token, mass: told } of listed) {
            assert.ok(Math.abs(told - mass[token]) < 1e-5 && !isRead.has(token));
          }
          const isListed = new Set(listed.map(({ token }) => token));
          // Where rounding decides, either is right.
          for (const token of left) {
            if (Math.abs(mass[token] - 1 / context) < 1e-5 / context) continue;
            assert.equal(isListed.has(token), mass[token] > 1 / context, `token ${token}`);
          }
        }
      }),
      { seed: 84, numRuns: 80 },
    );
  });

  it("lists the heaviest where there are more than it may list, the first of equal ones", () => {
    const cases = fc.record({
      weights: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 60 }),
      read: fc.infiniteStream(fc.boolean()),
      most: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(cases, ({ weights, read, most }) => {
        const sum = Math.max(
          1,
          weights.reduce((all, weight) => all + weight, 0),
        );
        const mass = Float64Array.from(weights, (weight) => weight / sum);
        const selected = weights.map((_, token) => token).filter(() => read.next().value);
        const finder = new MissedTokenFinder(weights.length, most);
        const found = finder.find(mass, weights.length, Uint32Array.from(selected));
        const heavy = weights
          .map((_, token) => token)
          .filter((token) => !selected.includes(token) && mass[token] > 1 / weights.length)
          .sort((a, b) => mass[b] - mass[a] || a - b)
          .slice(0, most)
          .sort((a, b) => a - b);
        assert.deepEqual([...found.tokens], heavy);
      }),
      { seed: 85, numRuns: 500 },
    );
  });

  it("is not known without keys, and left out where nobody asks for it", async () => {
    const shape = { promptTokens: 40, decodeSteps: 3, headDimension: 4, members: 1, seed: 2 };
    const arrays = randomArrays(shape);
    const bare = headTrace({ ...arrays, keys: new Float32Array(0), queries: [] });
    const run = runOf({ policy: "full", placement: "token-order" });
    const { header } = bare;
    const request = requestOf({ ...bare, header: { ...header, queryHeads: 1 } }, run);
    const { all } = await collectSelection(bare, request);
    assert.ok(all.every(({ totals }) => totals.every((total) => Number.isNaN(total))));
    const heads = new KeptHeads(plainNumerics);
    const kept = await heads.read(headTrace(arrays), 2, 0);
    const parts: string[] = [];
    const hooks = {
      shouldStop: () => false,
      onPart: (part: DetailPart) => {
        parts.push(part.kind === "selection" ? part.of : part.kind);
      },
    };
    detailHeadSelection(kept, { request, device: defaultDevicePreset }, hooks, 1000, 0);
    assert.deepEqual(parts, ["read"]);
  });
});
