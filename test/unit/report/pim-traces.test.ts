import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { defaultDevicePreset, findDevicePreset } from "../../../src/core/memory/device-presets";
import { CommandLog } from "../../../src/core/pim/controller/command-log";
import { runProgram } from "../../../src/core/pim/controller/run-program";
import { parseCommandTrace } from "../../../src/core/pim/traces/parse-command-trace";
import { runDense } from "../../../src/core/pim/step/run-attention";
import { chromeTraceParts, printChromeTrace } from "../../../src/core/report/chrome-trace";
import { printCommandLog, printCommandTrace } from "../../../src/core/report/command-trace";
import { distinctDevices } from "../../fixtures/memory/distinct-device";
import { programOf, sketchArbitrary } from "../pim/random-programs";

const lockstep = [defaultDevicePreset, ...distinctDevices].filter(
  ({ mode }) => mode === "lockstep",
);

const options = {
  tokens: 4096,
  headDimension: 128,
  elementBytes: 2,
  maxTokens: 4096,
  refresh: true,
  asReference: false,
  keepLog: true,
};

describe("a printed command trace", () => {
  it("is read back as the program that it was", () => {
    for (const name of ["HBM3_5.2Gbps", "HBM3_5.2Gbps_BankGroup", "HBM3_5.2Gbps_Buffer"]) {
      const preset = findDevicePreset(name);
      const { program } = runDense(3, { ...options, preset, tokens: 300 });
      const read = parseCommandTrace(printCommandTrace(program, preset), "t", preset);
      assert.equal(read.length, program.length);
      for (const column of ["operations", "channels", "addresses"] as const) {
        const wanted = program[column].subarray(0, program.length);
        assert.deepEqual(read[column].subarray(0, read.length), wanted, column);
      }
    }
  });
});

describe("a printed command log", () => {
  it("names the address of every command level by level, on any machine", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...lockstep),
        sketchArbitrary,
        fc.nat(4),
        (preset, sketch, at) => {
          const { organisation } = preset;
          const program = programOf(sketch, organisation);
          const log = new CommandLog(program);
          runProgram(preset, program, { refresh: true, sharedReader: false, log });
          const lines = printCommandLog(log, preset).split("\n").slice(0, -1);
          assert.equal(lines.length, log.length);
          for (const [place, line] of lines.entries()) {
            const [cycle, , channel, pseudo, rank, group, bank, row, column] = line
              .split(", ")
              .map(Number);
            assert.deepEqual([cycle, channel], [log.cycles[place], log.channels[place]]);
            if (log.entries[place] < 0) continue;
            const { ranks, bankGroups, banks, rows, columns, columnBytes } = organisation;
            const inChannel = ((pseudo * ranks + rank) * bankGroups + group) * banks + bank;
            const address = ((inChannel * rows + row) * columns + column) * columnBytes;
            assert.equal(address, program.addresses[log.entries[place]]);
          }
          const channel = at % organisation.channels;
          const own = lines.filter((_, place) => log.channels[place] === channel);
          assert.equal(
            printCommandLog(log, preset, channel),
            own.map((line) => `${line}\n`).join(""),
          );
        },
      ),
      { seed: 71, numRuns: 30 },
    );
  });

  it("names the levels of a refresh that it does not address with -1", () => {
    const { log } = runDense(1, { ...options, preset: defaultDevicePreset });
    const lines = printCommandLog(log!, defaultDevicePreset, 0).trim().split("\n");
    const refreshes = lines.filter((line) => line.includes("REFab"));
    assert.equal(refreshes.length, 2);
    assert.match(refreshes[0], /^\d+, REFab, 0, 0, -1, -1, -1, -1, -1$/);
    assert.match(refreshes[1], /^\d+, REFab, 0, 1, -1, -1, -1, -1, -1$/);
    const all = printCommandLog(log!, defaultDevicePreset).trim().split("\n");
    assert.equal(all.length, log!.length);
  });
});

interface ChromeEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly args: Readonly<Record<string, unknown>>;
}

describe("a Chrome trace", () => {
  it("names the address of a command in eight digits, and comes in parts of a thousand commands", () => {
    const { log, program } = runDense(2, { ...options, preset: defaultDevicePreset });
    const parts = [...chromeTraceParts(log!, defaultDevicePreset)];
    const counts = parts.map((part) => part.split('"ph":"X"').length - 1);
    assert.deepEqual(new Set(counts.slice(1, -1)), new Set([1000]));
    const { traceEvents } = JSON.parse(parts.join("")) as { traceEvents: readonly ChromeEvent[] };
    const commands = traceEvents.filter(({ ph }) => ph === "X");
    for (const [at, { args }] of commands.entries()) {
      const entry = log!.entries[at];
      if (entry < 0) {
        assert.equal(args.address, undefined);
        continue;
      }
      assert.match(String(args.address), /^0x[0-9a-f]{8}$/);
      assert.equal(Number(args.address), program.addresses[entry]);
    }
  });

  it("has every command on the track of its channel and bus, at its time", () => {
    const { log } = runDense(2, { ...options, preset: defaultDevicePreset });
    const text = printChromeTrace(log!, defaultDevicePreset);
    const { traceEvents } = JSON.parse(text) as { traceEvents: readonly ChromeEvent[] };
    const commands = traceEvents.filter(({ ph }) => ph === "X");
    assert.equal(commands.length, log!.length);
    const rowCommands = commands.filter(({ tid }) => tid === 1).map(({ name }) => name);
    assert.deepEqual([...new Set(rowCommands)].sort(), ["ACTAB", "PREA", "REFab"]);
    for (const { ts, dur, args } of commands) {
      assert.ok(Math.abs(ts! - Number(args.cycle) * 0.000769) < 1e-6);
      assert.equal(dur, 0.000769);
    }
    const names = traceEvents.filter(({ ph }) => ph === "M").map(({ args }) => args.name);
    assert.ok(names.includes("channel 1") && names.includes("row bus"));
    assert.equal(commands.find(({ name }) => name === "WRGB")?.args.phase, "write query");
  });
});
