import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { commandCodes, Command } from "../../../src/core/pim/program/command";
import { createHeadStep } from "../../../src/core/pim/step/create-head-step";
import { findDevicePreset } from "../../../src/core/memory/device-presets";
import {
  defaultStepOptions,
  type HeadStepOptions,
} from "../../../src/core/pim/program/step-request";
import type { HeadStepResult } from "../../../src/core/pim/step/head-step-result";
import { runDense } from "../../../src/core/pim/step/run-attention";
import { allSlots, selectionArbitrary, sum } from "./selections";

const shape = { headDimension: 128, elementBytes: 2 };
const noIndex = { kind: "none" as const };
const runs = { seed: 20260104, numRuns: 40 };

function run(
  device: string,
  slots: Uint32Array,
  slotCount: number,
  options: Partial<HeadStepOptions> = {},
): HeadStepResult {
  const head = createHeadStep(findDevicePreset(device), shape, {
    ...defaultStepOptions,
    ...options,
  });
  return head.run({ slots, slotCount, index: noIndex });
}

function total(result: HeadStepResult, command: number): number {
  return sum(result.commands.filter((_, at) => at % commandCodes === command));
}

describe("bank-group-level PIM", () => {
  const device = "HBM3_5.2Gbps_BankGroup";
  const options = { ...shape, maxTokens: 4096, refresh: false, asReference: false };

  it("reads each vector in four times the MACs of the bank level, a quarter of the bytes each", () => {
    const bank = run("HBM3_5.2Gbps", allSlots(1024), 1024);
    const group = run(device, allSlots(1024), 1024);
    assert.equal(total(group, Command.mac), 4 * total(bank, Command.mac));
    assert.equal(group.columnsRead, bank.columnsRead);
    assert.equal(group.columnsUseful, bank.columnsUseful);
  });

  it("opens one bank of a group while another is read, so that dense reads stream", () => {
    const preset = findDevicePreset(device);
    const { cycles, commands } = runDense(1, { ...options, preset, tokens: 4096 });
    const streaming = commands.MACSB * preset.timing.nCCDSB;
    assert.ok(cycles >= streaming);
    assert.ok(cycles < streaming * 1.02, `${cycles} cycles for ${streaming} of reads`);
  });

  it("moves per 16 lines what the generator of its level moves", () => {
    const preset = findDevicePreset(device);
    const { commands } = runDense(1, { ...options, preset, tokens: 1000 });
    assert.equal(commands.MACSB, 2 * 8 * Math.ceil(1000 / 16));
    assert.equal(commands.WRGB, 8);
    assert.equal(commands.MVSB, 8 * Math.ceil(1000 / 256) + 2 * 8);
    assert.equal(commands.MVGB, 8 * Math.ceil(1000 / 256));
  });
});

describe("buffer-level PIM", () => {
  const device = "HBM3_5.2Gbps_Buffer";
  const preset = findDevicePreset(device);

  it("reads one bank of each pseudo-channel at a time", () => {
    const dense = { ...shape, preset, tokens: 512, maxTokens: 4096 };
    const { commands, cycles } = runDense(1, { ...dense, refresh: false, asReference: false });
    assert.equal(commands.MACPB, 2 * 8 * 256);
    assert.ok(cycles >= commands.MACPB * preset.timing.nBL);
  });

  it("wastes at most the other pseudo-channel's column", () => {
    fc.assert(
      fc.property(selectionArbitrary(3000), ({ slots, slotCount }) => {
        const result = run(device, slots, slotCount);
        assert.ok(result.columnsRead <= 2 * result.columnsUseful);
        assert.equal(result.columnsUseful, slots.length * 16);
      }),
      runs,
    );
  });

  it("opens no more than four rows of a rank in nFAW", () => {
    const slots = Uint32Array.from({ length: 64 }, (_, at) => at * 512);
    const result = run(device, slots, 32_768, { refresh: false });
    const perRank = total(result, Command.activate) / preset.organisation.ranks;
    assert.ok(result.cycles >= ((perRank - 4) / 4) * preset.timing.nFAW);
  });
});

describe("independent bank groups", () => {
  const device = "HBM3_5.2Gbps_Independent";
  const preset = findDevicePreset(device);

  it("read nothing but what was selected", () => {
    fc.assert(
      fc.property(selectionArbitrary(20_000), ({ slots, slotCount }) => {
        const result = run(device, slots, slotCount);
        assert.deepEqual([...result.bankColumnsRead], [...result.bankColumnsUseful]);
        assert.equal(total(result, Command.mac) * 4, result.columnsUseful);
        assert.equal(sum(result.phaseCycles), result.cycles);
      }),
      runs,
    );
  });

  it("are bound by the busiest lane, by the command buses and by nFAW", () => {
    fc.assert(
      fc.property(selectionArbitrary(20_000), ({ slots, slotCount }) => {
        const { nCCDAB, nRCD, nFAW } = preset.timing;
        const result = run(device, slots, slotCount, { refresh: false });
        const columns = Math.max(...result.bankColumnsRead);
        assert.ok(result.cycles >= nRCD + (columns - 1) * nCCDAB);
        const columnCommands = [
          Command.mac,
          Command.writeGemvBuffer,
          Command.moveToSoftmaxBuffer,
          Command.moveToGemvBuffer,
        ];
        const columnBus = sum(columnCommands.map((command) => total(result, command)));
        assert.ok(result.cycles >= columnBus);
        for (let rank = 0; rank < 4; rank++) {
          const lanes = [0, 1, 2, 3].map((lane) => result.bankRowsOpened[(rank * 4 + lane) * 4]);
          assert.ok(result.cycles >= (sum(lanes) - 1) * nFAW);
        }
      }),
      runs,
    );
  });

  it("open a row only in the lanes that need it", () => {
    const lonely = run(device, Uint32Array.of(5, 1000, 9000), 10_000);
    const opened = Array.from({ length: 16 }, (_, lane) => lonely.bankRowsOpened[lane * 4]);
    const lanes = [5, 1000 % 16, 9000 % 16];
    opened.forEach((rows, lane) => assert.equal(rows > 0, lanes.includes(lane)));
    const lockstep = run("HBM3_5.2Gbps", Uint32Array.of(5, 1000, 9000), 10_000);
    assert.ok(lonely.rowsOpened < lockstep.rowsOpened);
  });

  it("are slower than lockstep where every lane has work: the command bus feeds one at a time", () => {
    const tokens = 4096;
    const lockstep = run("HBM3_5.2Gbps", allSlots(tokens), tokens, { refresh: false });
    const independent = run(device, allSlots(tokens), tokens, { refresh: false });
    assert.ok(independent.cycles > lockstep.cycles);
    assert.ok(independent.cycles >= (tokens / 16) * 4 * 16);
  });

  it("read and open a sixteenth where each line holds one selected slot", () => {
    const oneLane = Uint32Array.from({ length: 64 }, (_, at) => at * 16);
    const lockstep = run("HBM3_5.2Gbps", oneLane, 1024, { refresh: false });
    const independent = run(device, oneLane, 1024, { refresh: false });
    assert.equal(independent.columnsRead * 16, lockstep.columnsRead);
    assert.equal(independent.rowsOpened * 16, lockstep.rowsOpened);
  });

  it("refresh both pseudo-channels each time that it falls due", () => {
    const result = run(device, allSlots(4096), 4096);
    const due = Math.floor(result.cycles / preset.timing.nREFI);
    assert.equal(total(result, Command.refresh), 2 * due);
    const without = run(device, allSlots(4096), 4096, { refresh: false });
    assert.ok(result.cycles > without.cycles);
  });

  it("charge the index and clustering the commands that lockstep charges for whole lines", () => {
    const request = {
      slots: allSlots(256),
      slotCount: 256,
      index: { kind: "vectors" as const, count: 320 },
      clustering: { windows: 1, vectors: 64, clusters: 16, iterations: 3 },
    };
    const independent = createHeadStep(preset, shape, defaultStepOptions).run(request);
    const bank = findDevicePreset("HBM3_5.2Gbps");
    const lockstep = createHeadStep(bank, shape, defaultStepOptions).run(request);
    assert.deepEqual([...independent.bankColumnsUseful], [...lockstep.bankColumnsUseful]);
    for (const command of [
      Command.writeGemvBuffer,
      Command.moveToSoftmaxBuffer,
      Command.moveToGemvBuffer,
      Command.softmax,
    ]) {
      assert.equal(total(independent, command), total(lockstep, command));
    }
  });
});
