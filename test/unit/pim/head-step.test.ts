import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { InputError } from "../../../src/core/errors";
import { Command, commandCodes, type CommandCode } from "../../../src/core/pim/program/command";
import { createHeadStep } from "../../../src/core/pim/step/create-head-step";
import type { DevicePreset } from "../../../src/core/memory/device-preset";
import {
  defaultDevicePreset,
  devicePresets,
  findDevicePreset,
} from "../../../src/core/memory/device-presets";
import {
  defaultStepOptions,
  type HeadStepOptions,
  type HeadStepRequest,
} from "../../../src/core/pim/program/step-request";
import type { HeadStepResult } from "../../../src/core/pim/step/head-step-result";
import { Phase, type PhaseCode } from "../../../src/core/pim/program/phase";
import { runDense, runSparse } from "../../../src/core/pim/step/run-attention";
import type { IndexWork } from "../../../src/core/policy/policy";
import { runPlainly } from "./plain-controller";
import { allSlots, linesOf, selectionArbitrary, sum } from "./selections";

const lockstepPresets = devicePresets.filter((preset) => preset.mode === "lockstep");
const bankPresets = lockstepPresets.filter((preset) => preset.level === "bank");

/** One of the presets, shown by its name where a property fails. */
const presetOf = (presets: readonly DevicePreset[]): fc.Arbitrary<DevicePreset> =>
  fc
    .constantFrom(...presets)
    .map((preset) => ({ ...preset, [fc.toStringMethod]: () => preset.name }));
const shape = { headDimension: 128, elementBytes: 2 };
const noIndex: IndexWork = { kind: "none" };
const runs = { seed: 20260102, numRuns: 60 };

function step(
  request: HeadStepRequest,
  preset: DevicePreset = defaultDevicePreset,
  options: Partial<HeadStepOptions> = {},
): HeadStepResult {
  return createHeadStep(preset, shape, { ...defaultStepOptions, ...options }).run(request);
}

function count(result: HeadStepResult, phase: PhaseCode, command: CommandCode): number {
  return result.commands[phase * commandCodes + command];
}

function total(result: HeadStepResult, command: CommandCode): number {
  return sum(result.commands.filter((_, at) => at % commandCodes === command));
}

const indexArbitrary: fc.Arbitrary<IndexWork> = fc.oneof(
  fc.constant(noIndex),
  fc.nat(800).map((vectors) => ({ kind: "vectors" as const, count: vectors })),
  fc.uniqueArray(fc.nat(127), { minLength: 1, maxLength: 40 }).map((channels) => ({
    kind: "channels" as const,
    channels: Uint32Array.from(channels).sort(),
  })),
);

describe("a head's step", () => {
  it("that selects every slot is the dense program, whatever the order of the slots", () => {
    for (const preset of bankPresets) {
      for (const tokens of [1, 17, 250, 1000, 5000]) {
        const reversed = allSlots(tokens).reverse();
        const result = step({ slots: reversed, slotCount: tokens, index: noIndex }, preset);
        const options = { ...shape, preset, tokens, maxTokens: tokens, refresh: true };
        const dense = runDense(1, { ...options, asReference: false });
        assert.equal(result.cycles, dense.cycles);
        assert.equal(total(result, Command.activate), dense.activations);
        assert.equal(total(result, Command.refresh), dense.refreshes);
        assert.deepEqual([...result.phaseCycles], Object.values(dense.phases));
      }
    }
  });

  it("costs what the same selection costs as a program of one head", () => {
    fc.assert(
      fc.property(
        presetOf(lockstepPresets),
        selectionArbitrary(20_000),
        (preset, { slots, slotCount }) => {
          const result = step({ slots, slotCount, index: noIndex }, preset);
          const options = { ...shape, preset, tokens: slotCount, maxTokens: slotCount };
          const replay = runSparse([slots], { ...options, refresh: true, asReference: false });
          assert.equal(result.cycles, replay.cycles);
          assert.deepEqual([...result.phaseCycles], Object.values(replay.phases));
        },
      ),
      runs,
    );
  });

  it("takes the cycles of the plain controller, at any refresh phase", function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(
        presetOf(lockstepPresets),
        selectionArbitrary(2000),
        indexArbitrary,
        fc.nat(4679),
        (preset, selection, index, refreshPhase) => {
          const head = createHeadStep(preset, shape, defaultStepOptions);
          const result = head.run({ ...selection, index, refreshPhase });
          const plain = runPlainly(head.program, preset, { shared: false, phase: refreshPhase });
          assert.equal(result.cycles, plain.channelCycles[0]);
          for (let code = 0; code < commandCodes; code++) {
            const issued = result.commands.filter((_, at) => at % commandCodes === code);
            assert.equal(sum(issued), plain.counts[code]);
          }
        },
      ),
      { ...runs, numRuns: 12 },
    );
  });

  it("carries the refresh phase from step to step where asked", () => {
    const carrying = { ...defaultStepOptions, carryRefreshPhase: true };
    const head = createHeadStep(defaultDevicePreset, shape, carrying);
    const request = { slots: allSlots(1500), slotCount: 1500, index: noIndex };
    let elapsed = 0;
    for (let at = 0; at < 12; at++) {
      const { cycles } = head.run(request);
      const phase = elapsed % defaultDevicePreset.timing.nREFI;
      const plain = runPlainly(head.program, defaultDevicePreset, { shared: false, phase });
      assert.equal(cycles, plain.channelCycles[0]);
      elapsed += cycles;
    }
  });

  it("divides its cycles among the phases, and reads what its commands read", () => {
    fc.assert(
      fc.property(
        presetOf(devicePresets),
        selectionArbitrary(20_000),
        indexArbitrary,
        (preset, selection, index) => {
          const result = step({ ...selection, index }, preset);
          assert.equal(sum(result.phaseCycles), result.cycles);
          assert.ok(result.phaseCycles.every((cycles) => cycles >= 0));
          assert.equal(sum(result.bankColumnsRead), result.columnsRead);
          assert.equal(sum(result.bankColumnsUseful), result.columnsUseful);
          assert.equal(sum(result.bankRowsOpened), result.rowsOpened);
          assert.ok(result.bankBusyCycles.every((busy) => busy <= result.cycles));
          assert.ok(result.bankColumnsUseful.every((u, bank) => u <= result.bankColumnsRead[bank]));
          assert.equal(result.vectors, selection.slots.length);
        },
      ),
      runs,
    );
  });

  it("finds as many useful columns as the selected vectors have", () => {
    fc.assert(
      fc.property(
        presetOf(devicePresets),
        selectionArbitrary(20_000),
        (preset, { slots, slotCount }) => {
          const result = step({ slots, slotCount, index: noIndex }, preset);
          // 128 values of 2 bytes are 8 columns of 32 bytes, of keys and of values.
          assert.equal(result.columnsUseful, slots.length * 16);
          assert.ok(result.columnsRead >= slots.length * 16);
        },
      ),
      runs,
    );
  });

  it("gives each lane the vectors whose slots lie in it", () => {
    fc.assert(
      fc.property(selectionArbitrary(5000), ({ slots, slotCount }) => {
        const result = step({ slots, slotCount, index: noIndex });
        const lanes = new Array<number>(16).fill(0);
        for (const slot of slots) lanes[slot % 16]++;
        assert.deepEqual([...result.laneVectors], lanes);
        // Bank level: a lane's four banks hold a quarter of each vector: 2 columns of K, 2 of V.
        const useful = lanes.flatMap((vectors) => new Array<number>(4).fill(vectors * 4));
        assert.deepEqual([...result.bankColumnsUseful], useful);
        assert.equal(result.lines, linesOf(slots).length);
      }),
      runs,
    );
  });

  it("counts the distinct rows of keys and values", () => {
    fc.assert(
      fc.property(selectionArbitrary(30_000), ({ slots, slotCount }) => {
        const result = step({ slots, slotCount, index: noIndex });
        const lines = linesOf(slots);
        const contextLines = Math.ceil(slotCount / 16);
        const keyRows = new Set(lines.map((line) => Math.floor(line / 16)));
        const valueRows = new Set(
          [0, 1].flatMap((chunk) =>
            lines.map((line) => Math.floor((line + chunk * contextLines) / 32)),
          ),
        );
        assert.equal(result.keyRows, keyRows.size);
        assert.equal(result.valueRows, valueRows.size);
      }),
      runs,
    );
  });

  it("is never faster than its columns, rows and moves allow", () => {
    fc.assert(
      fc.property(
        presetOf(bankPresets),
        selectionArbitrary(20_000),
        (preset, { slots, slotCount }) => {
          const { nCCDAB, nRCD, nRP, nRAS } = preset.timing;
          const result = step({ slots, slotCount, index: noIndex }, preset, { refresh: false });
          const macs = 4 * linesOf(slots).length;
          assert.equal(result.columnsRead, macs * 64);
          assert.ok(result.cycles >= (macs - 1) * nCCDAB + nRCD);
          assert.ok(result.cycles >= (total(result, Command.activate) - 1) * (nRAS + nRP));
        },
      ),
      runs,
    );
  });

  it("charges an index over vectors as lines of keys in rows of their own", () => {
    for (const vectors of [1, 16, 17, 256, 257, 2125]) {
      const index = { kind: "vectors" as const, count: vectors };
      const request = { slots: allSlots(64), slotCount: 64, index };
      const charged = step(request);
      const free = step(request, defaultDevicePreset, { chargeIndex: false });
      const lines = Math.ceil(vectors / 16);
      assert.equal(count(charged, Phase.index, Command.mac), 2 * lines);
      const moves = count(charged, Phase.index, Command.moveToSoftmaxBuffer);
      assert.equal(moves, 8 * Math.ceil(lines / 16));
      assert.equal(count(charged, Phase.index, Command.activate), Math.ceil(lines / 16));
      assert.equal(charged.columnsUseful - free.columnsUseful, vectors * 8);
      assert.equal(free.phaseCycles[Phase.index], 0);
      assert.ok(charged.phaseCycles[Phase.index] >= 6 * 2 * lines);
    }
  });

  it("charges an index over channels every line, but only columns that hold a channel", () => {
    const slotCount = 1000;
    const lines = Math.ceil(slotCount / 16);
    for (const [channels, columns, banks] of [
      [[0], 1, 1],
      [[0, 15], 1, 1],
      [[0, 16], 2, 2],
      // Channel 32 is the first of the second bank.
      [[0, 32, 64, 96], 1, 4],
      [[3, 40, 50, 127], 2, 4],
    ] as const) {
      const index = { kind: "channels" as const, channels: Uint32Array.from(channels) };
      const request = { slots: allSlots(16), slotCount, index };
      const charged = step(request);
      const free = step(request, defaultDevicePreset, { chargeIndex: false });
      assert.equal(count(charged, Phase.index, Command.mac), columns * lines);
      assert.equal(charged.columnsUseful - free.columnsUseful, banks * slotCount);
    }
  });

  it("leaves out the key columns in which no kept channel lies", () => {
    const channels = Uint32Array.from({ length: 16 }, (_, channel) => channel);
    const request = { slots: allSlots(64), slotCount: 64, index: noIndex };
    const whole = step(request);
    const none = new Uint32Array(0);
    const partial = step({ ...request, keyChannels: { channels, wholeSlots: none } });
    const newest = Uint32Array.of(63);
    const mixed = step({ ...request, keyChannels: { channels, wholeSlots: newest } });
    assert.equal(count(whole, Phase.score, Command.mac), 8);
    assert.equal(count(partial, Phase.score, Command.mac), 4);
    assert.equal(count(mixed, Phase.score, Command.mac), 5);
    // Keys: one column of one bank; values: all 8 columns.
    assert.equal(partial.columnsUseful, 64 * (1 + 8));
    assert.equal(mixed.columnsUseful, 63 * (1 + 8) + 16);
    const all = Uint32Array.from({ length: 128 }, (_, channel) => channel);
    const everything = step({ ...request, keyChannels: { channels: all, wholeSlots: none } });
    assert.equal(everything.cycles, whole.cycles);
    assert.equal(everything.columnsUseful, whole.columnsUseful);
  });

  it("charges clustering the commands of STARC's table", () => {
    const work = { windows: 2, vectors: 64, clusters: 4, iterations: 5 };
    const head = createHeadStep(defaultDevicePreset, shape, defaultStepOptions);
    const alone = head.runClustering(work);
    const perWindow = {
      [Command.mac]: 64 * 2 + 5 * (64 * 2 + 64 * 2),
      [Command.moveToSoftmaxBuffer]: 64 + 5 * 64,
      [Command.normalise]: 64 * 2,
      [Command.writeGemvBuffer]: 5 * (64 + 1),
      [Command.moveToGemvBuffer]: 5 * 64,
    };
    for (const [command, expected] of Object.entries(perWindow)) {
      const issued = count(alone, Phase.clustering, Number(command) as CommandCode);
      assert.equal(issued, 2 * expected, command);
    }
    assert.equal(sum(alone.phaseCycles), alone.cycles);
    assert.equal(alone.vectors, 0);
    const request = { slots: allSlots(64), slotCount: 64, index: noIndex, clustering: work };
    const charged = step(request).phaseCycles[Phase.clustering];
    const free = step(request, defaultDevicePreset, { chargeClustering: false });
    assert.ok(charged > 0);
    assert.equal(free.phaseCycles[Phase.clustering], 0);
  });

  it("gives the same result whatever ran before", () => {
    const head = createHeadStep(defaultDevicePreset, shape, defaultStepOptions);
    const request = { slots: Uint32Array.of(5, 900, 33, 4000), slotCount: 5000, index: noIndex };
    const first = structuredClone(head.run(request));
    head.run({ slots: allSlots(9000), slotCount: 9000, index: { kind: "vectors", count: 40 } });
    assert.throws(() => head.run({ ...request, slots: Uint32Array.of(1, 1) }), InputError);
    assert.deepEqual(structuredClone(head.run(request)), first);
  });

  it("refuses what no placement or memory holds", () => {
    const request = { slots: Uint32Array.of(0), slotCount: 10, index: noIndex };
    const refusals: readonly (readonly [Partial<HeadStepRequest>, RegExp])[] = [
      [{ slots: Uint32Array.of(10) }, /selection: slot 10 lies past the placement of 10 slots/],
      [{ slots: Uint32Array.of(3, 4, 3) }, /selection: slot 3 is given twice/],
      [{ slots: new Uint32Array(0) }, /selection: no slot/],
      [{ slotCount: 2 ** 24 }, /slots: 16777216 vectors do not fit/],
      [{ index: { kind: "vectors", count: 2 ** 22 } }, /index: 4194304 vectors do not fit/],
    ];
    for (const [change, message] of refusals) {
      assert.throws(
        () => step({ ...request, ...change }),
        (error) => error instanceof InputError && message.test(error.message),
      );
    }
    const vast = { windows: 1, vectors: 2 ** 20, clusters: 4, iterations: 1 };
    const head = createHeadStep(defaultDevicePreset, shape, defaultStepOptions);
    assert.throws(() => head.runClustering(vast), /clustering: 1048576 vectors do not fit/);
    const preset = findDevicePreset("HBM3_5.2Gbps");
    const odd = { headDimension: 64.5, elementBytes: 2 };
    assert.throws(() => createHeadStep(preset, odd, defaultStepOptions), /head dimension/);
    const triple = { headDimension: 64, elementBytes: 3 };
    assert.throws(() => createHeadStep(preset, triple, defaultStepOptions), /bytes/);
  });
});
