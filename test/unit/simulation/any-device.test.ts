import assert from "node:assert/strict";
import fc from "fast-check";
import { banksPerChannel, lanesPerChannel } from "../../../src/core/memory/organisation";
import { placements } from "../../../src/core/placement/registry";
import { plainNumerics } from "../../../src/core/policy/head/numerics";
import type { HeadResult } from "../../../src/core/simulation/run/result";
import { simulateHead } from "../../../src/core/simulation/run/simulate-head";
import { StackShape } from "../../../webview/state/bank-address";
import { wholeGrid } from "../webview/banks/grids";
import { StackLoads } from "../../../webview/views/banks/loads/stack-loads";
import { shapeOf, simulatedDevices } from "../../fixtures/memory/random-devices";
import { headTrace } from "../../fixtures/policy/head-trace";
import { randomArrays } from "../../fixtures/policy/random-head";

const shape = { promptTokens: 100, decodeSteps: 4, headDimension: 64, members: 1, seed: 8 };
const trace = headTrace(randomArrays(shape));
const scope = { layers: [2], kvHeads: [0], fromStep: 0, toStep: shape.decodeSteps };

describe("a head on a device of any shape", () => {
  it("uses its slots as their number says, and loads banks that the page can show", async () => {
    const policies = fc.constantFrom("full", "starc");
    const places = fc.constantFrom(...placements.map(({ id }) => id));
    await fc.assert(
      fc.asyncProperty(simulatedDevices, policies, places, async (device, policy, placement) => {
        const run = {
          policy,
          parameters: {},
          budget: 32,
          placement,
          device: device.name,
          chargeIndex: true,
          chargeClustering: true,
          energyModel: "row-aware",
        } as const;
        const heads: HeadResult[] = [];
        const plan = { scope, runs: [run], devices: [device] };
        await simulateHead(trace, plan, { layer: 2, kvHead: 0 }, plainNumerics, {
          shouldStop: () => false,
          onSteps: () => undefined,
          onResults: (results) => void heads.push(...results),
        });
        const [head] = heads;
        const { slotsPerLine } = shapeOf(shape.headDimension, device);
        const { tokens, lines, lineUtilisation } = head.columns;
        for (const [step, share] of lineUtilisation.entries()) {
          assert.ok(share > 0 && share <= 1, `${share}`);
          assert.equal(share, tokens[step] / (slotsPerLine * lines[step]));
          if (policy === "full" && placement === "token-order") {
            assert.equal(lines[step], Math.ceil(tokens[step] / slotsPerLine));
          }
        }
        const units = [lanesPerChannel(device.organisation), banksPerChannel(device.organisation)];
        assert.ok(units.includes(head.unitsPerChannel));
        const loads = new StackLoads(shape.decodeSteps, new StackShape(device.organisation));
        loads.add(head, "columnsRead");
        const grid = wholeGrid(loads.stack);
        for (let step = 0; step < shape.decodeSteps; step++) {
          const { values, columns } = loads.atStep(step, grid);
          const ofChannel = values.subarray(0, columns);
          const read = ofChannel.reduce((sum, load) => sum + load, 0);
          assert.equal(read, head.columns.columnsRead[step]);
        }
      }),
      { seed: 97, numRuns: 60 },
    );
  });
});
