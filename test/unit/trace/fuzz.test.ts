import assert from "node:assert/strict";
import fc from "fast-check";
import { InputError } from "../../../src/core/errors";
import { BytesSource } from "../../../src/core/files/bytes-source";
import { parseHeader } from "../../../src/core/trace/header/parse-header";
import { readWholeTrace } from "../../fixtures/trace/read-whole-trace";
import { safetensors, safetensorsFile } from "../../fixtures/trace/safetensors-file";
import { smallMetadata, smallTensors } from "../../fixtures/trace/small-trace";

const good = safetensorsFile(smallTensors(), smallMetadata);
const headerEnd = 8 + new DataView(good.buffer).getUint32(0, true);

/** Opens and reads, or refuses: anything but an InputError fails the test. */
async function readOrRefuse(file: Uint8Array): Promise<boolean> {
  try {
    await readWholeTrace(new BytesSource("fuzz", file));
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

const mutation = fc.record({
  at: fc.nat({ max: headerEnd - 1 }),
  byte: fc.oneof(
    fc.nat({ max: 255 }),
    fc.constantFrom(...Array.from('{}[]":,\\0123456789-.eE/* \n', (char) => char.charCodeAt(0))),
  ),
});

describe("a damaged header", () => {
  it("is refused or read, never a crash: bytes overwritten", async () => {
    let read = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
        const file = good.slice();
        for (const { at, byte } of mutations) file[at] = byte;
        if (await readOrRefuse(file)) read++;
      }),
      { seed: 1, numRuns: 4000 },
    );
    assert.ok(read > 0 && read < 4000, "the mutations hit both sides");
  });

  it("is refused or read, never a crash: bytes dropped, doubled, inserted", async () => {
    const edit = fc.record({
      at: fc.nat({ max: headerEnd }),
      drop: fc.nat({ max: 12 }),
      insert: fc.uint8Array({ maxLength: 12 }),
      fixLength: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(edit, async ({ at, drop, insert, fixLength }) => {
        const file = new Uint8Array(
          Buffer.concat([good.subarray(0, at), insert, good.subarray(at + drop)]),
        );
        if (fixLength && file.length >= 8) {
          const length = BigInt(headerEnd - 8 + insert.length - drop);
          new DataView(file.buffer).setBigUint64(0, length, true);
        }
        await readOrRefuse(file);
      }),
      { seed: 2, numRuns: 2000 },
    );
  });

  it("is refused or read, never a crash: any bytes at all", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (file) => {
        await readOrRefuse(file);
      }),
      {
        seed: 3,
        numRuns: 2000,
      },
    );
  });

  it("is refused or read, never a crash: data bytes overwritten", async () => {
    const damage = fc.array(
      fc.tuple(fc.integer({ min: headerEnd, max: good.length - 1 }), fc.nat({ max: 255 })),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(damage, async (bytes) => {
        const file = good.slice();
        for (const [at, byte] of bytes) file[at] = byte;
        await readOrRefuse(file);
      }),
      { seed: 4, numRuns: 2000 },
    );
  });
});

describe("the header's JSON", () => {
  const { header } = safetensors(smallTensors(), smallMetadata);
  const text = new TextEncoder().encode(JSON.stringify(header));

  it("is only accepted where JSON.parse accepts it, and then says the same", () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        const json = text.slice();
        for (const { at, byte } of mutations) json[at % json.length] = byte;
        let parsed;
        try {
          parsed = parseHeader(json, 8);
        } catch (error) {
          assert.ok(error instanceof InputError);
          return;
        }
        const expected = JSON.parse(
          new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(json),
        ) as {
          __metadata__?: Record<string, string>;
        } & Record<string, { dtype: string; shape: number[]; data_offsets: number[] }>;
        const { __metadata__: metadata, ...entries } = expected;
        assert.deepEqual(
          Object.fromEntries([...parsed.metadata].map(([key, value]) => [key, value.text])),
          metadata ?? {},
        );
        assert.deepEqual(
          parsed.tensors.map(({ name, dtype, shape, begin, end }) => [
            name,
            { dtype, shape, data_offsets: [begin, end] },
          ]),
          Object.entries(entries).map(([name, { dtype, shape, data_offsets }]) => [
            name,
            { dtype, shape, data_offsets },
          ]),
        );
      }),
      { seed: 5, numRuns: 10_000 },
    );
  });

  it("keeps any text, escaped or not, and its byte position", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.boolean(), (value, escaped) => {
        const plain = JSON.stringify({ __metadata__: { before: "é\u{1f600}", key: value } });
        const json = escaped
          ? plain.replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)
          : plain;
        const bytes = new TextEncoder().encode(json);
        const { text: read, at } = parseHeader(bytes, 100).metadata.get("key")!;
        assert.equal(read, value);
        assert.equal(at - 100, Buffer.from(bytes).indexOf('"key":') + '"key":'.length);
      }),
      { seed: 6, numRuns: 2000 },
    );
  });
});
