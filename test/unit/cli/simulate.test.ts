import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, truncateSync, cpSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCli } from "./run-cli";

const sample = "media/samples/oz-small.kvtrace";

interface Output {
  readonly runs: readonly {
    readonly policy: string;
    readonly budget: number;
    readonly mean: Readonly<Record<string, number>>;
  }[];
}

const simulate = (...args: string[]): Output => {
  const { code, out, err } = runCli("simulate", sample, ...args, "--json");
  assert.equal(code, 0, err);
  return JSON.parse(out) as Output;
};

describe("kvtrace simulate", () => {
  it("simulates every policy and budget", () => {
    const { runs } = simulate("--policy", "full,token-topk,quest,starc", "--budget", "64,256");
    assert.deepEqual(
      runs.map(({ policy, budget }) => `${policy} ${budget}`),
      [
        "full 64",
        "token-topk 64",
        "token-topk 256",
        "quest 64",
        "quest 256",
        "starc 64",
        "starc 256",
      ],
    );
    const [full, topk] = runs.map(({ mean }) => mean);
    assert.equal(full.massKept, 1);
    assert.equal(full.outputError, 0);
    assert.equal(topk.recall, 1);
    assert.ok(topk.massKept < 1);
  });

  it("reads everything with a budget above the context", () => {
    const { runs } = simulate(
      "--policy",
      "full,token-topk",
      "--budget",
      "100000",
      "--no-index",
      "--placement",
      "token-order",
    );
    const [full, topk] = runs.map(({ mean }) => mean);
    assert.deepEqual({ ...topk, recall: 1 }, { ...full, recall: 1 });
  });

  it("charges less without the index", () => {
    const [charged] = simulate("--policy", "starc", "--steps", "0-3").runs;
    const [free] = simulate("--policy", "starc", "--steps", "0-3", "--no-index").runs;
    assert.ok(charged.mean.indexCycles > 0);
    assert.equal(free.mean.indexCycles, 0);
  });

  it("gives the same bytes whatever the number of workers", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "kvtrace-cli-"));
    const tables = ["1", "3"].map((workers) => {
      const csv = path.join(folder, `${workers}.csv`);
      simulate("--policy", "starc,quest", "--steps", "0-7", "--workers", workers, "--csv", csv);
      return readFileSync(csv, "utf8");
    });
    rmSync(folder, { recursive: true });
    assert.equal(tables[0], tables[1]);
    assert.equal(tables[0].trimEnd().split("\n").length, 1 + 2 * 2 * 4 * 8);
  });

  it("sets parameters of policies", () => {
    const [whole, sparse] = ["2", "0"].map(
      (layers) => simulate("--layers", "1", "--set", `starc.denseLayers=${layers}`).runs[0].mean,
    );
    assert.ok(sparse.tokens < whole.tokens);
  });

  it("simulates only the layers, heads and steps that are asked for", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "kvtrace-cli-"));
    const csv = path.join(folder, "out.csv");
    simulate("--layers", "4", "--heads", "1,3", "--steps", "5", "--csv", csv);
    const lines = readFileSync(csv, "utf8").trimEnd().split("\n");
    rmSync(folder, { recursive: true });
    assert.equal(lines.length, 1 + 2);
    for (const line of lines.slice(1)) assert.match(line, /,4,[13],[13],5,/);
  });
});

describe("kvtrace refuses by name, with exit code 2 and one line", () => {
  const refusals: readonly (readonly [readonly string[], RegExp])[] = [
    [["simulate", sample, "--budget", "0"], /--budget/],
    [["simulate", sample, "--budget", "-4"], /--budget/],
    [["simulate", sample, "--budget", "1.5"], /--budget/],
    [["simulate", sample, "--budget", "many"], /--budget/],
    [["simulate", sample, "--budget", "64,,128"], /--budget/],
    [["simulate", sample, "--layers", "0"], /layers: the trace has no layer 0; it has 1, 4/],
    [["simulate", sample, "--heads", "4"], /--heads: query head 4/],
    [["simulate", sample, "--steps", "60-70"], /steps/],
    [["simulate", sample, "--steps", "9-3"], /--steps/],
    [["simulate", sample, "--policy", "magic"], /policy: "magic"/],
    [["simulate", sample, "--policy", "recorded"], /recorded needs a recorded selection/],
    [["simulate", sample, "--placement", "heap"], /placement: "heap"/],
    [["simulate", sample, "--device", "HBM9"], /device: .*HBM9/],
    [["simulate", sample, "--energy-model", "free"], /--energy-model/],
    [["simulate", sample, "--workers", "0"], /--workers/],
    [["simulate", sample, "--set", "starc"], /--set/],
    [["simulate", sample, "--set", "magic.page=1"], /policy: "magic"/],
    [["simulate", sample, "--set", "starc.wings=1"], /wings: starc has no such parameter/],
    [["simulate", sample, "--set", "starc.denseLayers=0.5"], /denseLayers: 0.5/],
    [["devices", "HBM9"], /device: .*HBM9/],
    [["pim", "dense", "--heads", "0", "--tokens", "64"], /--heads/],
    [["pim", "dense", "--heads", "1", "--tokens", "-1"], /--tokens/],
    [["pim", "dense", "--heads", "1", "--tokens", "64", "--preset", "HBM9"], /HBM9/],
    [["pim", "sparse", "--tokens", "64", "--selection", "missing.txt"], /--selection/],
    [["pim", "run", "package.json"], /package\.json/],
    [["validate", "ground-truth", "--traces", ".", "--table", "missing.csv"], /--table/],
    [["simulate", sample, "--csv", "no/such/folder/out.csv", "--steps", "0"], /--csv/],
    [["simulate", "missing.kvtrace"], /missing\.kvtrace/],
    [["simulate", "package.json"], /package\.json/],
    [["simulate", sample, "--colour", "red"], /--colour/],
    [["info", "missing.kvtrace"], /missing\.kvtrace/],
    [["generate", "never.kvtrace", "--layers", "0"], /layers/],
    [["generate", sample], /out: .*exists/],
    [["dance"], /dance/],
  ];
  for (const [args, message] of refusals) {
    it(args.join(" "), () => {
      const { code, out, err } = runCli(...args);
      assert.equal(code, 2, err);
      assert.equal(out, "");
      const [first] = err.split("\n");
      assert.match(first, message);
      assert.doesNotMatch(err, /\bat .*\.[jt]s:\d+/, "no stack trace");
    });
  }

  it("names field and offset of a damaged trace", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "kvtrace-cli-"));
    const damaged = path.join(folder, "damaged.kvtrace");
    cpSync(sample, damaged);
    truncateSync(damaged, 500_000);
    const { code, err } = runCli("info", damaged);
    rmSync(folder, { recursive: true });
    assert.equal(code, 2);
    assert.match(err, /layers\.\d+\.\w+.*byte offset \d+.*damaged\.kvtrace/);
  });
});

describe("kvtrace info", () => {
  it("says what the sample holds", () => {
    const { code, out } = runCli("info", sample, "--json");
    assert.equal(code, 0);
    const info = JSON.parse(out) as Record<string, unknown>;
    assert.equal(info.promptTokens, 960);
    assert.equal(info.decodeSteps, 64);
    assert.equal(info.headDimension, 32);
  });
});

describe("kvtrace generate", () => {
  it("writes a trace that can be simulated", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "kvtrace-cli-"));
    const out = path.join(folder, "synthetic.kvtrace");
    const options = ["--layers", "1", "--prompt-tokens", "300", "--steps", "3"];
    assert.equal(runCli("generate", out, ...options).code, 0);
    const { code, err } = runCli("simulate", out, "--policy", "starc", "--budget", "50", "--json");
    rmSync(folder, { recursive: true });
    assert.equal(code, 0, err);
  });
});
