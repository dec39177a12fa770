import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openTraceFile } from "../../fixtures/trace/trace-file";
import { kvHeadOf, type Trace } from "../../../src/core/trace/trace";
import { asTokenIndex } from "../../../src/core/units";
import { attention } from "../../fixtures/trace/statistics";
import { findTorchPython } from "../../host/python.mjs";

interface RecordedCase {
  readonly promptTokens: number;
  readonly steps: number;
  readonly layers: readonly number[];
  readonly ids: readonly number[];
  readonly selections: readonly (readonly number[])[] | null;
}

const recorderFolder = path.resolve("media/recorder");

describe("the Python recorder", function () {
  let python = "";
  let out = "";

  before(async function () {
    // Installing torch, where it has to be, takes longer than any test.
    this.timeout(600_000);
    out = mkdtempSync(path.join(tmpdir(), "kvtrace-recorder-"));
    const found = await findTorchPython();
    if (found === undefined) {
      console.log("      skipped: the recorder needs a Python with torch");
      this.skip();
    }
    python = found;
    runPython("test/recorder/record_cases.py", recorderFolder, out);
  });

  after(() => rmSync(out, { recursive: true, force: true }));

  function runPython(...args: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync(python, args, {
      encoding: "utf8",
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1", PYTHONPATH: pythonPath() },
      cwd: args[0].endsWith("capture.py") ? out : process.cwd(),
    });
    assert.equal(status, 0, stderr);
    return stdout;
  }

  const pythonPath = () =>
    [recorderFolder, path.resolve("test/recorder/stub")].join(path.delimiter);
  const json = (name: string): unknown =>
    JSON.parse(readFileSync(path.join(out, name), "utf8")) as unknown;

  async function withTrace(name: string, look: (trace: Trace) => Promise<void>): Promise<void> {
    const trace = await openTraceFile(path.join(out, `${name}.kvtrace`));
    try {
      await look(trace);
    } finally {
      await trace.close();
    }
  }

  /** Largest difference between attention over the trace and what the model itself computed. */
  async function largestError(trace: Trace, name: string, layer: number): Promise<number> {
    const { header } = trace;
    const bytes = new Uint8Array(readFileSync(path.join(out, `${name}.${layer}.f32`)));
    const outputs = new Float32Array(bytes.buffer);
    const { headDimension: dimension, queryHeads, decodeSteps, promptTokens } = header;
    assert.equal(outputs.length, decodeSteps * queryHeads * dimension);
    let largest = 0;
    for (let head = 0; head < queryHeads; head++) {
      const keys = await trace.keys(layer, kvHeadOf(header, head));
      const values = await trace.values(layer, kvHeadOf(header, head));
      const queries = await trace.queries(layer, head);
      for (let step = 0; step < decodeSteps; step++) {
        const query = queries.subarray(step * dimension, (step + 1) * dimension);
        const weights = attention(query, keys, promptTokens + step + 1, header.softmaxScale);
        for (let d = 0; d < dimension; d++) {
          let sum = 0;
          for (const [token, weight] of weights.entries())
            sum += weight * values[token * dimension + d];
          const model = outputs[(step * queryHeads + head) * dimension + d];
          largest = Math.max(largest, Math.abs(sum - model));
        }
      }
    }
    return largest;
  }

  const cases: Readonly<Record<string, { how: string; tolerance: number }>> = {
    eager: { how: "through an eager attention function", tolerance: 1e-5 },
    sdpa: { how: "through a registered attention function", tolerance: 1e-5 },
    repeated: { how: "through torch's own, with repeated keys", tolerance: 1e-5 },
    half: { how: "in 16-bit floats", tolerance: 1e-3 },
    brain: { how: "in bfloat16, two layers of three", tolerance: 1e-2 },
    static: { how: "with a static cache", tolerance: 1e-5 },
    batch: { how: "of one sequence of a batch", tolerance: 1e-5 },
    teacher: { how: "in one call of prompt and steps", tolerance: 1e-5 },
    late: { how: "beginning after the prompt", tolerance: 1e-5 },
    selected: { how: "beside a selection", tolerance: 1e-5 },
  };

  for (const [name, { how, tolerance }] of Object.entries(cases)) {
    it(`records attention ${how}, so that its outputs come out again`, () =>
      withTrace(name, async (trace) => {
        const { promptTokens, steps, layers, ids } = json(`${name}.json`) as RecordedCase;
        const { header } = trace;
        assert.equal(header.promptTokens, promptTokens);
        assert.equal(header.decodeSteps, steps);
        assert.equal(header.kvHeads, 2);
        assert.equal(header.queryHeads, 6);
        assert.deepEqual(
          header.layers.map(({ id }) => id),
          [...layers].sort(),
        );
        assert.ok(Math.abs(header.softmaxScale - 0.25) < 1e-12);
        const [from, to] = [asTokenIndex(0), asTokenIndex(header.tokens)];
        assert.deepEqual([...(await trace.tokenIds(from, to))], ids);
        for (const layer of layers) {
          const error = await largestError(trace, name, layer);
          assert.ok(error < tolerance, `layer ${layer}: ${error}`);
        }
      }));
  }

  it("says what the model is, and the text of every token", () =>
    withTrace("eager", async (trace) => {
      const { facts, tokens } = trace.header;
      assert.equal(facts.model, "small-llama");
      assert.match(facts.rope ?? "", /"rope_theta": 500/);
      assert.match(facts.producer ?? "", /^kvtrace_recorder 1, torch /);
      const text = await trace.tokenText(asTokenIndex(0), asTokenIndex(tokens));
      const all = Buffer.from("The café, again. ".repeat(4));
      const { ids } = json("eager.json") as RecordedCase;
      // Halves of a character stand as nothing and as a replacement where they do not meet.
      for (const [i, id] of ids.entries()) {
        if (all[id] < 128) assert.ok(text[i].endsWith(String.fromCharCode(all[id])), `token ${i}`);
      }
    }));

  it("records selections in any order, sorted", () =>
    withTrace("selected", async (trace) => {
      const { selections, steps } = json("selected.json") as RecordedCase;
      for (let head = 0; head < trace.header.queryHeads; head++) {
        const { offsets, tokens } = await trace.selection(1, head);
        for (let step = 0; step < steps; step++) {
          const row = [...tokens.subarray(offsets[step], offsets[step + 1])];
          assert.deepEqual(row, selections?.[head * steps + step]);
        }
      }
    }));

  it("takes new rows alone from somebody's own attention code", () =>
    withTrace("hand", async (trace) => {
      const given = json("hand.json") as Record<"keys" | "values" | "queries", number[]>;
      const gather = async (heads: number, read: (head: number) => Promise<Float32Array>) =>
        (await Promise.all(Array.from({ length: heads }, (_, head) => read(head)))).flatMap(
          (row) => [...row],
        );
      assert.deepEqual(await gather(2, (head) => trace.keys(5, head)), given.keys);
      assert.deepEqual(await gather(2, (head) => trace.values(5, head)), given.values);
      assert.deepEqual(await gather(4, (head) => trace.queries(5, head)), given.queries);
      assert.equal(trace.header.softmaxScale, 0.5);
    }));

  const refusals: Readonly<Record<string, RegExp>> = {
    window: /layer 1: keys are masked or biased/,
    softcap: /layer 1: softcap is no plain softmax attention/,
    speculative: /layer 0: 2 queries at once after decoding began/,
    cropped: /layer 0: 1 queries after 20 tokens meet 19 keys/,
    static: /layer 0: the newest key is zero, as in a static cache/,
    exception: /^Stop: in the middle$/,
    unseen: /layer 0: attention ran unseen\..*call record\(\)/,
    old: /layer 0: attention ran unseen\. torch .* has no scaled_dot_product_attention.*torch 2\.0/,
    batch: /a batch of 2; .*batch_element=n/,
    layer: /layers \[9\]: not among the attention modules found, \[0, 1, 2\]/,
    noStep: /no decode step/,
    padded: /layer 0: keys are masked or biased/,
    dtype: /'f64' is not one of f16, bf16, f32/,
    overflow: /layer 0: keys of head 0, token 0 are not finite in F16/,
    empty: /no attention was seen/,
    future: /head 0, step 0: token 5 is not in 0 \.\. 4/,
    twice: /a token is named twice/,
    missing: /head 0, step 0 is missing/,
  };

  it("refuses what cannot be a trace by name, and leaves no file then", () => {
    const { told, left } = json("refusals.json") as {
      told: Record<string, string>;
      left: string[];
    };
    assert.deepEqual(Object.keys(told).sort(), Object.keys(refusals).sort());
    for (const [name, reason] of Object.entries(refusals)) assert.match(told[name], reason);
    assert.deepEqual(left, []);
  });

  it("holds a call's keys, not the recording", () => {
    const { recorded, file } = json("memory.json") as { recorded: number; file: number };
    assert.ok(file > 128 * 2 ** 20);
    assert.ok(recorded < file / 4, `${recorded} bytes for a file of ${file}`);
  });

  it("comes with a script that records a model of transformers", async () => {
    runPython(path.join(recorderFolder, "capture.py"));
    const trace = await openTraceFile(path.join(out, "run.kvtrace"));
    await trace.close();
    assert.deepEqual(
      trace.header.layers.map(({ id }) => id),
      [2, 8],
    );
    assert.equal(trace.header.decodeSteps, 63);
    assert.ok(trace.header.promptTokens > 1000, "enough to leave something out");
    assert.deepEqual(
      readdirSync(out).filter((name) => name.startsWith(".")),
      [],
    );
  });

  it("is small enough to be carried along", () => {
    const sizes = readdirSync(recorderFolder).map(
      (name) => statSync(path.join(recorderFolder, name)).size,
    );
    assert.ok(sizes.reduce((a, b) => a + b) < 34_000);
  });
});
