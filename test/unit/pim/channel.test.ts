import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { commandCodes } from "../../../src/core/pim/program/command";
import { CommandLog } from "../../../src/core/pim/controller/command-log";
import {
  ProgramBuilder,
  splitByChannel,
  type Program,
} from "../../../src/core/pim/program/program";
import { runProgram } from "../../../src/core/pim/controller/run-program";
import { runPlainly } from "./plain-controller";
import {
  presetArbitrary,
  programArbitrary,
  programOf,
  returningArbitrary,
} from "./random-programs";
import { entriesOf, sum } from "./selections";

const runs = { seed: 20260101, numRuns: 120 };

/** What one channel has to do, given to each of them, entry by entry. */
function inRounds(part: Program, channels: number): Program {
  const program = new ProgramBuilder();
  for (let at = 0; at < part.length; at++) {
    for (let channel = 0; channel < channels; channel++) {
      program.pushCoded(part.operations[at], channel, part.addresses[at], part.phases[at]);
    }
  }
  return program;
}

describe("Channel", () => {
  it("issues what the plain controller issues, cycle by cycle, on any program", function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(
        presetArbitrary,
        programArbitrary,
        fc.boolean(),
        fc.boolean(),
        (preset, program, shared, refresh) => {
          const plain = runPlainly(program, preset, { shared, refresh });
          const log = new CommandLog(program);
          const channels = runProgram(preset, program, { refresh, sharedReader: shared, log });
          assert.deepEqual(entriesOf(log), plain.log);
          assert.deepEqual(
            channels.map((channel) => channel.lastChange),
            plain.channelCycles,
          );
        },
      ),
      runs,
    );
  });

  it("issues what the plain controller issues where rows return about a queue's length later", () => {
    fc.assert(
      fc.property(presetArbitrary, returningArbitrary, fc.boolean(), (preset, sketch, refresh) => {
        const program = programOf(sketch, preset.organisation);
        const plain = runPlainly(program, preset, { shared: false, refresh });
        const log = new CommandLog(program);
        runProgram(preset, program, { refresh, sharedReader: false, log });
        const ofFirst = ({ channel }: { readonly channel: number }) => channel === 0;
        assert.deepEqual(entriesOf(log).filter(ofFirst), plain.log.filter(ofFirst));
      }),
      { ...runs, numRuns: 200 },
    );
  });

  it("runs channels that carry the same commands as if each were run", function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(presetArbitrary, programArbitrary, fc.boolean(), (preset, all, shared) => {
        const { channels } = preset.organisation;
        const program = inRounds(splitByChannel(all, channels)[0].program, channels);
        const plain = runPlainly(program, preset, { shared });
        const like = runProgram(preset, program, { refresh: true, sharedReader: shared });
        assert.deepEqual(
          like.map((channel) => channel.lastChange),
          plain.channelCycles,
        );
        const counted = Array.from({ length: commandCodes }, (_, code) =>
          sum(like.map(({ counts }) => sum(counts.filter((_, at) => at % commandCodes === code)))),
        );
        assert.deepEqual(counted, plain.counts);
      }),
      { ...runs, numRuns: 12 },
    );
  });

  it("counts what it issues", () => {
    fc.assert(
      fc.property(presetArbitrary, programArbitrary, (preset, program) => {
        const log = new CommandLog(program);
        const channels = runProgram(preset, program, { refresh: true, sharedReader: true, log });
        const counted = new Array<number>(commandCodes).fill(0);
        for (const { counts } of channels) {
          counts.forEach((count, at) => (counted[at % commandCodes] += count));
        }
        const logged = new Array<number>(commandCodes).fill(0);
        for (let at = 0; at < log.length; at++) logged[log.commands[at]]++;
        assert.deepEqual(counted, logged);
      }),
      { ...runs, numRuns: 100 },
    );
  });

  it("divides all cycles among the phases", () => {
    fc.assert(
      fc.property(presetArbitrary, programArbitrary, fc.boolean(), (preset, program, shared) => {
        const channels = runProgram(preset, program, { refresh: true, sharedReader: shared });
        for (const { meter, lastChange } of channels) {
          assert.ok(meter.cycles.every((cycles) => cycles >= 0));
          assert.equal(
            meter.cycles.reduce((sum, cycles) => sum + cycles, 0),
            lastChange,
          );
        }
      }),
      { ...runs, numRuns: 100 },
    );
  });
});
