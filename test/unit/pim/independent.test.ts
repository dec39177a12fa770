import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import type { DevicePreset } from "../../../src/core/memory/device-preset";
import { banksPerChannel, lanesPerChannel } from "../../../src/core/memory/organisation";
import { IndependentChannel } from "../../../src/core/pim/controller/independent/independent-channel";
import { LaneReads } from "../../../src/core/pim/controller/independent/lane-reads";
import { MoveList } from "../../../src/core/pim/controller/independent/move-list";
import { Command } from "../../../src/core/pim/program/command";
import { runPassesPlainly, type PlainPass } from "./plain-independent";
import { deviceArbitrary } from "./random-devices";
import { sum } from "./selections";

const runs = { seed: 20260106, numRuns: 50 };

/** A pass before it is known how many lanes and banks there are. */
const passArbitrary = fc.record({
  phase: fc.nat(5),
  operation: fc.constantFrom(Command.mac, Command.normalise),
  /** Rows in which lanes read, and how often each in turn; a lane with none waits. */
  reads: fc.array(fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 6 })), { maxLength: 5 }), {
    minLength: 1,
    maxLength: 32,
    size: "max",
  }),
  moves: fc.array(
    fc.record({
      command: fc.constantFrom(
        Command.writeGemvBuffer,
        Command.moveToSoftmaxBuffer,
        Command.moveToGemvBuffer,
        Command.softmax,
      ),
      bank: fc.nat(1023),
      phase: fc.nat(5),
    }),
    { maxLength: 25 },
  ),
});

type DrawnPass = typeof passArbitrary extends fc.Arbitrary<infer Pass> ? Pass : never;

function passOf({ phase, operation, reads, moves }: DrawnPass, preset: DevicePreset): PlainPass {
  const banks = banksPerChannel(preset.organisation);
  return {
    phase,
    operation,
    reads: Array.from({ length: lanesPerChannel(preset.organisation) }, (_, lane) =>
      reads[lane % reads.length].flatMap(([row, times]) => new Array<number>(times).fill(row)),
    ),
    moves: moves.map((move) => ({ ...move, bank: move.bank % banks })),
  };
}

function run(channel: IndependentChannel, lanes: number, passes: readonly PlainPass[]): void {
  for (const { phase, operation, reads, moves } of passes) {
    const laneReads = new LaneReads(lanes);
    const moveList = new MoveList();
    reads.forEach((rows, lane) => {
      for (const row of rows) laneReads.push(lane, row);
    });
    for (const { command, bank, phase } of moves) moveList.push(command, bank, phase);
    channel.runPass(phase, operation, laneReads, moveList);
  }
  channel.finish(new LaneReads(lanes));
}

describe("independent bank groups of any shape", () => {
  it("do what the plain ones do, in as many cycles, on any passes", function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(
        deviceArbitrary,
        fc.array(passArbitrary, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        fc.nat(999),
        (device, drawn, refresh, thousandths) => {
          const preset: DevicePreset = { ...device, level: "bank", mode: "independent-banks" };
          const passes = drawn.map((pass) => passOf(pass, preset));
          const phase = Math.floor((preset.timing.nREFI * thousandths) / 1000);
          const plain = runPassesPlainly(preset, passes, { refresh, phase });
          const channel = new IndependentChannel(preset);
          channel.start(refresh, phase);
          run(channel, lanesPerChannel(preset.organisation), passes);
          assert.equal(channel.now, plain.cycles);
          assert.deepEqual([...channel.counts], plain.counts);
          assert.deepEqual([...channel.columnsRead], plain.columnsRead);
          assert.deepEqual([...channel.rowsOpened], plain.rowsOpened);
          assert.equal(sum(channel.meter.cycles), channel.now);
        },
      ),
      runs,
    );
  });
});
