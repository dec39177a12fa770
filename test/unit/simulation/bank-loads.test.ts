import assert from "node:assert/strict";
import fc from "fast-check";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import { HeadStepResult } from "../../../src/core/pim/step/head-step-result";
import { BankLoads } from "../../../src/core/simulation/run/bank-loads";
import { loadColumnNames, type LoadColumn } from "../../../src/core/figures/load-figures";

const settings = { seed: 21, numRuns: 100 };
const banks = 64;
const device = defaultDevicePreset;

const load = fc.integer({ min: 0, max: 100_000 });
const stepLoads = (units: number) => fc.array(load, { minLength: units, maxLength: units });

/** Steps in which every bank of a lane reads the same, and steps in which each reads its own. */
const evenSteps = fc.array(stepLoads(16), { minLength: 1, maxLength: 5 });
const unevenSteps = fc.array(stepLoads(banks), { minLength: 1, maxLength: 5 });

function stepOf(vectors: readonly number[], columnsRead: readonly number[]): HeadStepResult {
  const step = new HeadStepResult(device);
  step.laneVectors.set(vectors);
  step.bankColumnsRead.set(columnsRead);
  step.bankColumnsUseful.set(columnsRead.map((columns) => columns / 2));
  step.bankRowsOpened.set(columnsRead.map((columns) => columns + 1));
  step.bankBusyCycles.set(columnsRead.map((columns) => columns * 4));
  return step;
}

function record(steps: readonly HeadStepResult[]): ReturnType<BankLoads["pack"]> {
  const loads = new BankLoads(steps.length, device.organisation);
  for (const [row, step] of steps.entries()) loads.record(row, step);
  return loads.pack();
}

/** What was measured of a bank. */
function measured(step: HeadStepResult, bank: number): Record<LoadColumn, number> {
  return {
    vectors: step.laneVectors[bank >> 2],
    columnsRead: step.bankColumnsRead[bank],
    columnsUseful: step.bankColumnsUseful[bank],
    rowsOpened: step.bankRowsOpened[bank],
    busyCycles: step.bankBusyCycles[bank],
  };
}

function assertSame(steps: readonly HeadStepResult[]): void {
  const { unitsPerChannel, loads } = record(steps);
  for (const [row, step] of steps.entries()) {
    for (let bank = 0; bank < banks; bank++) {
      const unit = Math.floor((bank * unitsPerChannel) / banks);
      const expected = measured(step, bank);
      for (const name of loadColumnNames) {
        assert.equal(loads[name][row * unitsPerChannel + unit], expected[name]);
      }
    }
  }
}

describe("bank loads", () => {
  it("give every bank at every step what was measured of it", () => {
    fc.assert(
      fc.property(unevenSteps, evenSteps, (uneven, even) => {
        assertSame(uneven.map((columns, row) => stepOf(even[row % even.length], columns)));
        assertSame(even.map((lanes) => stepOf(lanes, spread(lanes))));
      }),
      settings,
    );
  });

  it("are kept by lane exactly where the banks of every lane carry the same", () => {
    fc.assert(
      fc.property(evenSteps, fc.nat({ max: banks - 1 }), (even, bank) => {
        const steps = even.map((lanes) => stepOf(lanes, spread(lanes)));
        assert.equal(record(steps).unitsPerChannel, 16);
        steps[0].bankColumnsUseful[bank] += 1;
        assert.equal(record(steps).unitsPerChannel, banks);
      }),
      settings,
    );
  });
});

function spread(lanes: readonly number[]): number[] {
  return lanes.flatMap((columns) => [columns, columns, columns, columns]);
}
