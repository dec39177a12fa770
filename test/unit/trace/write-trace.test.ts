import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { InputError } from "../../../src/core/errors";
import {
  decodeBFloat16,
  decodeFloat16,
  encodeBFloat16,
  encodeFloat16,
} from "../../../src/core/kernels/float16";
import { BytesSource } from "../../../src/core/files/bytes-source";
import type { FloatType } from "../../../src/core/trace/format";
import { floatTypes } from "../../../src/core/trace/format";
import { openTrace } from "../../../src/core/trace/open-trace";
import { openTraceFile } from "../../fixtures/trace/trace-file";
import type { RecordedSelection } from "../../../src/core/trace/trace";
import { contentOf } from "../../fixtures/trace/trace-file";
import { writeTraceFile } from "../../../src/core/trace/write-trace";
import { writeTraceBytes } from "../../fixtures/trace/trace-bytes";
import { asTokenIndex } from "../../../src/core/units";
import { arrayContent, headerFor } from "../../fixtures/trace/array-content";
import type { TraceArrays } from "../../fixtures/trace/array-content";

/** What a float becomes in a file of that type. */
const stored: Record<FloatType, (floats: Float32Array) => Float32Array> = {
  F32: (floats) => floats,
  F16: (floats) => decodeFloat16(encodeFloat16(floats)),
  BF16: (floats) => decodeBFloat16(encodeBFloat16(floats)),
};

interface Case {
  readonly arrays: TraceArrays;
  readonly sizes: { promptTokens: number; decodeSteps: number; headDimension: number };
  readonly layers: readonly number[];
  readonly dataType: FloatType;
  readonly run: number;
  readonly facts: Record<string, string>;
  readonly softmaxScale: number;
}

/** Any trace that the format can hold, small. */
const anyCase: fc.Arbitrary<Case> = fc
  .record({
    kvHeads: fc.integer({ min: 1, max: 3 }),
    group: fc.integer({ min: 1, max: 3 }),
    promptTokens: fc.nat({ max: 7 }),
    decodeSteps: fc.integer({ min: 1, max: 4 }),
    headDimension: fc.integer({ min: 1, max: 5 }),
    layers: fc.uniqueArray(fc.nat({ max: 999 }), { minLength: 1, maxLength: 3 }),
    dataType: fc.constantFrom(...floatTypes),
    run: fc.integer({ min: 1, max: 40 }),
    values: fc.boolean(),
    selections: fc.boolean(),
    ids: fc.option(fc.boolean()),
    text: fc.boolean(),
    facts: fc.record(
      { model: fc.string(), license: fc.string({ unit: "binary" }), textSource: fc.string() },
      { requiredKeys: [] },
    ),
    softmaxScale: fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
    seed: fc.nat(),
  })
  .chain((shape) => {
    const { kvHeads, group, promptTokens, decodeSteps, headDimension } = shape;
    const tokens = promptTokens + decodeSteps;
    const floats = (length: number) =>
      fc
        .array(fc.float({ min: -60000, max: 60000, noNaN: true }), {
          minLength: length,
          maxLength: length,
        })
        .map((numbers) => Float32Array.from(numbers));
    const heads = (count: number, rows: number) =>
      fc.array(floats(rows * headDimension), { minLength: count, maxLength: count });
    const selection = fc
      .tuple(
        ...Array.from({ length: decodeSteps }, (_, step) =>
          fc.subarray(Array.from({ length: promptTokens + step + 1 }, (_, token) => token)),
        ),
      )
      .map((steps): RecordedSelection => {
        const offsets = [0];
        for (const step of steps) offsets.push(offsets.at(-1)! + step.length);
        return {
          offsets: Float64Array.from(offsets),
          tokens: Int32Array.from(steps.flat()),
        };
      });
    const perToken = { minLength: tokens, maxLength: tokens };
    return fc
      .record({
        keys: heads(kvHeads, tokens),
        queries: heads(kvHeads * group, decodeSteps),
        values: heads(kvHeads, tokens),
        selections: fc.array(selection, {
          minLength: kvHeads * group,
          maxLength: kvHeads * group,
        }),
        tokenIds: fc.array(shape.ids === true ? fc.maxSafeInteger() : fc.nat(), perToken),
        tokenText: fc.array(fc.string({ unit: "binary" }), perToken),
      })
      .map(({ keys, queries, values, selections, tokenIds, tokenText }): Case => ({
        arrays: {
          keys,
          queries,
          ...(shape.values ? { values } : {}),
          ...(shape.selections ? { selections } : {}),
          ...(shape.ids === null ? {} : { tokenIds }),
          ...(shape.text ? { tokenText } : {}),
        },
        sizes: { promptTokens, decodeSteps, headDimension },
        layers: shape.layers,
        dataType: shape.dataType,
        run: shape.run,
        facts: shape.facts,
        softmaxScale: shape.softmaxScale,
      }));
  });

async function write({ arrays, sizes, layers, dataType, run, facts, softmaxScale }: Case) {
  const header = { ...headerFor(arrays, sizes, layers), facts, softmaxScale };
  return writeTraceBytes(header, arrayContent(arrays, run), { dataType });
}

describe("write then read", () => {
  it("is identity, up to the rounding of the type", async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (written) => {
        const { arrays, sizes, layers, dataType, facts, softmaxScale } = written;
        const trace = await openTrace(new BytesSource("written", await write(written)));
        const { header } = trace;
        const announced = headerFor(arrays, sizes, layers);
        assert.deepEqual(header, {
          ...announced,
          layers: [...announced.layers].sort((a, b) => a.id - b.id),
          facts: { ...facts },
          softmaxScale,
          version: "1",
          tokens: sizes.promptTokens + sizes.decodeSteps,
          unknownTensors: [],
        });
        for (const { id } of header.layers) {
          for (const kind of ["keys", "values", "queries"] as const) {
            for (const [head, floats] of (arrays[kind] ?? []).entries()) {
              assert.deepEqual(await trace[kind](id, head), stored[dataType](floats));
            }
          }
          for (const [head, selection] of (arrays.selections ?? []).entries()) {
            assert.deepEqual(await trace.selection(id, head), selection);
          }
        }
        const all = [asTokenIndex(0), asTokenIndex(header.tokens)] as const;
        if (arrays.tokenIds) assert.deepEqual([...(await trace.tokenIds(...all))], arrays.tokenIds);
        if (arrays.tokenText) assert.deepEqual(await trace.tokenText(...all), arrays.tokenText);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it("then write again gives the same bytes", async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (written) => {
        const bytes = await write({
          ...written,
          layers: [...written.layers].sort((a, b) => a - b),
        });
        const trace = await openTrace(new BytesSource("written", bytes));
        const { dataType } = written;
        const again = await writeTraceBytes(trace.header, contentOf(trace), { dataType });
        assert.ok(Buffer.from(again).equals(bytes));
      }),
      { seed: 8, numRuns: 100 },
    );
  });

  it("lays every tensor at a multiple of its width", async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (written) => {
        const bytes = await write(written);
        const length = new DataView(bytes.buffer).getUint32(0, true);
        assert.equal(length % 8, 0);
        const header = JSON.parse(
          new TextDecoder().decode(bytes.subarray(8, 8 + length)),
        ) as Record<string, { dtype: string; data_offsets: [number, number] } | undefined>;
        const widths: Record<string, number> = { U8: 1, F16: 2, BF16: 2, F32: 4, I32: 4, I64: 8 };
        for (const [name, entry] of Object.entries(header)) {
          if (name === "__metadata__") continue;
          assert.equal(entry!.data_offsets[0] % widths[entry!.dtype], 0, name);
        }
      }),
      { seed: 9, numRuns: 100 },
    );
  });
});

describe("a trace written to a file", () => {
  const arrays: TraceArrays = {
    keys: [Float32Array.of(1, 2, 3, 4, 5, 6)],
    queries: [Float32Array.of(1, 0)],
  };
  const header = headerFor(arrays, { promptTokens: 2, decodeSteps: 1, headDimension: 2 });
  const options = { dataType: "F16" } as const;
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "kvtrace-"));
    file = path.join(folder, "run.kvtrace");
  });

  afterEach(() => rm(folder, { recursive: true }));

  it("opens, and is the same as in memory", async () => {
    const fractions: number[] = [];
    const onProgress = (fraction: number) => void fractions.push(fraction);
    await writeTraceFile(file, header, arrayContent(arrays, 2), { ...options, onProgress });
    const trace = await openTraceFile(file);
    assert.deepEqual(await trace.keys(0, 0), arrays.keys![0]);
    await trace.close();
    const bytes = await writeTraceBytes(header, arrayContent(arrays), options);
    assert.ok((await readFile(file)).equals(bytes));
    assert.deepEqual(await readdir(folder), ["run.kvtrace"]);
    assert.deepEqual(fractions, [4 / 16, 8 / 16, 12 / 16, 1]);
  });

  const failures: [string, Parameters<typeof writeTraceFile>[2], RegExp][] = [
    [
      "a value that its type cannot hold",
      arrayContent({ ...arrays, queries: [Float32Array.of(1, 65520)] }),
      /layers\.0\.queries: 65520 is not finite in F16/,
    ],
    [
      "NaN",
      arrayContent({ ...arrays, keys: [Float32Array.of(1, 2, 3, NaN, 5, 6)] }),
      /layers\.0\.keys: NaN is not finite/,
    ],
    [
      "too few rows",
      arrayContent({ ...arrays, queries: [new Float32Array(1)] }),
      /head 0 has 1 numbers of 2/,
    ],
    [
      "a source that breaks off",
      {
        ...arrayContent(arrays),
        queries: () => {
          throw new Error("gone");
        },
      },
      /gone/,
    ],
    ["content that is not there", arrayContent({ keys: arrays.keys! }), /announces queries/],
  ];
  for (const [what, content, message] of failures) {
    it(`leaves nothing behind, and an old file alone, after ${what}`, async () => {
      await assert.rejects(writeTraceFile(file, header, content, options), message);
      assert.deepEqual(await readdir(folder), []);
      await writeFile(file, "the old one");
      await assert.rejects(writeTraceFile(file, header, content, options), message);
      assert.deepEqual(await readdir(folder), ["run.kvtrace"]);
      assert.equal(await readFile(file, "utf8"), "the old one");
    });
  }

  it("leaves nothing behind when it is cancelled", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const write = writeTraceFile(file, header, arrayContent(arrays, 2), {
      ...options,
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await assert.rejects(write, reason);
    assert.deepEqual(await readdir(folder), []);
  });

  it("is refused where no file can be", async () => {
    for (const [place, reason] of [
      [folder, /is a directory/],
      [path.join(folder, "no", "run.kvtrace"), /does not exist/],
    ] as const) {
      await assert.rejects(
        writeTraceFile(place, header, arrayContent(arrays), options),
        (error) => {
          assert.ok(error instanceof InputError, String(error));
          assert.equal(error.field, "output file");
          assert.match(error.reason, reason);
          return true;
        },
      );
    }
  });

  it("refuses a selection that no reader would take", async () => {
    const selections = [{ offsets: Float64Array.of(0, 2), tokens: Int32Array.of(1, 3) }];
    const withSelection = { ...arrays, selections };
    const sizes = { promptTokens: 2, decodeSteps: 1, headDimension: 2 };
    await assert.rejects(
      writeTraceBytes(headerFor(withSelection, sizes), arrayContent(withSelection), options),
      /layers\.0\.selected_tokens: token 3 at step 0 is not in 0 \.\. 2/,
    );
  });
});
