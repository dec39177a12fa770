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
import { fileBeside, referenceText } from "../../fixtures/reference-data";
import { fixtureFolder, parseTable, type Row } from "./tables";

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
  const sparse = parseTable(referenceText("hbm-pim/sparse_cycles.csv"));
  const selectionOf = JSON.parse(referenceText("hbm-pim/selections.json")) as Readonly<
    Record<string, string | undefined>
  >;

  function assertSparse(row: Row, text: string, name: string): void {
    const selections = parseSelections(text, name);
    assertRow(sparseColumns(runSparse(selections, optionsOf(row))), row, row.case);
  }

  it("gives the cycles and commands of every dense measurement", function () {
    this.timeout(60_000);
    const rows = parseTable(referenceText("hbm-pim/reference_cycles.csv"));
    assert.ok(rows.length > 70);
    for (const row of rows) assertRow(denseColumns(runDenseRow(row)), row, JSON.stringify(row));
  });

  it("gives the cycles and commands of the sparse measurements of one head, and of some more", function () {
    this.timeout(60_000);
    let known = 0;
    for (const row of sparse) {
      const name = `${row.case}.txt`;
      const text = selectionOf[name];
      if (text === undefined) continue;
      assertSparse(row, text, name);
      known++;
    }
    assert.equal(known, Object.keys(selectionOf).length);
  });

  it("gives the cycles and commands of all other sparse measurements", function () {
    this.timeout(60_000);
    const others = sparse.filter((row) => selectionOf[`${row.case}.txt`] === undefined);
    for (const row of others) {
      const name = `hbm-pim/selections/${row.case}.txt`;
      assertSparse(row, readFileSync(fileBeside(this, name), "utf8"), name);
    }
  });

  for (const [heads, tokens] of [
    [1, 128],
    [1, 512],
    [1, 2048],
    [17, 128],
    [32, 512],
  ]) {
    it(`writes the trace and issues the commands of ${heads} heads of ${tokens} tokens`, () => {
      const name = `hbm-pim/runs/bank_h${heads}_L${tokens}_d128_b2_HBM3_5.2Gbps_AllBankHBM3`;
      const trace = referenceText(`${name}.trace`);
      assertTraceAndLog(heads, tokens, trace, referenceText(`${name}.cmdlog.ch0`));
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
