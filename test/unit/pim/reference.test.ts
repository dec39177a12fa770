import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { findDevicePreset } from "../../../src/core/memory/device-presets";
import { parseCommandTrace } from "../../../src/core/pim/traces/parse-command-trace";
import { parseSelections } from "../../../src/core/pim/traces/parse-selections";
import {
  runDense,
  runSparse,
  runTrace,
  type AttentionOptions,
  type ReplayResult,
} from "../../../src/core/pim/step/run-attention";
import { printCommandLog, printCommandTrace } from "../../../src/core/report/command-trace";
import { fixtureFolder, readTable, sharedFile, type Row } from "./tables";

const base = { headDimension: 128, elementBytes: 2, maxTokens: 4096, asReference: true };

function optionsOf(row: Row): AttentionOptions {
  return {
    ...base,
    preset: findDevicePreset(row.preset),
    refresh: row.refresh !== "No",
    tokens: Number(row.L),
  };
}

function runDenseRow(row: Row): ReplayResult {
  return runDense(Number(row.n_heads), {
    ...optionsOf(row),
    headDimension: Number(row.dhead),
    elementBytes: Number(row.dbyte),
    maxTokens: Number(row.maxlen),
  });
}

/** The columns of a dense row that a run gives. */
function denseColumns({ cycles, commands, program }: ReplayResult): Record<string, number> {
  return {
    trace_lines: program.length,
    cycles,
    log_ACTAB: commands.ACTAB,
    log_PREA: commands.PREA,
    log_REFab: commands.REFab,
    log_MACAB: commands.MACAB,
    log_WRGB: commands.WRGB,
    log_MVSB: commands.MVSB,
    log_MVGB: commands.MVGB,
    log_SFM: commands.SFM,
    log_other: commands.BARRIER,
  };
}

/** The columns of a sparse row that a run gives. */
function sparseColumns({ cycles, commands, channels }: ReplayResult): Record<string, number> {
  const first = channels[0].commands;
  return {
    cycles,
    mac_all_bank: commands.MACAB,
    write_to_gemv_buffer: commands.WRGB,
    move_to_softmax_buffer: commands.MVSB,
    move_to_gemv_buffer: commands.MVGB,
    softmax: commands.SFM,
    ch0_ACTAB: first.ACTAB,
    ch0_PREA: first.PREA,
    ch0_REFab: first.REFab,
    ch0_MACAB: first.MACAB,
    max_ch_ACTAB: Math.max(...channels.map((channel) => channel.commands.ACTAB)),
  };
}

function assertRow(actual: Record<string, number>, row: Row, name: string): void {
  const expected = Object.fromEntries(Object.keys(actual).map((key) => [key, Number(row[key])]));
  assert.deepEqual(actual, expected, name);
}

describe("HBM-PIM against the reference simulator", () => {
  it("gives the cycles and commands of every dense measurement", function () {
    this.timeout(60_000);
    const rows = readTable(sharedFile(this, "reference_cycles.csv"));
    for (const row of rows) assertRow(denseColumns(runDenseRow(row)), row, JSON.stringify(row));
  });

  it("gives the cycles and commands of every sparse measurement", function () {
    this.timeout(60_000);
    const rows = readTable(sharedFile(this, "sparse_cycles.csv"));
    for (const row of rows) {
      const name = `selections/${row.case}.txt`;
      const selections = parseSelections(readFileSync(sharedFile(this, name), "utf8"), name);
      assertRow(sparseColumns(runSparse(selections, optionsOf(row))), row, row.case);
    }
  });

  it("gives the published facts of a few dense runs", () => {
    for (const row of readTable(path.join(fixtureFolder, "dense-facts.csv"))) {
      assertRow(denseColumns(runDenseRow(row)), row, JSON.stringify(row));
    }
  });

  for (const [heads, tokens] of [
    [1, 128],
    [1, 512],
    [1, 2048],
    [17, 128],
    [32, 512],
  ]) {
    it(`writes the trace and issues the commands of ${heads} heads of ${tokens} tokens`, function () {
      const name = `runs/bank_h${heads}_L${tokens}_d128_b2_HBM3_5.2Gbps_AllBankHBM3`;
      const trace = readFileSync(sharedFile(this, `${name}.trace`), "utf8");
      const log = readFileSync(sharedFile(this, `${name}.cmdlog.ch0`), "utf8");
      assertTraceAndLog(heads, tokens, trace, log);
    });
  }

  it("writes the trace and issues the commands of one head of 64 tokens", () => {
    const trace = readFileSync(path.join(fixtureFolder, "one-head-64-tokens.trace"), "utf8");
    const log = readFileSync(path.join(fixtureFolder, "one-head-64-tokens.cmdlog.ch0"), "utf8");
    assertTraceAndLog(1, 64, trace, log);
  });
});

function assertTraceAndLog(heads: number, tokens: number, trace: string, log: string): void {
  const preset = findDevicePreset("HBM3_5.2Gbps");
  const options = { ...base, preset, refresh: true, tokens, keepLog: true };
  const dense = runDense(heads, options);
  assert.equal(printCommandTrace(dense.program, preset), trace);
  assert.equal(printCommandLog(dense.log!, preset, 0), log);
  const replayed = runTrace(parseCommandTrace(trace, "a.trace", preset), options);
  assert.equal(printCommandLog(replayed.log!, preset, 0), log);
}
