import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseNamePattern } from "../../../../src/core/trace/import/array-names";
import { importTrace } from "../../../../src/core/trace/import/import-trace";
import type { ImportOptions } from "../../../../src/core/trace/import/options";
import { openTraceFile } from "../../../fixtures/trace/trace-file";
import type { Trace } from "../../../../src/core/trace/trace";
import { asTokenIndex } from "../../../../src/core/units";
import { InputError } from "../../../../src/core/errors";
import { importSnapshots } from "../../../fixtures/import/snapshots";

/** Sizes of the samples: see test/fixtures/import/make.py. */
const [prompt, steps, queryHeads, kvHeads, dimension] = [9, 3, 4, 2, 4];
const total = prompt + steps;
const kinds = { keys: 0, values: 1, queries: 2 } as const;

/** One head of a sample, by the formula that made it. */
function numbers(layer: number, kind: keyof typeof kinds, head: number): number[] {
  const size = (kind === "queries" ? steps : total) * dimension;
  return Array.from({ length: size }, (_, i) => {
    return (((head * size + i) * 7 + 13 * kinds[kind] + 29 * layer) % 97) / 16 - 3;
  });
}

function chosen(layer: number, head: number, step: number): number[] {
  const newest = prompt + step;
  const every = Array.from({ length: newest }, (_, token) => token).filter(
    (token) => token >= layer % 2 && (token - (layer % 2)) % (head + 2) === 0,
  );
  return [...every, newest];
}

const sample = (name: string) => path.join("test/fixtures/import", name);

describe("importing the samples", () => {
  let folder = "";
  before(() => (folder = mkdtempSync(path.join(tmpdir(), "kvtrace-import-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function imported(
    from: string,
    options: ImportOptions,
    look: (trace: Trace, notes: readonly string[]) => Promise<void>,
  ): Promise<void> {
    const out = path.join(folder, "out.kvtrace");
    const { notes } = await importTrace(from, out, options);
    const trace = await openTraceFile(out);
    try {
      await look(trace, notes);
    } finally {
      await trace.close();
      rmSync(out);
    }
  }

  it("takes a cache of pairs from safetensors, with its token ids", () =>
    imported(sample("cache.safetensors"), { promptTokens: prompt }, async (trace) => {
      const { header } = trace;
      assert.deepEqual(
        [header.promptTokens, header.decodeSteps, header.kvHeads, header.headDimension],
        [prompt, steps, kvHeads, dimension],
      );
      for (const layer of [0, 2]) {
        for (let head = 0; head < kvHeads; head++) {
          assert.deepEqual([...(await trace.keys(layer, head))], numbers(layer, "keys", head));
          assert.deepEqual([...(await trace.values(layer, head))], numbers(layer, "values", head));
        }
      }
      const ids = await trace.tokenIds(asTokenIndex(0), asTokenIndex(total));
      assert.deepEqual(
        [...ids],
        Array.from({ length: total }, (_, i) => 500 + i),
      );
    }));

  for (const name of ["stored.npz", "deflated.npz"]) {
    it(`takes keys, values and queries from ${name}`, () =>
      imported(sample(name), {}, async (trace) => {
        assert.equal(trace.header.promptTokens, prompt);
        for (let head = 0; head < kvHeads; head++) {
          assert.deepEqual([...(await trace.keys(0, head))], numbers(0, "keys", head));
          assert.deepEqual([...(await trace.values(0, head))], numbers(0, "values", head));
        }
        for (let head = 0; head < queryHeads; head++) {
          assert.deepEqual([...(await trace.queries(0, head))], numbers(0, "queries", head));
        }
      }));
  }

  it("takes the lists of a top-k policy from JSON", () =>
    imported(sample("topk.json"), {}, async (trace) => {
      assert.deepEqual([trace.header.headDimension, trace.header.kvHeads], [128, kvHeads]);
      for (const layer of [1, 3]) {
        for (let head = 0; head < queryHeads; head++) {
          const { offsets, tokens } = await trace.selection(layer, head);
          for (let step = 0; step < steps; step++) {
            const row = [...tokens.subarray(offsets[step], offsets[step + 1])];
            assert.deepEqual(row, chosen(layer, head, step));
          }
        }
      }
    }));

  it("takes pages as the tokens in them, up to the newest", () => {
    const options = { pageTokens: 4, promptTokens: prompt, headDimension: 64, kvHeads: 1 };
    return imported(sample("pages.npz"), options, async (trace) => {
      for (let head = 0; head < queryHeads; head++) {
        const { offsets, tokens } = await trace.selection(5, head);
        for (let step = 0; step < steps; step++) {
          const newest = prompt + step;
          const inPages = (token: number) =>
            [head % 2, newest >> 2].includes(token >> 2) && token <= newest;
          const expected = Array.from({ length: total }, (_, token) => token).filter(inPages);
          const row = [...tokens.subarray(offsets[step], offsets[step + 1])];
          assert.deepEqual(row, expected);
        }
      }
    });
  });

  it("gives the same bytes and the same words as ever", async () => {
    const options: Readonly<Record<string, ImportOptions>> = {
      "cache.safetensors": { promptTokens: prompt },
      "stored.npz": {},
      "deflated.npz": { dataType: "F32" },
      "topk.json": {},
      "pages.npz": { pageTokens: 4, promptTokens: prompt, headDimension: 64 },
    };
    const found: Record<string, unknown> = {};
    for (const [name, given] of Object.entries(options)) {
      const out = path.join(folder, "same.kvtrace");
      const { notes } = await importTrace(sample(name), out, given);
      const hash = createHash("sha256").update(readFileSync(out)).digest("hex");
      found[name] = { hash: hash.slice(0, 16), notes };
    }
    assert.deepEqual(found, importSnapshots);
  });

  const refusals: readonly (readonly [string, string, ImportOptions, RegExp])[] = [
    [
      "a mapping that fits nothing",
      "stored.npz",
      { map: [parseNamePattern("--map", "key=cache.{layer}.k")] },
      /^map key: cache\.\{layer\}\.k fits no array; the nearest is \w+; the file holds keys F32 \[2, 12, 4\], values .*stored\.npz/,
    ],
    [
      "one array as two",
      "stored.npz",
      { map: [parseNamePattern("--map", "key=*e*s")] },
      /both look like the key/,
    ],
    [
      "a layout of another rank",
      "stored.npz",
      { layout: "BHTD" },
      /^keys: \[2, 12, 4\] has 3 axes, layout BHTD has 4/,
    ],
    [
      "a layout of other letters",
      "stored.npz",
      { layout: "HTX" },
      /^layout: "HTX" is not a layout/,
    ],
    ["the wrong axes", "stored.npz", { layout: "THD" }, /^heads: 3 query heads are not a multiple/],
    [
      "a prompt that the queries contradict",
      "stored.npz",
      { promptTokens: 5 },
      /^prompt tokens: 5 leave 7 of 12 tokens for 3 queries/,
    ],
    ["pages without their size", "pages.npz", {}, /^layers\.5\.page_indices: looks like pages/],
    [
      "indices without a prompt",
      "pages.npz",
      { pageTokens: 4, headDimension: 8 },
      /^prompt tokens: without keys/,
    ],
    [
      "indices without a head dimension",
      "pages.npz",
      { pageTokens: 4, promptTokens: 9 },
      /^head dimension: without keys and queries/,
    ],
    [
      "pages past the context",
      "pages.npz",
      { pageTokens: 8, promptTokens: 9, headDimension: 8 },
      /^layers\.5\.page_indices: head 0, step 0: page of 8 tokens, 2 is not in 0 \.\. 9/,
    ],
    ["a batch that is not there", "cache.safetensors", { batch: 1 }, /batch 1 is not below 1/],
    [
      "floats as indices",
      "stored.npz",
      { map: [parseNamePattern("--map", "selected=queries")] },
      /^queries: element type F32 is not a type of whole numbers/,
    ],
  ];

  for (const [what, name, options, message] of refusals) {
    it(`refuses ${what}, and leaves no file`, async () => {
      const out = path.join(folder, "refused.kvtrace");
      await assert.rejects(importTrace(sample(name), out, options), (error) => {
        assert.ok(error instanceof InputError, String(error));
        assert.match(error.message, message);
        return true;
      });
      assert.deepEqual(
        readdirSync(folder).filter((file) => file.startsWith("refused")),
        [],
      );
    });
  }

  const brokenJson: readonly (readonly [string, RegExp])[] = [
    ["{", /^file: not valid JSON/],
    ["[]", /^file: must be a JSON object/],
    ['{"layer": {}}', /^layer: is unknown; known are layers/],
    ['{"layers": {}}', /^layers: holds no layer/],
    ['{"layers": {"x": [[[0]]]}}', /^layers\.x: is not a layer's number/],
    ['{"layers": {"0": [[[0]], [[0], [1]]]}}', /^layers\.0\[1\]: 2 steps here but 1 in head 0/],
    ['{"layers": {"0": [[[0.5]]]}}', /^layers\.0\[0\]\[0\]\[0\]: must be a whole number/],
    ['{"layers": {"0": [[0]]}}', /^layers\.0\[0\]\[0\]: must be a list/],
    ['{"layers": {"0": [[[0]]]}, "page_size": "a"}', /^page_size: must be a whole number/],
    ['{"layers": {"0": [[[7]]]}, "prompt_tokens": 6, "head_dimension": 8}', /token 7 is not in 0/],
  ];

  it("refuses JSON that is not such a dump, by its path", async () => {
    const from = path.join(folder, "broken.json");
    for (const [text, message] of brokenJson) {
      writeFileSync(from, text);
      const importing = importTrace(from, path.join(folder, "no.kvtrace"), {});
      await assert.rejects(importing, (error: Error) => message.test(error.message));
    }
  });
});
