import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { InputError } from "../../../../src/core/errors";
import { BytesSource } from "../../../../src/core/files/bytes-source";
import type { ArrayFile } from "../../../../src/core/trace/import/array-file";
import { guessOrder } from "../../../../src/core/trace/import/array-layout";
import { recogniseName } from "../../../../src/core/trace/import/array-names";
import { planTrace } from "../../../../src/core/trace/import/dump-content";
import { npyDataStart, parseNpyHeader } from "../../../../src/core/trace/import/npy-header";
import { openArrays } from "../../../../src/core/trace/import/open-arrays";
import type { ImportOptions } from "../../../../src/core/trace/import/options";
import { planDump } from "../../../../src/core/trace/import/plan-dump";
import { sortArrays } from "../../../../src/core/trace/import/sort-arrays";
import { openTrace } from "../../../../src/core/trace/open-trace";
import { writeTraceBytes } from "../../../fixtures/trace/trace-bytes";
import { readZipEntries } from "../../../../src/core/trace/import/zip-archive";
import { npyFile, zipFile } from "../../../fixtures/import/npz-file";
import { CountingSource } from "../../../fixtures/trace/counting-source";
import { safetensorsFile, type RawTensor } from "../../../fixtures/trace/safetensors-file";

const seed = 20261121;

async function importArrays(file: ArrayFile, options: ImportOptions) {
  const sorted = sortArrays(file, options.map);
  const layers = planDump(file, sorted, options, []);
  const { header, content, dataType } = planTrace(file, layers, options, sorted.tokens);
  const bytes = await writeTraceBytes(header, content, { dataType });
  return openTrace(new BytesSource("imported", bytes));
}

/** The same numbers in another order of axes. */
function arrange(
  layout: string,
  lengths: Readonly<Record<string, number>>,
  at: (index: Readonly<Record<string, number>>) => number,
): Pick<RawTensor, "shape" | "data"> {
  const letters = Array.from(layout);
  const shape = letters.map((letter) => lengths[letter]);
  const size = shape.reduce((a, b) => a * b, 1);
  const data = Float32Array.from({ length: size }, (_, i) => {
    let rest = i;
    const index: Record<string, number> = {};
    for (let axis = letters.length - 1; axis >= 0; axis--) {
      index[letters[axis]] = rest % shape[axis];
      rest = Math.floor(rest / shape[axis]);
    }
    return at(index);
  });
  return { shape, data };
}

describe("importing arrays", () => {
  it("gives the same trace from every layout", () =>
    fc.assert(
      fc.asyncProperty(
        fc.record({
          B: fc.integer({ min: 1, max: 3 }),
          L: fc.integer({ min: 1, max: 3 }),
          H: fc.integer({ min: 1, max: 3 }),
          T: fc.integer({ min: 2, max: 9 }),
          D: fc.integer({ min: 1, max: 5 }),
        }),
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom("HTD", "THD", "BHTD", "BTHD", "LHTD", "TLHD", "LBHTD", "HBLTD"),
        async (sizes, group, layout) => {
          const steps = Math.floor(sizes.T / 2);
          const batch = sizes.B - 1;
          const value =
            (kind: number) =>
            ({ B = batch, L = 0, H, T, D }: Readonly<Record<string, number>>) =>
              (((B * 7 + L) * 11 + H) * 13 + T) * 17 + D + kind / 4;
          const asked = { ...sizes, H: sizes.H * group, T: steps };
          const bytes = safetensorsFile([
            { name: "keys", dtype: "F32", ...arrange(layout, sizes, value(0)) },
            { name: "queries", dtype: "F32", ...arrange(layout, asked, value(1)) },
          ]);
          const file = await openArrays(new BytesSource("arrays", bytes));
          const trace = await importArrays(file, { layout, batch });
          const layers = layout.includes("L") ? sizes.L : 1;
          assert.equal(trace.header.layers.length, layers);
          assert.equal(trace.header.decodeSteps, steps);
          for (let L = 0; L < layers; L++) {
            for (let H = 0; H < sizes.H * group; H++) {
              const rows = (count: number, kind: number) =>
                Array.from({ length: count * sizes.D }, (_, i) =>
                  value(kind)({ L, H, T: Math.floor(i / sizes.D), D: i % sizes.D }),
                );
              assert.deepEqual([...(await trace.queries(L, H))], rows(steps, 1));
              if (H < sizes.H) assert.deepEqual([...(await trace.keys(L, H))], rows(sizes.T, 0));
            }
          }
        },
      ),
      { seed, numRuns: 60 },
    ));

  it("takes the queries of the steps where there are those of every token", async () => {
    const data = (rows: number) => Float32Array.from({ length: rows * 2 }, (_, i) => i);
    const bytes = safetensorsFile([
      { name: "layers.0.k", dtype: "F32", shape: [1, 6, 2], data: data(6) },
      { name: "layers.0.q", dtype: "F32", shape: [1, 6, 2], data: data(6) },
    ]);
    const file = await openArrays(new BytesSource("arrays", bytes));
    const trace = await importArrays(file, { promptTokens: 4 });
    assert.deepEqual([...(await trace.queries(0, 0))], [8, 9, 10, 11]);
  });

  it("reads large token-major arrays in blocks", async () => {
    const [tokens, heads, dimension] = [9000, 3, 16];
    const at = ({ H, T, D }: Readonly<Record<string, number>>) => (H * 31 + T * 7 + D) % 1009;
    const keys = arrange("THD", { T: tokens, H: heads, D: dimension }, at);
    const bytes = safetensorsFile([{ name: "keys", dtype: "F32", ...keys }]);
    const file = await openArrays(new BytesSource("arrays", bytes));
    const trace = await importArrays(file, {});
    const found = await trace.keys(0, 2);
    assert.ok(
      found.every((x, i) => x === at({ H: 2, T: Math.floor(i / dimension), D: i % dimension })),
    );
  });

  it("refuses numbers that are not finite, by place", async () => {
    const data = Float32Array.of(0, 1, 2, 3, 4, 5, Infinity, 7);
    const bytes = safetensorsFile([{ name: "keys", dtype: "F32", shape: [1, 4, 2], data }]);
    const file = await openArrays(new BytesSource("arrays", bytes));
    await assert.rejects(importArrays(file, {}), /^InputError: keys: Infinity in head 0, row 3, c/);
  });

  const wrong: readonly (readonly [string, readonly RawTensor[], RegExp])[] = [
    ["nothing known", [raw("weight", "F32", [2, 2])], /^arrays: none .*holds weight F32 \[2, 2\]/],
    ["two of a kind", [raw("k", "F32", [1, 2, 1]), raw("keys", "F32", [1, 2, 1])], /k and keys/],
    ["whole numbers as keys", [raw("keys", "I32", [1, 2, 1])], /^keys: element type I32/],
    ["two axes", [raw("keys", "F32", [2, 2])], /^keys: \[2, 2\] has 2 axes/],
    ["as many heads as tokens", [raw("keys", "F32", [2, 2, 1])], /cannot be told apart/],
    ["batch or layers", [raw("keys", "F32", [2, 1, 2, 1])], /is the first axis a batch or layers/],
    [
      "layers that differ",
      [raw("k.0", "F32", [1, 2, 1]), raw("k.1", "F32", [1, 3, 1])],
      /^k\.1: 3 tokens here but 2 in k\.0/,
    ],
    [
      "query heads that fit no group",
      [raw("k", "F32", [2, 9, 1]), raw("q", "F32", [3, 1, 1])],
      /cannot be told apart/,
    ],
  ];

  function raw(name: string, dtype: "F32" | "I32", shape: readonly number[]): RawTensor {
    const size = shape.reduce((a, b) => a * b, 1);
    const data = dtype === "F32" ? new Float32Array(size) : new Int32Array(size);
    return { name, dtype, shape, data };
  }

  for (const [what, tensors, message] of wrong) {
    it(`refuses ${what}`, async () => {
      const file = await openArrays(new BytesSource("arrays", safetensorsFile(tensors)));
      await assert.rejects(importArrays(file, {}), (error) => {
        assert.ok(error instanceof InputError, String(error));
        assert.match(error.message, message);
        return true;
      });
    });
  }

  it("recognises common names, and no weights", () => {
    const names = {
      "layers.3.k": "key 3",
      "layers.3.values": "value 3",
      "past_key_values.12.0": "key 12",
      "past_key_values.12.1": "value 12",
      "past_key_values.0.key": "key 0",
      "past_key_values.key_cache.7": "key 7",
      "model.layers.31.self_attn.k_cache": "key 31",
      "transformer.h.2.attn.v": "value 2",
      "present.4.value": "value 4",
      "past.5.key": "key 5",
      keys: "key",
      Q: "query",
      queries_8: "query 8",
      "layers.1.query_states": "query 1",
      layer_9_topk_indices: "selected 9",
      "layers.2.page_indices": "pages 2",
      input_ids: "tokens",
      "model.layers.0.self_attn.k_proj.weight": "",
      keys_prerope: "",
      "past_key_values.0.2": "",
      "layers.0.1.k": "",
      "": "",
    };
    for (const [name, meaning] of Object.entries(names)) {
      const found = recogniseName(name);
      const text = found === undefined ? "" : [found.kind, found.layer ?? ""].join(" ").trim();
      assert.equal(text, meaning, name);
    }
  });

  it("tells heads from tokens only where shapes do", () => {
    assert.equal(guessOrder([2, 12], undefined), "HT");
    assert.equal(guessOrder([12, 2], undefined), "TH");
    assert.equal(guessOrder([5, 5], undefined), undefined);
    // More heads than tokens: the queries tell.
    assert.equal(guessOrder([8, 6], [32, 5]), "HT");
    assert.equal(guessOrder([6, 8], [5, 32]), "TH");
    assert.equal(guessOrder([2, 12], [3, 5]), undefined);
  });
});

describe("a NumPy archive", () => {
  it("that is damaged is refused or read, never a fault", async () => {
    for (const name of ["stored.npz", "deflated.npz"]) {
      const whole = new Uint8Array(readFileSync(path.join("test/fixtures/import", name)));
      const damage = fc.record({
        at: fc.nat(whole.length - 1),
        byte: fc.nat(255),
        end: fc.integer({ min: 1, max: whole.length }),
        cut: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(damage, async ({ at, byte, end, cut }) => {
          const bytes = cut ? whole.slice(0, end) : whole.slice();
          if (!cut) bytes[at] = byte;
          try {
            await importArrays(await openArrays(new BytesSource(name, bytes)), {});
          } catch (error) {
            assert.ok(error instanceof InputError, error instanceof Error ? error.stack : "");
          }
        }),
        { seed, numRuns: 400 },
      );
    }
  });

  it("has as many entries as its end says, in 16 bits or in 64, and few reads find them", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 3000 }, (_, at) => [`array_${at}.npy`, Buffer.from([at & 255])]),
    );
    for (const isWide of [false, true]) {
      const bytes = zipFile(files, isWide);
      const source = new CountingSource(new BytesSource("many.npz", bytes));
      const entries = await readZipEntries(source);
      assert.deepEqual(
        entries.map(({ name }) => name),
        Object.keys(files),
      );
      assert.ok(source.reads < 10, `${source.reads} reads`);
      // A local header has 30 bytes and the name.
      const starts = await Promise.all(entries.slice(0, 3).map((entry) => entry.dataStart()));
      const next = (at: number) => starts[at] + entries[at].packedBytes + 30 + 11;
      assert.deepEqual(starts, [41, next(0), next(1)]);
    }
  });

  it("is refused where an entry goes past its end, and no room is made for what is not there", async () => {
    const keys = npyFile("<f4", [2, 12, 4], new Float32Array(96));
    for (const packed of [100_000, 2 ** 31, 2 ** 32 - 2]) {
      const bytes = zipFile({ "keys.npy": keys });
      const directory = Buffer.from(bytes.buffer).lastIndexOf("PK\u0001\u0002");
      new DataView(bytes.buffer).setUint32(directory + 20, packed, true);
      const source = new CountingSource(new BytesSource("past.npz", bytes));
      await assert.rejects(openArrays(source), (error) => {
        assert.ok(error instanceof InputError);
        assert.equal(error.field, "keys.npy");
        assert.equal(error.place.file, "past.npz");
        return true;
      });
      assert.ok(source.bytes < 100_000, `${source.bytes} bytes`);
    }
  });

  it("is opened by the heads of its arrays, however large they are", async () => {
    // Numbers that hardly pack, so that there is much to inflate.
    const data = Float32Array.from({ length: 2 * 20_000 * 4 }, (_, i) => Math.sin(i * i));
    const keys = npyFile("<f4", [2, 20_000, 4], data);
    const bytes = zipFile({ "keys.npy": keys, "values.npy": keys });
    const source = new CountingSource(new BytesSource("large.npz", bytes));
    const file = await openArrays(source);
    assert.ok(source.bytes < 200_000 && bytes.length > 1_000_000, `${source.bytes} bytes`);
    const trace = await importArrays(file, {});
    assert.deepEqual(await trace.keys(0, 1), data.slice(data.length / 2));
    assert.deepEqual(await trace.values(0, 0), data.slice(0, data.length / 2));
  });

  const header = (descr: string, order = "False", shape = "(2, 3)", version = 1) => {
    const text = `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }\n`;
    const bytes = new Uint8Array(10 + text.length);
    bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0, text.length, 0]);
    bytes.set(new TextEncoder().encode(text), 10);
    return bytes;
  };

  it("tells type and shape", () => {
    const parsed = (bytes: Uint8Array<ArrayBuffer>) => {
      assert.equal(npyDataStart("a", bytes.slice(0, 12)), bytes.length);
      const { dtype, shape } = parseNpyHeader("a", bytes);
      return { dtype, shape };
    };
    assert.deepEqual(parsed(header("'<f2'")), { dtype: "F16", shape: [2, 3] });
    assert.deepEqual(parsed(header("'<i8'", "False", "(5,)")), { dtype: "I64", shape: [5] });
    assert.deepEqual(parsed(header("'|u1'", "True", "(5,)")), { dtype: "U8", shape: [5] });
  });

  it("of another kind is refused by what it is", () => {
    const refuse = (bytes: Uint8Array<ArrayBuffer>, message: RegExp) =>
      assert.throws(() => {
        npyDataStart("a", bytes.slice(0, 12));
        parseNpyHeader("a", bytes);
      }, message);
    refuse(header("'>f4'"), /a: is big-endian/);
    refuse(header("'<f4'", "True"), /a: is stored column by column/);
    refuse(header("'<c8'"), /a: element type <c8 is not known/);
    refuse(header("[('x', '<f4')]"), /a: its element type is not a plain number/);
    refuse(header("'<f4'", "False", "(2, 3)", 9), /a: NumPy array version 9/);
    refuse(new Uint8Array(4), /a: is not a NumPy array/);
  });

  it("alone is pointed to np.savez", async () => {
    const bytes = header("'<f4'");
    await assert.rejects(openArrays(new BytesSource("a.npy", bytes)), /save keys and queries/);
  });
});
