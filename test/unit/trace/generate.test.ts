import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { BytesSource } from "../../../src/core/files/bytes-source";
import { generateTraceFile, syntheticTrace } from "../../../src/core/trace/generate/generate-trace";
import { generateTraceBytes } from "../../fixtures/trace/trace-bytes";
import { HeadSpace } from "../../../src/core/trace/generate/head-space";
import {
  generatedBytes,
  generateOptions,
  parseGenerateParameters,
} from "../../../src/core/trace/generate/options";
import { Random } from "../../../src/core/trace/generate/random";
import { looksNear } from "../../../src/core/trace/generate/synthetic-queries";
import { openTrace } from "../../../src/core/trace/open-trace";
import { openTraceFile } from "../../fixtures/trace/trace-file";
import { kvHeadOf } from "../../../src/core/trace/trace";
import { asTokenIndex } from "../../../src/core/units";
import {
  attention,
  effectiveRank,
  effectiveTokens,
  varianceExplained,
} from "../../fixtures/trace/statistics";

const tiny = { layers: 2, promptTokens: 60, steps: 5, headDimension: 8, topics: 4 };

async function generated(given: Record<string, unknown>) {
  const bytes = await generateTraceBytes(parseGenerateParameters(given));
  return openTrace(new BytesSource("synthetic", bytes));
}

/** The same rows in another order. */
function shuffledRows(rows: Float32Array, dimension: number): Float32Array {
  const random = Random.stream(99);
  const shuffled = rows.slice();
  for (let row = rows.length / dimension - 1; row > 0; row--) {
    const other = random.below(row + 1);
    const kept = shuffled.slice(row * dimension, (row + 1) * dimension);
    shuffled.copyWithin(row * dimension, other * dimension, (other + 1) * dimension);
    shuffled.set(kept, other * dimension);
  }
  return shuffled;
}

describe("a synthetic trace", () => {
  it("opens, with every parameter in its metadata", async () => {
    const parameters = parseGenerateParameters({ ...tiny, queryHeads: 4, seed: 17 });
    const bytes = await generateTraceBytes(parameters);
    const { header } = await openTrace(new BytesSource("synthetic", bytes));
    assert.deepEqual(
      [header.promptTokens, header.decodeSteps, header.queryHeads, header.kvHeads],
      [60, 5, 4, 2],
    );
    assert.deepEqual(
      header.layers.map(({ id }) => id),
      [0, 1],
    );
    assert.equal(header.facts.model, "synthetic");
    for (const { name } of generateOptions) {
      assert.match(header.facts.source!, new RegExp(`\\b${name}=${parameters[name]}\\b`));
    }
    const headerBytes = 8 + new DataView(bytes.buffer).getUint32(0, true);
    assert.equal(bytes.length - headerBytes, generatedBytes(parameters));
  });

  it("is the same for the same seed, on every machine", async () => {
    const hash = async (given: Record<string, unknown>) =>
      createHash("sha256")
        .update(await generateTraceBytes(parseGenerateParameters(given)))
        .digest("hex");
    assert.equal(
      await hash(tiny),
      "b10ed7a0c1f47ab29c67426720a7e45ab04da81a4a45a7d7c619ade56cb76169",
    );
    assert.equal(await hash({ ...tiny, seed: 2 }), await hash({ ...tiny, seed: 2 }));
    assert.notEqual(await hash({ ...tiny, seed: 2 }), await hash(tiny));
  });

  it("has heads and layers of its own", async () => {
    const trace = await generated(tiny);
    const heads = [
      ...(await Promise.all([trace.keys(0, 0), trace.keys(0, 1), trace.keys(1, 0)])),
      ...(await Promise.all([trace.values(0, 0), trace.values(0, 1), trace.values(1, 0)])),
    ].map((floats) => floats.join());
    assert.equal(new Set(heads).size, heads.length);
  });

  it("keeps a head's numbers when other heads and layers are added", async () => {
    const small = await generated({ ...tiny, layers: 1, kvHeads: 1, queryHeads: 1 });
    const large = await generated({ ...tiny, layers: 3, kvHeads: 2, queryHeads: 2 });
    assert.deepEqual(await large.keys(0, 0), await small.keys(0, 0));
    assert.deepEqual(await large.values(0, 0), await small.values(0, 0));
    assert.deepEqual(await large.queries(0, 0), await small.queries(0, 0));
  });

  it("comes in pieces, however long it is", () => {
    const parameters = parseGenerateParameters({
      promptTokens: 131_008,
      steps: 64,
      headDimension: 128,
    });
    const { content } = syntheticTrace(parameters);
    let pieces = 0;
    for (const piece of content.keys!(0, 0) as Iterable<Float32Array>) {
      assert.ok(piece.length <= 2 ** 16);
      if (++pieces === 3) break;
    }
    assert.equal(pieces, 3);
    assert.ok(generatedBytes(parameters) > 2 ** 28);
  });

  for (const given of [
    {},
    { seed: 7, headDimension: 128 },
    { seed: 3, topics: 256, promptTokens: 4096 },
    { seed: 4, headDimension: 8 },
  ]) {
    describe(`with ${JSON.stringify(given)}`, () => {
      const parameters = parseGenerateParameters({ layers: 1, steps: 16, ...given });
      const { headDimension } = parameters;

      it("has keys that form clusters: topics explain most of their variance", async () => {
        const trace = await generated({ layers: 1, steps: 16, ...given });
        const { tokens, kvHeads } = trace.header;
        const topics = await trace.tokenIds(asTokenIndex(0), asTokenIndex(tokens));
        for (let head = 0; head < kvHeads; head++) {
          const keys = await trace.keys(0, head);
          const explained = varianceExplained(keys, headDimension, topics);
          const shuffled = shuffledRows(keys, headDimension);
          const chance = varianceExplained(shuffled, headDimension, topics);
          assert.ok(explained > 0.5, `topics explain ${explained}`);
          assert.ok(explained > 5 * chance, `against ${chance} by chance`);
        }
      });

      it("has keys of low rank", async () => {
        const trace = await generated({ layers: 1, steps: 16, ...given });
        const rank = effectiveRank(await trace.keys(0, 0), headDimension);
        assert.ok(rank > 1.5 && rank < headDimension / 2, `rank ${rank} of ${headDimension}`);
      });

      it("has neighbours that are more alike than others, within a topic too", async () => {
        const trace = await generated({ layers: 1, steps: 16, ...given });
        const { tokens } = trace.header;
        const topics = await trace.tokenIds(asTokenIndex(0), asTokenIndex(tokens));
        const keys = await trace.keys(0, 0);
        const meanDistance = (apart: number) => {
          let [sum, count] = [0, 0];
          for (let token = 1; token + apart < tokens; token++) {
            if (topics[token] !== topics[token + apart]) continue;
            for (let d = 0; d < headDimension; d++) {
              const here = keys[token * headDimension + d];
              sum += (here - keys[(token + apart) * headDimension + d]) ** 2;
            }
            count++;
          }
          return sum / count;
        };
        assert.ok(meanDistance(1) < 0.6 * meanDistance(200));
      });

      it("has attention that is sparse but not degenerate", async () => {
        const trace = await generated({ layers: 1, steps: 16, ...given });
        const { header } = trace;
        const { promptTokens, decodeSteps, queryHeads, softmaxScale } = header;
        let [kept, spread, nearMass, farMass, nearHeads] = [0, 0, 0, 0, 0];
        for (let head = 0; head < queryHeads; head++) {
          const keys = await trace.keys(0, kvHeadOf(header, head));
          const queries = await trace.queries(0, head);
          for (let step = 0; step < decodeSteps; step++) {
            const query = queries.subarray(step * headDimension, (step + 1) * headDimension);
            const weights = attention(query, keys, promptTokens + step + 1, softmaxScale);
            const best = weights.toSorted().reverse();
            kept += best.slice(0, Math.floor(weights.length / 8)).reduce((a, b) => a + b);
            spread += effectiveTokens(weights);
            const newest = weights.slice(-128).reduce((a, b) => a + b);
            if (looksNear(head)) nearMass += newest;
            else farMass += newest;
          }
          if (looksNear(head)) nearHeads++;
        }
        const rows = queryHeads * decodeSteps;
        // An eighth of the tokens would hold an eighth of even attention.
        assert.ok(kept / rows > 0.7, `the best eighth holds ${kept / rows}`);
        assert.ok(spread / rows > 5, `attention is on ${spread / rows} tokens`);
        assert.ok(spread / rows < promptTokens / 4, `attention is on ${spread / rows} tokens`);
        const near = nearMass / (nearHeads * decodeSteps);
        const far = farMass / ((queryHeads - nearHeads) * decodeSteps);
        assert.ok(near > 2 * far, `the newest 128 hold ${near} and ${far}`);
      });
    });
  }

  it("lives in orthonormal directions", () => {
    for (const headDimension of [8, 9, 64, 100, 512]) {
      const space = new HeadSpace(parseGenerateParameters({ headDimension }), 0, 0);
      assert.ok(space.size <= headDimension);
      const axes = Array.from({ length: space.size }, (_, axis) => {
        const point = new Float64Array(space.size);
        point[axis] = 1;
        const vector = new Float64Array(headDimension);
        space.place(point, vector);
        return vector;
      });
      for (const [i, a] of axes.entries()) {
        for (const [j, b] of axes.entries()) {
          const product = a.reduce((sum, value, d) => sum + value * b[d], 0);
          assert.ok(Math.abs(product - (i === j ? 1 : 0)) < 1e-12, `${i} and ${j}: ${product}`);
        }
      }
    }
  });
});

describe("generating to a file", () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "kvtrace-"));
    file = path.join(folder, "synthetic.kvtrace");
  });

  afterEach(() => rm(folder, { recursive: true }));

  it("gives the bytes that it gives in memory, and tells how far it is", async () => {
    const parameters = parseGenerateParameters(tiny);
    const fractions: number[] = [];
    await generateTraceFile(file, parameters, { onProgress: (part) => void fractions.push(part) });
    assert.ok((await readFile(file)).equals(await generateTraceBytes(parameters)));
    assert.ok(fractions.every((part, i) => part >= (fractions[i - 1] ?? 0)));
    assert.equal(fractions.at(-1), 1);
    const trace = await openTraceFile(file);
    await trace.close();
  });

  it("can be cancelled at once, and leaves nothing", async () => {
    const controller = new AbortController();
    const parameters = parseGenerateParameters({ layers: 256, promptTokens: 100_000 });
    const run = generateTraceFile(file, parameters, {
      signal: controller.signal,
      onProgress: (part) => {
        if (part > 0) controller.abort();
      },
    });
    await assert.rejects(run, { name: "AbortError" });
    assert.deepEqual(await readdir(folder), []);
  });
});

describe("the generator's options", () => {
  it("are described, with a default within their bounds", () => {
    for (const option of generateOptions) {
      assert.ok(option.description.length > 3);
      if (option.kind === "choice") assert.ok(option.choices.includes(option.default));
      else assert.ok(option.minimum <= option.default && option.default <= option.maximum);
    }
    const names = generateOptions.map(({ name }) => name).sort();
    assert.deepEqual(Object.keys(parseGenerateParameters({})).sort(), names);
  });

  it("are taken as numbers or as text", () => {
    const parameters = parseGenerateParameters({ layers: "3", steps: 7, dataType: "BF16" });
    assert.deepEqual([parameters.layers, parameters.steps, parameters.dataType], [3, 7, "BF16"]);
  });

  const refusals: [Record<string, unknown>, RegExp][] = [
    ...generateOptions.flatMap((option): [Record<string, unknown>, RegExp][] => {
      if (option.kind === "choice") return [];
      const { name, minimum, maximum } = option;
      return [
        [{ [name]: minimum - 1 }, new RegExp(`^${name}: .*(less than|negative)`)],
        [{ [name]: maximum + 1 }, new RegExp(`^${name}: .* is more than ${maximum}`)],
        [{ [name]: minimum + 0.5 }, new RegExp(`^${name}: .* is not a whole number`)],
        [{ [name]: NaN }, new RegExp(`^${name}: NaN is not a whole number`)],
        [{ [name]: "many" }, new RegExp(`^${name}: many is not a whole number`)],
        [{ [name]: "" }, new RegExp(`^${name}: .*is not a whole number`)],
        [{ [name]: null }, new RegExp(`^${name}: is not a whole number`)],
      ];
    }),
    [{ queryHeads: 5, kvHeads: 2 }, /^queryHeads: 5 is not a multiple of 2 KV heads/],
    [{ promptTokens: 131_000, steps: 100 }, /^promptTokens: .* more than 131072 tokens/],
    [{ dataType: "F64" }, /^dataType: F64 is not F16, BF16, F32/],
    [{ dataType: 16 }, /^dataType: this is not/],
    [{ colour: 1 }, /^colour: is not a known option/],
  ];
  for (const [given, message] of refusals) {
    it(`refuse ${JSON.stringify(given)} by name`, () => {
      assert.throws(() => parseGenerateParameters(given), { name: "InputError", message });
    });
  }
});
