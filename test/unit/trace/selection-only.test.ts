import assert from "node:assert/strict";
import { InputError } from "../../../src/core/errors";
import { BytesSource } from "../../../src/core/files/bytes-source";
import { openTrace } from "../../../src/core/trace/open-trace";
import { safetensorsFile } from "../../fixtures/trace/safetensors-file";
import { arrayContent } from "../../fixtures/trace/array-content";
import { writeTraceBytes } from "../../fixtures/trace/trace-bytes";

/** Hq 4, S 2, P 6: every head reads token 3 at every step. */
const offsets = BigInt64Array.from({ length: 9 }, (_, i) => BigInt(i));
const tensors = [
  { name: "layers.0.selected_offsets", dtype: "I64", shape: [9], data: offsets },
  { name: "layers.0.selected_tokens", dtype: "I32", shape: [8], data: new Int32Array(8).fill(3) },
];
const metadata = { kvtrace_version: "1", prompt_tokens: "6", decode_steps: "2" };

const open = (more: Record<string, string>) =>
  openTrace(new BytesSource("selections", safetensorsFile(tensors, { ...metadata, ...more })));

describe("a trace of recorded selections alone", () => {
  it("is told its KV heads and head dimension by the metadata", async () => {
    const { header } = await open({ kv_heads: "2", head_dimension: "128" });
    assert.deepEqual([header.queryHeads, header.kvHeads, header.headDimension], [4, 2, 128]);
    assert.equal(header.softmaxScale, 1 / Math.sqrt(128));
  });

  it("has a KV head for every query head where nobody says otherwise", async () => {
    assert.equal((await open({ head_dimension: "64" })).header.kvHeads, 4);
  });

  it("is refused without a head dimension, or with heads that do not fit", async () => {
    await assert.rejects(open({}), /head dimension: unknown/);
    await assert.rejects(open({ head_dimension: "0" }), InputError);
    await assert.rejects(
      open({ head_dimension: "8", kv_heads: "3" }),
      /4 query heads are not a multiple of 3 KV heads/,
    );
  });

  it("is written and read again", async () => {
    const trace = await open({ kv_heads: "2", head_dimension: "128" });
    const selections = [0, 1, 2, 3].map(() => ({
      offsets: Float64Array.of(0, 1, 2),
      tokens: Int32Array.of(3, 3),
    }));
    const content = arrayContent({ selections });
    const bytes = await writeTraceBytes(trace.header, content, { dataType: "F32" });
    const again = await openTrace(new BytesSource("again", bytes));
    assert.deepEqual(again.header, trace.header);
    assert.deepEqual(await again.selection(0, 3), selections[3]);
  });

  it("lets shapes speak first", async () => {
    const keys = {
      name: "layers.0.keys",
      dtype: "F32",
      shape: [1, 8, 4],
      data: new Float32Array(32),
    };
    const bytes = safetensorsFile([...tensors, keys], {
      ...metadata,
      kv_heads: "2",
      head_dimension: "128",
    });
    const { header } = await openTrace(new BytesSource("keys", bytes));
    assert.deepEqual([header.kvHeads, header.headDimension], [1, 4]);
  });
});
