import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { after, before, describe, it } from "mocha";
import { registerSystem } from "../../../src/cli/system";
import { InputError } from "../../../src/core/errors";
import { deviceFileText } from "../../../src/core/memory/device-file";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";

interface Summary {
  readonly latency: Record<string, number> & { readonly parts: Record<string, number> };
  readonly energy: Record<string, number> & { readonly parts: Record<string, number> };
}

interface Printed extends Summary {
  readonly steps: number;
  readonly full: Summary;
  readonly relativeToFull: Record<"latency" | "energy", { total: number; attention: number }>;
}

/** What the command writes to standard output. */
async function run(...options: readonly string[]): Promise<string> {
  const program = new Command().exitOverride();
  registerSystem(program);
  const written: string[] = [];
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (text: string | Uint8Array) => written.push(String(text)) > 0;
  try {
    await program.parseAsync(["node", "kvtrace", "system", ...options]);
  } finally {
    process.stdout.write = write;
  }
  return written.join("");
}

const short = ["--model", "LLaMA-7B", "--prompt", "256", "--output", "64"];

async function runJson(...options: readonly string[]): Promise<Printed> {
  return JSON.parse(await run(...short, "--json", ...options)) as Printed;
}

const refused = (field: string) => (error: unknown) =>
  error instanceof InputError && error.field === field;

describe("kvtrace system", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "kvtrace-system-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const file = (name: string, text: string): string => {
    const place = path.join(folder, name);
    writeFileSync(place, text);
    return place;
  };

  it("prints the parts of a step that add up, as JSON and as a table", async () => {
    const printed = await runJson("--tokens-read", "64");
    assert.equal(printed.steps, 63);
    for (const [summary, whole] of [
      [printed.latency, printed.latency.nanosecondsPerStep],
      [printed.energy, printed.energy.picojoulesPerStep],
    ] as const) {
      const sum = Object.values(summary.parts).reduce((total, part) => total + part, 0);
      assert.ok(Math.abs(sum / whole - 1) < 1e-12);
    }
    assert.match(await run(...short), /feedForward/);
  });

  it("compares with reading everything", async () => {
    const everything = await runJson();
    assert.deepEqual(everything.relativeToFull.latency.total, 1);
    const less = await runJson("--tokens-read", "16");
    assert.deepEqual(less.full, everything.full);
    assert.ok(less.relativeToFull.energy.total < 1);
    const more = await runJson("--tokens-read", "100000");
    assert.equal(more.relativeToFull.latency.total, 1);
  });

  it("takes a table of tokens, an index, clustering and a device file", async () => {
    const constant = await runJson("--tokens-read", "48");
    const table = await runJson("--budget-table", file("t.csv", "tokens_read\n48\n"));
    assert.deepEqual(table.latency, constant.latency);
    const charged = await runJson("--tokens-read", "48", "--index", "clusters", "--clustering");
    assert.ok(charged.latency.parts.index > 0 && charged.latency.parts.clustering > 0);
    assert.ok(charged.energy.parts.index > 0 && charged.energy.parts.clustering > 0);
    const device = file("d.json", deviceFileText({ ...defaultDevicePreset, name: "mine" }));
    const own = await runJson("--tokens-read", "48", "--device", device);
    assert.deepEqual(own.latency, constant.latency);
  });

  it("takes what the reference does otherwise, and refuses it where it means nothing", async () => {
    const own = await runJson("--no-pipelined");
    const slow = await runJson("--no-pipelined", "--link", "300");
    const hidden = await runJson("--no-pipelined", "--hide-transfers", "--link", "300");
    const transfer = (printed: Printed) => printed.latency.parts.pimTransfer;
    assert.ok(Math.abs(transfer(slow) / transfer(own) - 1.5) < 1e-9);
    assert.ok(Math.abs(transfer(hidden) / transfer(own) - 1.5 / 4) < 1e-9);
    const plain = await runJson("--no-artifact");
    const upstream = await runJson("--no-artifact", "--softmax-hides");
    const { parts } = upstream.latency;
    assert.ok(parts.projections <= plain.latency.parts.projections);
    assert.equal(parts.norm, plain.latency.parts.norm);
    await assert.rejects(run(...short, "--hide-transfers"), refused("--hide-transfers"));
    await assert.rejects(run(...short, "--softmax-hides"), refused("--softmax-hides"));
    await assert.rejects(run(...short, "--link", "0"), refused("--link"));
  });

  it("refuses wrong input by name", async () => {
    const both = ["--tokens-read", "4", "--budget-table", file("u.csv", "4\n")];
    await assert.rejects(run(...short, ...both), refused("--tokens-read"));
    await assert.rejects(run("--model", "GPT-5"), refused("model"));
    await assert.rejects(
      run(...short, "--budget-table", path.join(folder, "none.csv")),
      refused("--budget-table"),
    );
    await assert.rejects(run(...short, "--device", "HBM9"), refused("device"));
    await assert.rejects(run(...short, "--device", file("e.json", "{")), refused("device file"));
    await assert.rejects(run(...short, "--batch", "0"), refused("--batch"));
    await assert.rejects(run(...short, "--output", "1"), refused("--output"));
  });
});
