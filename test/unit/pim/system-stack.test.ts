import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { attentionHeadsProgram } from "../../../src/core/pim/program/attention-heads";
import { Command, commandCodes } from "../../../src/core/pim/program/command";
import { defaultDevicePreset, findDevicePreset } from "../../../src/core/memory/device-presets";
import {
  Work,
  addCommandWork,
  commandReach,
  workColumns,
  workLength,
} from "../../../src/core/pim/energy/energy-work";
import { Phase, phaseCodes } from "../../../src/core/pim/program/phase";
import { runProgram } from "../../../src/core/pim/controller/run-program";
import { indexSchemes } from "../../../src/core/pim/system/index-scheme";
import { StackSimulator, type StackLoad } from "../../../src/core/pim/system/stack-simulator";

const load: StackLoad = { heads: 13, headDimension: 128, elementBytes: 2, mostTokens: 4096 };
const countOf = (commands: Float64Array, phase: number, command: number): number =>
  commands[phase * commandCodes + command];

describe("stack simulator", () => {
  it("lets one head stand for all that fit the channels at once", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 16 }),
        fc.integer({ min: 1, max: 150 }),
        (heads, count) => {
          const pass = new StackSimulator(defaultDevicePreset, { ...load, heads }).attention(
            count * 16,
          );
          const lines = Uint32Array.from({ length: count }, (_, line) => line);
          const program = attentionHeadsProgram(
            defaultDevicePreset,
            { slots: count * 16, headDimension: 128, elementBytes: 2, maxSlots: 4096 },
            Array.from({ length: heads }, () => ({ lines, count })),
            { asReference: false },
          );
          const options = { refresh: true, sharedReader: false };
          const channels = runProgram(defaultDevicePreset, program, options);
          assert.equal(pass.cycles, Math.max(...channels.map((channel) => channel.lastChange)));
          for (let at = 0; at < phaseCodes * commandCodes; at++) {
            if (at % commandCodes === Command.barrier) continue;
            const all = channels.reduce((sum, channel) => sum + channel.counts[at], 0);
            assert.equal(pass.commands[at], all);
          }
        },
      ),
      { seed: 7, numRuns: 40 },
    );
  });

  it("reads every line once for the scores and once for the context, whatever the heads", () => {
    for (const heads of [1, 13, 16, 17, 32, 40]) {
      const stack = new StackSimulator(defaultDevicePreset, { ...load, heads });
      const { commands, cycles } = stack.attention(1000);
      assert.equal(countOf(commands, Phase.context, Command.mac), heads * 2 * 63);
      // A first pair reads one column ahead of the query.
      const ahead = countOf(commands, Phase.score, Command.mac) - heads * 2 * 63;
      assert.ok(ahead >= 0 && ahead <= 16);
      assert.ok(cycles >= Math.ceil(heads / 16) * 4 * 63 * 6 - 6);
    }
  });

  it("reads each vector of an index once, in lines of 16", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("clusters" as const, "pages" as const, "keys" as const),
        fc.integer({ min: 64, max: 4096 }),
        (scheme, context) => {
          const { work } = indexSchemes[scheme](context, 128);
          const stack = new StackSimulator(defaultDevicePreset, load);
          const { commands, cycles } = stack.index(work, context);
          const count = work.kind === "vectors" ? work.count : context;
          const macs = 2 * Math.ceil(count / 16);
          assert.equal(countOf(commands, Phase.index, Command.mac), macs * load.heads);
          assert.equal(countOf(commands, Phase.score, Command.mac), 0);
          assert.ok(cycles >= macs * defaultDevicePreset.timing.nCCDAB);
        },
      ),
      { seed: 8, numRuns: 60 },
    );
  });

  it("adds nothing for no index", () => {
    const stack = new StackSimulator(defaultDevicePreset, load);
    const { commands, cycles } = stack.index({ kind: "none" }, 4096);
    assert.equal(cycles, 0);
    assert.ok(commands.every((count) => count === 0));
  });

  it("clusters a window with the commands that STARC counts", () => {
    const [N, K, I, T] = [64, 4, 16, 2];
    const stack = new StackSimulator(defaultDevicePreset, { ...load, heads: 1 });
    const { commands } = stack.clustering({ windows: 1, vectors: N, clusters: K, iterations: I });
    const count = (command: number): number => countOf(commands, Phase.clustering, command);
    assert.equal(count(Command.mac), N * T + I * (N * T * Math.ceil(K / 16) + N * T));
    assert.equal(count(Command.normalise), N * T);
    assert.equal(count(Command.writeGemvBuffer), I * (N + 1));
    assert.equal(count(Command.moveToSoftmaxBuffer), N + I * N);
    assert.equal(count(Command.moveToGemvBuffer), I * N);
  });

  it("reads as many bytes where bank groups run by themselves", () => {
    const bytesOf = (name: string): number => {
      const preset = findDevicePreset(name);
      const work = new Float64Array(workLength);
      const { commands } = new StackSimulator(preset, load).attention(512);
      addCommandWork(commandReach(preset, 2), commands, work);
      const at = (phase: number): number => work[phase * workColumns + Work.cellBytes];
      return at(Phase.score) + at(Phase.context);
    };
    assert.equal(bytesOf("HBM3_5.2Gbps_Independent"), bytesOf("HBM3_5.2Gbps"));
    assert.equal(bytesOf("HBM3_5.2Gbps"), load.heads * 512 * 128 * 2 * 2);
    assert.equal(bytesOf("HBM3_5.2Gbps_BankGroup"), bytesOf("HBM3_5.2Gbps"));
    assert.equal(bytesOf("HBM3_5.2Gbps_Buffer"), bytesOf("HBM3_5.2Gbps"));
  });
});
