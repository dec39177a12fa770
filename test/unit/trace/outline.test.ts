import assert from "node:assert/strict";
import { serialize } from "node:v8";
import fc from "fast-check";
import { describe, it } from "mocha";
import { BytesSource } from "../../../src/core/files/bytes-source";
import { encodeHeader, type TensorShape } from "../../../src/core/trace/header/encode-header";
import { outlinedHeader, readOutline } from "../../../src/core/trace/header/outline";
import { shortHeader } from "../../../src/core/trace/header/short-header";
import { openOutlined, openTrace } from "../../../src/core/trace/open-trace";
import type { TokenIndex } from "../../../src/core/units";

const tokens = 6;
const steps = 2;

const shapes = {
  keys: [2, tokens, 4],
  values: [2, tokens, 4],
  queries: [4, steps, 4],
} as const;

function bytesOf(tensors: readonly TensorShape[], metadata: Record<string, string>): Uint8Array {
  const { bytes, dataBytes } = encodeHeader(tensors, metadata);
  const file = new Uint8Array(bytes.length + dataBytes);
  file.set(bytes);
  // Ids 0, 1, 2 ... come first.
  const ids = new DataView(file.buffer, bytes.length);
  for (let id = 0; id < tokens; id++) ids.setInt32(id * 4, id, true);
  return file;
}

const layerArbitrary = fc.subarray(["keys", "values", "queries"] as const, { minLength: 1 });

const fileArbitrary = fc
  .record({
    layers: fc.uniqueArray(fc.nat(500), { minLength: 1, maxLength: 12 }),
    kinds: fc.array(layerArbitrary, { minLength: 12, maxLength: 12 }),
    unknown: fc.uniqueArray(fc.string({ maxLength: 300 }), { maxLength: 20 }),
    model: fc.string({ maxLength: 20_000, size: "max" }),
  })
  .map(({ layers, kinds, unknown, model }) => {
    const tensors: TensorShape[] = [{ name: "tokens", dtype: "I32", shape: [tokens] }];
    for (const [at, layer] of layers.entries()) {
      for (const kind of kinds[at]) {
        tensors.push({ name: `layers.${layer}.${kind}`, dtype: "F16", shape: shapes[kind] });
      }
    }
    for (const name of unknown) tensors.push({ name: `other ${name}`, dtype: "U8", shape: [0] });
    const metadata = { model, prompt_tokens: "4", decode_steps: "2", kv_heads: "2", head_dim: "4" };
    return bytesOf(tensors, metadata);
  });

describe("an outline of a header", () => {
  it("says what the header says, in short, and finds the same tokens", async () => {
    await fc.assert(
      fc.asyncProperty(fileArbitrary, async (bytes) => {
        const trace = await openTrace(new BytesSource("whole", bytes));
        const source = new BytesSource("outlined", bytes);
        const outlined = openOutlined(source, structuredClone(await readOutline(source)));
        assert.deepEqual(outlined.header, shortHeader(trace.header));
        assert.deepEqual(shortHeader(outlined.header), outlined.header);
        const range = [0 as TokenIndex, tokens as TokenIndex] as const;
        assert.deepEqual(await outlined.tokenIds(...range), await trace.tokenIds(...range));
      }),
      { seed: 20260402, numRuns: 60 },
    );
  });

  it("is a small message of any header", async () => {
    const many = 100_000;
    const layers = Array.from({ length: many / 4 }, (_, layer) => layer);
    const tensors: TensorShape[] = layers.flatMap((layer) => [
      { name: `layers.${layer}.keys`, dtype: "F16", shape: [1, 1, 1] },
      ...["a", "b", "c"].map((part) => {
        return { name: `model.layers.${layer}.${part}`, dtype: "U8", shape: [0] };
      }),
    ]);
    const bytes = bytesOf([...tensors, { name: "tail", dtype: "U8", shape: [64] }], {
      model: "m".repeat(1_000_000),
      prompt_tokens: "1",
      decode_steps: "0",
    });
    const outline = await readOutline(new BytesSource("many", bytes));
    assert.ok(serialize(outline).length < 2 ** 18 + 9 * layers.length);
    const header = outlinedHeader(outline);
    assert.equal(header.layers.length, layers.length);
    assert.equal(header.unknownTensors.length + header.furtherTensors!, 3 * layers.length + 1);
  });
});
