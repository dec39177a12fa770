import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { registerCim } from "../../../src/cli/cim";
import { InputError } from "../../../src/core/errors";
import { randomVector } from "../../fixtures/cim/random-weights";
import { safetensorsFile } from "../../fixtures/trace/safetensors-file";

/** What the command writes to standard output. */
async function run(...options: readonly string[]): Promise<string> {
  const program = new Command().exitOverride();
  registerCim(program);
  const written: string[] = [];
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (text: string | Uint8Array) => written.push(String(text)) > 0;
  try {
    await program.parseAsync(["node", "kvtrace", "cim", ...options]);
  } finally {
    process.stdout.write = write;
  }
  return written.join("");
}

interface Printed {
  readonly denseParameters: number;
  readonly strategies: readonly {
    readonly name: string;
    readonly arrays: number;
    readonly utilisation: number;
    readonly flopReduction?: number;
    readonly costs: readonly {
      readonly adcs: number;
      readonly adcEnergyExtrapolated: boolean;
      readonly nanoseconds: Readonly<Record<string, number>>;
      readonly speedup: number;
    }[];
  }[];
}

const map = async (...options: string[]) =>
  JSON.parse(await run("map", ...options, "--json")) as Printed;

const refused = (field: string, reason: RegExp) => (error: unknown) => {
  assert.ok(error instanceof InputError, String(error));
  assert.equal(error.field, field);
  assert.match(error.reason, reason);
  return true;
};

describe("kvtrace cim map", () => {
  it("compares the strategies on a model", async () => {
    const options = ["--model", "bert-large", "--array", "256", "--adcs", "8", "--strategy", "all"];
    const { denseParameters, strategies } = await map(...options);
    assert.equal(denseParameters, 301_989_888);
    assert.deepEqual(
      strategies.map(({ name, arrays }) => `${name} ${arrays}`),
      ["Linear 4608", "SparseMap 2304", "DenseMap 576"],
    );
    assert.equal(strategies[2].flopReduction?.toFixed(2), "5.78");
    for (const { costs } of strategies) {
      const { total, array, adc, addition, communication } = costs[0].nanoseconds;
      assert.ok(Math.abs(total - array - adc - addition - communication) < 1e-6);
    }
    assert.equal(strategies[2].costs[0].adcEnergyExtrapolated, true);
  });

  it("sweeps the number of ADCs, of one strategy", async () => {
    const { strategies } = await map(
      "--model",
      "gpt-2-medium",
      "--strategy",
      "dense",
      "--adcs",
      "4,8,32",
    );
    assert.deepEqual(
      strategies.map(({ name }) => name),
      ["DenseMap"],
    );
    assert.deepEqual(
      strategies[0].costs.map(({ adcs }) => adcs),
      [4, 8, 32],
    );
  });

  it("takes every choice as an option", async () => {
    const { strategies } = await map(
      ...["--model", "bert-large", "--strategy", "dense", "--packing", "first-fit"],
      ...["--share-arrays", "--pairing", "free", "--joint-inputs", "--skip-padding"],
      ...["--read-time", "whole", "--read-energy", "whole", "--conversion", "per-level"],
      ...["--resolution", "active-rows", "--addition", "serial", "--block", "32"],
    );
    assert.equal(strategies[0].arrays, 24 * (4 + 2 * 4), "1024 x 4096 in 4 tiles, all arrays full");
    assert.equal(strategies[0].utilisation, 1);
  });

  it("prints a table, and what is extrapolated", async () => {
    const text = await run("map", "--model", "bart-large");
    assert.match(text, /DenseMap +672 +78\.6 %/);
    assert.match(text, /\* below the fit of ADC energies, extrapolated/);
    assert.doesNotMatch(await run("map", "--model", "bart-large", "--strategy", "linear"), /\*/);
  });

  const wrong: readonly (readonly [string, string[], string, RegExp])[] = [
    ["no model", [], "--model", /give a model/],
    ["an unknown model", ["--model", "bert"], "model", /"bert" is unknown/],
    [
      "a model and a file",
      ["--model", "bert-large", "--file", "x"],
      "--file",
      /together with --model/,
    ],
    ["no ADC", ["--model", "bert-large", "--adcs", "0"], "--adcs", /"0" is not a whole/],
    ["no array", ["--model", "bert-large", "--array", "0"], "--array", /"0" is not a whole/],
    [
      "small arrays",
      ["--model", "bert-large", "--array", "16"],
      "array size",
      /smaller than the blocks/,
    ],
    [
      "blocks that do not divide",
      ["--model", "bert-large", "--block", "48"],
      "block size",
      /48 does not/,
    ],
    [
      "no padding",
      ["--model", "bert-large", "--no-padding"],
      "0.feed-forward.up.shape",
      /padding is off/,
    ],
    [
      "an unknown strategy",
      ["--model", "bert-large", "--strategy", "denser"],
      "--strategy",
      /unknown/,
    ],
    ["an unknown preset", ["--model", "bert-large", "--preset", "sram"], "preset", /unknown/],
    ["a file that is not there", ["--file", "no/such"], "file", /does not exist/],
  ];
  for (const [what, options, field, reason] of wrong) {
    it(`refuses ${what}`, () => assert.rejects(run("map", ...options), refused(field, reason)));
  }
});

describe("kvtrace cim with a file of weights", () => {
  let folder = "";
  let file = "";
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "kvtrace-cim-"));
    file = path.join(folder, "weights.safetensors");
    const data = Float32Array.from(randomVector(64 * 256, 1));
    const tensors = [
      { name: "up.weight", dtype: "F32", shape: [256, 64], data },
      { name: "down.weight", dtype: "F32", shape: [64, 256], data },
      { name: "norm.weight", dtype: "F32", shape: [64], data: data.slice(0, 64) },
    ];
    writeFileSync(file, safetensorsFile(tensors));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("maps its matrices", async () => {
    const { denseParameters, strategies } = await map("--file", file, "--array", "64");
    assert.equal(denseParameters, 2 * 64 * 256);
    assert.deepEqual(
      strategies.map(({ arrays }) => arrays),
      [8, 16, 4],
    );
  });

  it("projects one of them and says how near it comes", async () => {
    const out = path.join(folder, "factors.safetensors");
    const options = ["project", file, "--tensor", "up.weight"];
    const json = JSON.parse(await run(...options, "--json", "--out", out)) as Record<
      string,
      number
    >;
    assert.deepEqual([json.blockSize, json.parameters, json.denseParameters], [16, 8192, 16384]);
    assert.ok(json.relativeError > 0 && json.relativeError < 1);
    assert.ok(Math.abs(json.residual / json.norm - json.relativeError) < 1e-12);
    assert.ok(statSync(out).size > 8192 * 4);
    assert.match(await run(...options), /parameters +8192 of 16384: 2\.00 times fewer/);
    const tiles = JSON.parse(await run(...options, "--json", "--block", "8")) as typeof json;
    assert.deepEqual([tiles.tileRows, tiles.tileColumns], [4, 1]);
    const turned = JSON.parse(await run(...options, "--json", "--transposed")) as typeof json;
    assert.deepEqual([turned.outputs, turned.inputs], [64, 256]);
  });

  it("refuses what is no weight", async () => {
    const project = (...options: string[]) => run("project", file, ...options);
    await assert.rejects(
      project("--tensor", "norm.weight"),
      refused("norm.weight.shape", /no matrix/),
    );
    await assert.rejects(
      project("--tensor", "bias"),
      refused("tensor", /"bias" is not in the file/),
    );
    await assert.rejects(
      project("--tensor", "up.weight", "--no-padding"),
      refused("up.weight.shape", /256 x 64 is not square/),
    );
    await assert.rejects(
      project("--tensor", "up.weight", "--block", "0"),
      refused("--block", /"0"/),
    );
  });
});
