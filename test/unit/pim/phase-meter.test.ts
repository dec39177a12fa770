import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { AddressMap } from "../../../src/core/memory/address-map";
import { Command } from "../../../src/core/pim/program/command";
import type { DevicePreset } from "../../../src/core/memory/device-preset";
import { findDevicePreset } from "../../../src/core/memory/device-presets";
import { Phase, phaseCodes, phaseNames } from "../../../src/core/pim/program/phase";
import type { Program } from "../../../src/core/pim/program/program";
import { runDense, runSparse } from "../../../src/core/pim/step/run-attention";
import { runProgram } from "../../../src/core/pim/controller/run-program";
import { runPlainly, type PlainRun } from "./plain-controller";
import { programArbitrary } from "./random-programs";
import { selectionArbitrary } from "./selections";

/**
 * The attribution of docs/pim-model.md, worked out afterwards from the log of one channel of a
 * bank-level machine: cut at array commands; what the array's timing asks for belongs to the phase
 * of the second command, the rest to what was waited for last.
 */
function attribute(program: Program, { timing, organisation }: DevicePreset, run: PlainRun) {
  const phases = new Array<number>(phaseCodes).fill(0);
  const map = new AddressMap(organisation);
  const bankOf = (entry: number) => map.bank(program.addresses[entry]);
  const rowOf = (entry: number) => map.row(program.addresses[entry]);
  const refreshEnds = [0, 0];
  let cut = 0;
  let cutPhase: number = Phase.writeQuery;
  let move: { cycle: number; phase: number } | undefined;
  let refreshed = false;
  let activate = -Infinity;
  let mac = -Infinity;
  /** When the row could have been closed, and which one refresh closed. */
  let closable = -Infinity;
  let row = -1;
  let takenByRefresh = -1;
  const charge = (cycle: number, ready: number, phase: number, refreshEnd: number): void => {
    const own = Math.max(0, Math.min(cycle, ready) - cut);
    const waitedForRefresh = refreshEnd > cut && refreshEnd >= (move?.cycle ?? 0);
    const waited = waitedForRefresh ? Phase.refresh : (move?.phase ?? phase);
    phases[phase] += own;
    phases[waited] += cycle - cut - own;
    restart(cycle, phase);
  };
  const restart = (cycle: number, phase: number): void => {
    cut = cycle;
    cutPhase = phase;
    move = undefined;
    refreshed = false;
  };
  for (const { cycle, command, entry } of run.log) {
    const phase = program.phases[entry];
    const rowClosable = Math.max(activate + timing.nRAS, mac + timing.nRTPL);
    if (command === Command.refresh) {
      refreshEnds[refreshEnds[0] > refreshEnds[1] ? 1 : 0] = cycle + timing.nRFC;
      refreshed = true;
    } else if (command === Command.precharge) {
      if (entry >= 0) charge(cycle, rowClosable, phase, 0);
      closable = entry >= 0 ? cycle : rowClosable;
      takenByRefresh = entry >= 0 ? -1 : row;
      row = -1;
    } else if (command === Command.activate) {
      row = rowOf(entry);
      if (takenByRefresh === row) {
        phases[Phase.refresh] += cycle - cut;
        restart(cycle, Phase.refresh);
      } else {
        const ready = Math.max(activate + timing.nRC, closable + timing.nRP);
        charge(cycle, ready, phase, refreshEnds[Math.floor(bankOf(entry) / 32)]);
      }
      takenByRefresh = -1;
      activate = cycle;
    } else if (command === Command.mac || command === Command.normalise) {
      charge(cycle, Math.max(activate + timing.nRCD, mac + timing.nCCDAB), phase, 0);
      mac = cycle;
    } else if (command !== Command.barrier) {
      move = { cycle, phase };
    }
  }
  const wasRefreshed = refreshed;
  if (move !== undefined) {
    phases[move.phase] += move.cycle - cut;
    restart(move.cycle, move.phase);
  }
  phases[wasRefreshed ? Phase.refresh : cutPhase] += run.channelCycles[0] - cut;
  return phases;
}

const preset = findDevicePreset("HBM3_5.2Gbps");
const options = {
  preset,
  headDimension: 128,
  elementBytes: 2,
  maxTokens: 32_768,
  refresh: true,
  asReference: false,
};
const runs = { seed: 20260103, numRuns: 60 };

describe("the cycles of a phase", () => {
  it("are those that the log of the plain controller gives it, on any program", function () {
    this.timeout(30_000);
    const short = { ...preset, timing: { ...preset.timing, nREFI: 400, nRFC: 90 } };
    fc.assert(
      fc.property(programArbitrary, (program) => {
        const plain = runPlainly(program, short, { shared: false });
        const ofFirst = { ...plain, log: plain.log.filter(({ channel }) => channel === 0) };
        const [first] = runProgram(short, program, { refresh: true, sharedReader: false });
        assert.deepEqual([...first.meter.cycles], attribute(program, short, ofFirst));
      }),
      { ...runs, numRuns: 120 },
    );
  });

  it("are those that the log gives it, in attention", function () {
    this.timeout(30_000);
    fc.assert(
      fc.property(selectionArbitrary(4000), ({ slots, slotCount }) => {
        const run = runSparse([slots], { ...options, tokens: slotCount });
        const plain = runPlainly(run.program, preset, { shared: false });
        const expected = attribute(run.program, preset, plain);
        assert.deepEqual(Object.values(run.phases), expected);
      }),
      { ...runs, numRuns: 20 },
    );
  });

  it("grow by nRFC + 1 - nRP for each refresh that a row switch pays, and by nothing else", () => {
    const { nRFC, nRP } = preset.timing;
    const tokens = 16_384;
    const with_ = runDense(1, { ...options, tokens });
    const without = runDense(1, { ...options, tokens, refresh: false });
    // Two refreshes fall due while the moves of softmax results hide part of what they cost.
    const cost = nRFC + 1 - nRP;
    assert.equal(cost, 438);
    for (const name of phaseNames) {
      if (name === "score" || name === "context") {
        assert.equal(with_.phases[name], without.phases[name]);
      }
    }
    assert.equal(
      with_.phases.refresh +
        with_.phases["moves for softmax"] -
        without.phases["moves for softmax"],
      with_.cycles - without.cycles,
    );
    assert.equal(with_.phases.refresh % cost, 0);
  });
});
