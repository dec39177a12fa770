import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createHeadStep } from "../../../src/core/pim/step/create-head-step";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import { defaultStepOptions } from "../../../src/core/pim/program/step-request";
import { runDense, runSparse } from "../../../src/core/pim/step/run-attention";
import { StackStep } from "./stack-step";
import { allSlots, sum } from "./selections";

const shape = { headDimension: 128, elementBytes: 2 };
const index = { kind: "none" as const };

describe("an iteration of a stack", () => {
  it("takes as long as its slowest head and keeps each channel's banks apart", () => {
    const heads = Array.from({ length: 5 }, (_, head) => {
      const slots = Uint32Array.from({ length: 40 * (head + 1) }, (_, at) => at * 7 + head);
      return { slots, slotCount: 2000, index };
    });
    const result = new StackStep(defaultDevicePreset, shape, defaultStepOptions).run(heads);
    const alone = createHeadStep(defaultDevicePreset, shape, defaultStepOptions);
    heads.forEach((head, channel) => {
      const step = alone.run(head);
      const of = (values: Float64Array, size: number) =>
        values.subarray(channel * size, (channel + 1) * size);
      assert.equal(result.channelCycles[channel], step.cycles);
      assert.deepEqual(of(result.phaseCycles, 7), step.phaseCycles);
      assert.deepEqual(of(result.bankColumnsRead, 64), step.bankColumnsRead);
      assert.deepEqual(of(result.bankColumnsUseful, 64), step.bankColumnsUseful);
      assert.deepEqual(of(result.bankRowsOpened, 64), step.bankRowsOpened);
      assert.deepEqual(of(result.bankBusyCycles, 64), step.bankBusyCycles);
    });
    assert.equal(result.cycles, Math.max(...result.channelCycles));
    assert.equal(sum(result.bankColumnsRead.subarray(5 * 64)), 0);
    const options = { ...shape, preset: defaultDevicePreset, tokens: 2000, maxTokens: 2000 };
    const replayed = runSparse(
      heads.map(({ slots }) => slots),
      { ...options, refresh: true, asReference: false },
    );
    assert.equal(result.cycles, replayed.cycles);
  });

  it("of equal heads takes the cycles of the reference's reader too", () => {
    const heads = Array.from({ length: 16 }, () => ({
      slots: allSlots(1024),
      slotCount: 1024,
      index,
    }));
    const result = new StackStep(defaultDevicePreset, shape, defaultStepOptions).run(heads);
    const options = { ...shape, preset: defaultDevicePreset, tokens: 1024, maxTokens: 4096 };
    const dense = runDense(16, { ...options, refresh: true, asReference: true });
    assert.equal(result.cycles, dense.cycles);
  });

  it("starts the next one at the refresh phase where it ended", () => {
    const carrying = { ...defaultStepOptions, carryRefreshPhase: true };
    const stack = new StackStep(defaultDevicePreset, shape, carrying);
    const long = { slots: allSlots(2048), slotCount: 2048, index };
    const short = { slots: allSlots(64), slotCount: 64, index };
    const first = stack.run([long, short]).cycles;
    const second = stack.run([long]).cycles;
    const alone = createHeadStep(defaultDevicePreset, shape, defaultStepOptions);
    assert.equal(second, alone.run({ ...long, refreshPhase: first }).cycles);
  });

  it("refuses more heads than channels", () => {
    const heads = Array.from({ length: 17 }, () => ({ slots: allSlots(1), slotCount: 1, index }));
    const stack = new StackStep(defaultDevicePreset, shape, defaultStepOptions);
    assert.throws(() => stack.run(heads), /heads: 17 heads are more than the 16 channels/);
  });
});
