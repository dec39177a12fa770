import assert from "node:assert/strict";
import fc from "fast-check";
import { InputError } from "../../../src/core/errors";
import { defaultDevicePreset, devicePresets } from "../../../src/core/memory/device-presets";
import { levelLayout } from "../../../src/core/memory/level-layout";
import { defaultStepOptions } from "../../../src/core/pim/program/step-request";
import { createHeadStep } from "../../../src/core/pim/step/create-head-step";
import { placements } from "../../../src/core/placement/registry";
import type { ClusterRequest } from "../../../src/core/simulation/questions/detail-parts";
import { collectClusters, collectSelection } from "../../fixtures/policy/collect-detail";
import { headTrace } from "../../fixtures/policy/head-trace";
import { randomArrays } from "../../fixtures/policy/random-head";

const dimension = 6;

const heads = fc
  .record({
    promptTokens: fc.integer({ min: 1, max: 220 }),
    decodeSteps: fc.integer({ min: 1, max: 140 }),
    seed: fc.nat(1e6),
  })
  .map((shape) => randomArrays({ ...shape, headDimension: dimension, members: 1 }));

const choices = fc.record({
  policy: fc.constantFrom("starc", "starc-v1", "clusterkv", "full", "quest"),
  placement: fc.constantFrom(...placements.map(({ id }) => id)),
  /** Share of the steps. */
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
});

function requestOf(
  decodeSteps: number,
  {
    policy,
    placement,
    at,
    device = defaultDevicePreset.name,
  }: {
    policy: string;
    placement: ClusterRequest["run"]["placement"];
    at: number;
    device?: string;
  },
): ClusterRequest {
  const run = {
    policy,
    parameters: {},
    budget: 32,
    placement,
    device,
    chargeIndex: true,
    chargeClustering: true,
    energyModel: "row-aware",
  } as const;
  return { kind: "clusters", run, layer: 2, kvHead: 0, step: Math.floor(at * decodeSteps) };
}

describe("the detail of clusters", () => {
  it("has every token in exactly one cluster, among the sinks or waiting", async () => {
    await fc.assert(
      fc.asyncProperty(heads, choices, async (arrays, choice) => {
        const request = requestOf(arrays.decodeSteps, choice);
        const { facts, clusterOf, sizes } = await collectClusters(headTrace(arrays), request);
        assert.ok(facts.fromStep <= request.step && request.step < facts.toStep);
        assert.equal(facts.context, arrays.promptTokens + facts.toStep);
        assert.equal(clusterOf.length, facts.context);
        assert.equal(sizes.length, facts.clusters);
        const counted = sizes.map(() => 0);
        clusterOf.forEach((cluster, token) => {
          const isIn = token >= facts.sinks && token < facts.clusteredTokens;
          assert.equal(cluster >= 0, isIn, `token ${token}`);
          if (isIn) counted[cluster]++;
        });
        assert.deepEqual(counted, sizes);
      }),
      { seed: 91, numRuns: 80 },
    );
  });

  it("counts lines and rows as the slots lie, never fewer than a cluster needs", async () => {
    await fc.assert(
      fc.asyncProperty(heads, choices, async (arrays, choice) => {
        const request = requestOf(arrays.decodeSteps, choice);
        const found = await collectClusters(headTrace(arrays), request);
        const { facts, clusterOf, slots } = found;
        assert.equal(new Set(slots).size, facts.context);
        assert.ok(slots.every((slot) => slot < facts.slotCount));
        found.sizes.forEach((size, cluster) => {
          const own = slots.filter((_, token) => clusterOf[token] === cluster);
          const lines = new Set(own.map((slot) => Math.floor(slot / 16)));
          const rows = new Set([...lines].map((line) => Math.floor(line / facts.linesPerKeyRow)));
          assert.equal(found.lines[cluster], lines.size);
          assert.equal(found.keyRows[cluster], rows.size);
          assert.ok(lines.size >= Math.ceil(size / 16));
          if (choice.placement === "starc-aligned") assert.equal(lines.size, Math.ceil(size / 16));
        });
      }),
      { seed: 92, numRuns: 80 },
    );
  });

  for (const device of devicePresets) {
    it(`counts what a step that reads one cluster reads of ${device.name}`, async () => {
      await fc.assert(
        fc.asyncProperty(heads, choices, async (arrays, choice) => {
          const request = requestOf(arrays.decodeSteps, { ...choice, device: device.name });
          const trace = headTrace(arrays);
          const found = await collectClusters(trace, request);
          const { facts, clusterOf } = found;
          const { slotsPerLine } = levelLayout(device.level, device.organisation);
          assert.equal(facts.slotsPerLine, slotsPerLine);
          const shape = { headDimension: dimension, elementBytes: 2 };
          const step = createHeadStep(device, shape, defaultStepOptions);
          found.sizes.forEach((size, cluster) => {
            if (size === 0) return;
            const slots = Uint32Array.from(
              found.slots.filter((_, token) => clusterOf[token] === cluster),
            );
            const { slotCount } = facts;
            const read = step.run({ slots, slotCount, index: { kind: "none" } });
            assert.deepEqual(
              [found.lines[cluster], found.keyRows[cluster]],
              [read.lines, read.keyRows],
            );
          });
        }),
        { seed: 95, numRuns: 10 },
      );
    });
  }

  it("measures spread by its formula, and puts centroids in the middle of their tokens", async () => {
    await fc.assert(
      fc.asyncProperty(heads, choices, async (arrays, choice) => {
        const request = requestOf(arrays.decodeSteps, choice);
        const found = await collectClusters(headTrace(arrays), request);
        const units = Array.from({ length: found.facts.context }, (_, token) => {
          const key = [...arrays.keys.subarray(token * dimension, (token + 1) * dimension)];
          const length = Math.hypot(...key);
          return key.map((value) => (length > 0 ? value / length : 0));
        });
        found.sizes.forEach((size, cluster) => {
          const own = units.filter((_, token) => found.clusterOf[token] === cluster);
          const places = [0, 1].map((axis) =>
            found.places.filter(
              (_, i) => i % 2 === axis && found.clusterOf[(i - axis) / 2] === cluster,
            ),
          );
          if (size === 0) {
            assert.ok(Number.isNaN(found.spreads[cluster]));
            assert.ok(Number.isNaN(found.centres[2 * cluster]));
            return;
          }
          const mean = own[0].map((_, d) => own.reduce((sum, unit) => sum + unit[d], 0) / size);
          const squares = own.reduce(
            (sum, unit) => sum + unit.reduce((part, value, d) => part + (value - mean[d]) ** 2, 0),
            0,
          );
          assert.ok(Math.abs(found.spreads[cluster] - Math.sqrt(squares / size)) < 1e-5);
          for (const axis of [0, 1]) {
            const middle = places[axis].reduce((sum, value) => sum + value, 0) / size;
            assert.ok(Math.abs(middle - found.centres[2 * cluster + axis]) < 1e-5);
          }
        });
      }),
      { seed: 93, numRuns: 60 },
    );
  });

  it("is the same in small parts, and agrees with the selection of the step", async () => {
    await fc.assert(
      fc.asyncProperty(heads, choices, async (arrays, choice) => {
        const trace = headTrace(arrays);
        const request = requestOf(arrays.decodeSteps, choice);
        const whole = await collectClusters(trace, request);
        assert.deepEqual(await collectClusters(trace, request, 7 * 24), whole);
        const { run, layer, step } = request;
        const selection = await collectSelection(trace, {
          kind: "selection",
          run,
          layer,
          queryHead: 0,
          fromStep: whole.facts.fromStep,
          toStep: whole.facts.toStep,
        });
        assert.equal(selection.parts[0].clusterSource, whole.facts.source);
        assert.ok(selection.steps.has(step));
        for (const { token, slot, cluster } of [...selection.steps.values()].flat()) {
          assert.equal(slot, whole.slots[token]);
          assert.equal(cluster, whole.clusterOf[token]);
        }
      }),
      { seed: 94, numRuns: 60 },
    );
  });

  it("is one answer for all the steps that have the same clusters, and another beyond them", async () => {
    await fc.assert(
      fc.asyncProperty(heads, choices, fc.nat(), async (arrays, choice, other) => {
        const trace = headTrace(arrays);
        const request = requestOf(arrays.decodeSteps, choice);
        const { facts, ...found } = await collectClusters(trace, request);
        const { fromStep, toStep } = facts;
        const step = fromStep + (other % (toStep - fromStep));
        const again = await collectClusters(trace, { ...request, step });
        assert.deepEqual(again, { facts, ...found });
        for (const beyond of [fromStep - 1, toStep]) {
          if (beyond < 0 || beyond >= arrays.decodeSteps) continue;
          const next = await collectClusters(trace, { ...request, step: beyond });
          assert.notEqual(next.facts.clusteredTokens, facts.clusteredTokens);
        }
      }),
      { seed: 96, numRuns: 40 },
    );
  });

  it("is refused where the layer has no keys", async () => {
    const arrays = randomArrays({
      promptTokens: 9,
      decodeSteps: 2,
      headDimension: 2,
      members: 1,
      seed: 1,
    });
    const trace = headTrace({ ...arrays, keys: new Float32Array(0) });
    const request = requestOf(2, { policy: "full", placement: "token-order", at: 0 });
    await assert.rejects(collectClusters(trace, request), InputError);
  });
});
