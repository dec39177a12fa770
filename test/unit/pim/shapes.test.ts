import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { InputError } from "../../../src/core/errors";
import { parseDeviceFile } from "../../../src/core/memory/device-file";
import type { DevicePreset } from "../../../src/core/memory/device-preset";
import { defaultDevicePreset, devicePresets } from "../../../src/core/memory/device-presets";
import { validateDevicePreset } from "../../../src/core/memory/validate-device-preset";
import { CommandLog } from "../../../src/core/pim/controller/command-log";
import { runProgram } from "../../../src/core/pim/controller/run-program";
import { commandCodes } from "../../../src/core/pim/program/command";
import {
  defaultStepOptions,
  type HeadStepRequest,
} from "../../../src/core/pim/program/step-request";
import { createHeadStep } from "../../../src/core/pim/step/create-head-step";
import type { HeadStepResult } from "../../../src/core/pim/step/head-step-result";
import { runPlainly } from "./plain-controller";
import {
  deviceArbitrary,
  lockstepDeviceArbitrary,
  mostSlots,
  withDensity,
  type VectorShape,
} from "./random-devices";
import { programOf, sketchArbitrary } from "./random-programs";
import { requestOf, stepArbitrary } from "./random-steps";
import { entriesOf, sum } from "./selections";

const runs = { seed: 20260105, numRuns: 150 };

/** A device file as a user writes it: the default device with other counts at some level. */
function device(counts: Partial<DevicePreset["organisation"]>, change: Partial<DevicePreset>) {
  const organisation = withDensity({ ...defaultDevicePreset.organisation, ...counts });
  const { densityMegabit } = organisation;
  return parseDeviceFile(
    JSON.stringify({
      name: "own",
      extends: "HBM3_5.2Gbps",
      level: change.level ?? "bank",
      mode: change.mode ?? "lockstep",
      organisation: { ...counts, densityMegabit },
    }),
  );
}

const shapes: Readonly<Record<string, Partial<DevicePreset["organisation"]>>> = {
  "16 banks a group": { banks: 16, rows: 4096 },
  "16 banks a group of 32 lanes": { banks: 16, bankGroups: 8, rows: 4096 },
  "32 banks a group": { banks: 32, rows: 2048 },
  "2 banks a group": { banks: 2 },
  "1 bank a group": { banks: 1 },
  "4 lanes": { ranks: 1, bankGroups: 2 },
  "8 lanes": { ranks: 1 },
  "32 lanes": { bankGroups: 8 },
  "1 lane": { pseudoChannels: 1, ranks: 1, bankGroups: 1 },
};

const kinds: readonly Partial<DevicePreset>[] = [
  { level: "bank" },
  { level: "bank-group" },
  { level: "buffer" },
  { mode: "independent-banks" },
];

/** Bytes are delivered by banks, and no more of them are useful than were delivered. */
function assertConserved(result: HeadStepResult, { slots }: HeadStepRequest): void {
  assert.equal(sum(result.bankColumnsRead), result.columnsRead);
  assert.equal(sum(result.bankColumnsUseful), result.columnsUseful);
  assert.equal(sum(result.bankRowsOpened), result.rowsOpened);
  assert.equal(sum(result.laneVectors) % slots.length, 0);
  assert.ok(
    result.bankColumnsUseful.every((useful, bank) => useful <= result.bankColumnsRead[bank]),
  );
  assert.ok(result.columnsUseful > 0);
  assert.equal(sum(result.phaseCycles), result.cycles);
  assert.ok(result.phaseCycles.every((cycles) => cycles >= 0));
}

function issued(result: HeadStepResult): number[] {
  return Array.from({ length: commandCodes }, (_, code) =>
    sum(result.commands.filter((_, at) => at % commandCodes === code)),
  );
}

describe("devices of other shapes", () => {
  it("issue what the plain controller issues, cycle by cycle, on any program", function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(
        lockstepDeviceArbitrary,
        sketchArbitrary,
        fc.boolean(),
        fc.boolean(),
        (preset, sketch, shared, refresh) => {
          const program = programOf(sketch, preset.organisation);
          const plain = runPlainly(program, preset, { shared, refresh });
          const log = new CommandLog(program);
          runProgram(preset, program, { refresh, sharedReader: shared, log });
          assert.deepEqual(entriesOf(log), plain.log);
        },
      ),
      runs,
    );
  });

  it("take the cycles and commands of the plain controller for a step", function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(lockstepDeviceArbitrary, stepArbitrary, (preset, drawn) => {
        const most = mostSlots(preset, drawn);
        fc.pre(most >= 64);
        const head = createHeadStep(preset, drawn, defaultStepOptions);
        const request = requestOf(drawn, most);
        const result = head.run(request);
        assertConserved(result, request);
        const plain = runPlainly(head.program, preset, { shared: false });
        assert.equal(result.cycles, plain.channelCycles[0]);
        assert.deepEqual(issued(result), plain.counts);
      }),
      { ...runs, numRuns: 60 },
    );
  });

  it("read the same rows and columns of use in lockstep and lane by lane", () => {
    fc.assert(
      fc.property(deviceArbitrary, stepArbitrary, (device, drawn) => {
        const lockstep: DevicePreset = { ...device, level: "bank", mode: "lockstep" };
        const most = mostSlots(lockstep, drawn);
        fc.pre(most >= 64);
        const request = requestOf(drawn, most);
        const independent: DevicePreset = { ...lockstep, mode: "independent-banks" };
        const [together, alone] = [lockstep, independent].map((preset) =>
          createHeadStep(preset, drawn, defaultStepOptions).run(request),
        );
        assertConserved(alone, request);
        assert.equal(alone.keyRows, together.keyRows);
        assert.equal(alone.valueRows, together.valueRows);
        assert.equal(alone.lines, together.lines);
        assert.deepEqual(alone.bankColumnsUseful, together.bankColumnsUseful);
      }),
      { ...runs, numRuns: 60 },
    );
  });

  it("are simulated as device files give them, at every level and in both modes", () => {
    const shape: VectorShape = { headDimension: 128, elementBytes: 2 };
    for (const [name, counts] of Object.entries(shapes)) {
      for (const kind of kinds) {
        const preset = device(counts, kind);
        const head = createHeadStep(preset, shape, defaultStepOptions);
        const slots = Uint32Array.from({ length: 60 }, (_, at) => at * 7);
        const request = { slots, slotCount: 420, index: { kind: "none" as const } };
        const result = head.run(request);
        assertConserved(result, request);
        const told = `${name}, ${JSON.stringify(kind)}`;
        const { banks, columnBytes } = preset.organisation;
        // A vector that is spread takes a column of each bank, filled or not.
        const spread = preset.level === "bank" ? banks : 1;
        const columns = Math.ceil(256 / (spread * columnBytes)) * spread;
        assert.equal(result.columnsUseful, 60 * 2 * columns, told);
        if (preset.mode !== "lockstep") continue;
        const plain = runPlainly(head.program, preset, { shared: false });
        assert.equal(result.cycles, plain.channelCycles[0], told);
        assert.deepEqual(issued(result), plain.counts, told);
      }
    }
  });

  it("are accepted by the validator whatever their shape and timing", () => {
    fc.assert(
      fc.property(deviceArbitrary, (preset) => {
        validateDevicePreset(preset);
      }),
      { ...runs, numRuns: 500 },
    );
    for (const preset of devicePresets) validateDevicePreset(preset);
  });

  it("end, or are refused, where a step takes more cycles than clocks count", () => {
    const slow = 2 ** 24 - 1;
    const timing = { ...defaultDevicePreset.timing, nRC: slow, nRP: slow };
    const shape = { headDimension: 128, elementBytes: 2 };
    const request = { slotCount: 40_000, index: { kind: "none" as const } };
    for (const kind of kinds) {
      const preset = { ...defaultDevicePreset, timing, ...kind };
      const head = createHeadStep(preset, shape, { ...defaultStepOptions, refresh: false });
      const { cycles } = head.run({ ...request, slots: Uint32Array.of(0) });
      assert.ok(cycles >= slow && cycles < 20 * slow);
      const scattered = Uint32Array.from({ length: 2500 }, (_, at) => at * 16);
      assert.throws(
        () => head.run({ ...request, slots: scattered }),
        (error) => error instanceof InputError && error.field === "cycles",
      );
      assert.equal(head.run({ ...request, slots: Uint32Array.of(0) }).cycles, cycles);
    }
  });

  it("refuse a context that is longer than a bank, however its addresses would wrap", () => {
    const shape = { headDimension: 128, elementBytes: 2 };
    const head = createHeadStep(defaultDevicePreset, shape, defaultStepOptions);
    const request = { slots: Uint32Array.of(0), index: { kind: "none" as const } };
    for (const slotCount of [2 ** 22 + 16, 2 ** 26 + 16]) {
      assert.throws(() => head.run({ ...request, slotCount }), /slots: \d+ vectors do not fit/);
    }
  });
});
