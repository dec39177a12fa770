import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCli } from "./run-cli";

const sample = (name: string) => path.join("test/fixtures/import", name);

describe("kvtrace import", () => {
  let folder = "";
  let out = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "kvtrace-import-"));
    out = path.join(folder, "out.kvtrace");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("says what it read as what, and what the trace lacks", () => {
    const run = runCli("import", sample("cache.safetensors"), "--out", out, "--prompt-tokens", "9");
    assert.equal(run.code, 0, run.err);
    assert.match(run.out, /layers 0, 2; 9 prompt tokens, 3 steps, 2 query heads, 2 KV heads/);
    assert.match(run.out, /past_key_values\.0\.0: F16 \[1, 2, 12, 4\] read as BHTD\./);
    assert.match(run.out, /Without queries, .*starc.* cannot run, full, streaming-llm can\./);
    const simulated = runCli("simulate", out, "--policy", "full,streaming-llm", "--budget", "4");
    assert.equal(simulated.code, 0, simulated.err);
    const refused = runCli("simulate", out, "--policy", "starc", "--budget", "4");
    assert.equal(refused.code, 2);
    assert.match(refused.err, /starc needs queries/);
  });

  it("makes selections that simulate as recorded", () => {
    const run = runCli("import", sample("topk.json"), "--out", out);
    assert.equal(run.code, 0, run.err);
    const simulated = runCli("simulate", out, "--policy", "recorded,full");
    assert.equal(simulated.code, 0, simulated.err);
  });

  it("takes names and axes as they are stated", () => {
    const map = ["--map", "key=ke*", "--map", "query=queries", "--map", "value=values"];
    const run = runCli("import", sample("stored.npz"), "--out", out, ...map, "--layout", "htd");
    assert.equal(run.code, 0, run.err);
    assert.match(run.out, /keys: F32 \[2, 12, 4\] read as HTD\./);
  });

  it("does not overwrite unless it is told to", () => {
    assert.equal(runCli("import", sample("stored.npz"), "--out", out).code, 0);
    const again = runCli("import", sample("stored.npz"), "--out", out);
    assert.equal(again.code, 2);
    assert.match(again.err, /^kvtrace: out: .* exists; --force overwrites it$/m);
    assert.equal(runCli("import", sample("stored.npz"), "--out", out, "--force").code, 0);
  });

  const refusals: readonly (readonly [readonly string[], RegExp])[] = [
    [["missing.npz"], /^kvtrace: file: does not exist \(missing\.npz\)$/m],
    [["package.json"], /^kvtrace: name: is unknown; known are layers/m],
    [["README.md"], /^kvtrace: header length: .*is this a safetensors file\? .*README\.md\)$/m],
    [[sample("stored.npz"), "--map", "keys"], /^kvtrace: --map: "keys" is not of the form/m],
    [[sample("stored.npz"), "--map", "x=y"], /^kvtrace: --map: "x" is unknown; known are key/m],
    [[sample("stored.npz"), "--map", "key=k.{layer}"], /fits no array; .*the file holds keys F32/],
    [[sample("stored.npz"), "--dtype", "F8"], /^kvtrace: --dtype: "F8" is unknown/m],
    [[sample("pages.npz")], /^kvtrace: layers\.5\.page_indices: looks like pages; --page-size/m],
  ];

  it("refuses wrong input with one line and exit code 2, and leaves no file", () => {
    for (const [given, message] of refusals) {
      const run = runCli("import", ...given, "--out", out);
      assert.equal(run.code, 2, given.join(" "));
      assert.match(run.err, message);
      assert.equal(run.err.trim().split("\n").length, 1, run.err);
    }
    assert.deepEqual(readdirSync(folder), []);
  });
});
