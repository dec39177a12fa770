import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { totalEnergy } from "../../../src/core/pim/energy/energy";
import { defaultStepOptions } from "../../../src/core/pim/program/step-request";
import { createHeadStep } from "../../../src/core/pim/step/create-head-step";
import { elementBytes, RunCosts } from "../../../src/core/simulation/run/run-costs";
import { simulatedDevices } from "../../fixtures/memory/random-devices";

const headDimension = 64;

describe("the share of clustering", () => {
  it("adds up to a window over its tokens and the query heads that read the KV head", () => {
    const works = fc.record({
      vectors: fc.integer({ min: 1, max: 32 }),
      clusters: fc.integer({ min: 1, max: 4 }),
      iterations: fc.integer({ min: 1, max: 3 }),
    });
    const groups = fc.integer({ min: 1, max: 8 });
    fc.assert(
      fc.property(simulatedDevices, works, groups, (device, work, queryHeads) => {
        const costs = new RunCosts(device, headDimension, {
          policy: "starc",
          parameters: {},
          budget: 64,
          placement: "starc",
          device: device.name,
          chargeIndex: true,
          chargeClustering: true,
          energyModel: "row-aware",
        });
        const shape = { headDimension, elementBytes };
        const window = createHeadStep(device, shape, defaultStepOptions).runClustering({
          windows: 1,
          ...work,
        });
        const share = costs.clusteringShare(work, queryHeads);
        const whole = costs.clusteringShare(work, 1);
        const close = (a: number, b: number) =>
          assert.ok(Math.abs(a - b) <= 1e-9 * b, `${a}, ${b}`);
        close(share.cycles * work.vectors * queryHeads, window.cycles);
        close(totalEnergy(share.energy) * queryHeads, totalEnergy(whole.energy));
      }),
      { seed: 98, numRuns: 40 },
    );
  });
});
