import assert from "node:assert/strict";
import { InputError } from "../../../src/core/errors";
import { BytesSource } from "../../../src/core/files/bytes-source";
import { openTrace } from "../../../src/core/trace/open-trace";
import { safetensorsFile } from "../../fixtures/trace/safetensors-file";

type Shapes = Readonly<Record<string, readonly number[]>>;

interface Disagreement {
  readonly what: string;
  readonly shapes: Shapes;
  readonly metadata?: Record<string, string>;
  /** The tensor whose shape is refused. */
  readonly tensor: string;
  readonly reason: RegExp;
}

const layer0: Shapes = {
  "layers.0.keys": [2, 8, 4],
  "layers.0.values": [2, 8, 4],
  "layers.0.queries": [4, 2, 4],
};

const disagreements: readonly Disagreement[] = [
  {
    what: "query heads that are not a multiple of the KV heads",
    shapes: { ...layer0, "layers.0.queries": [3, 2, 4] },
    tensor: "layers.0.queries",
    reason: /3 query heads are not a multiple of 2 KV heads/,
  },
  {
    what: "fewer query heads than KV heads",
    shapes: { ...layer0, "layers.0.queries": [1, 2, 4] },
    tensor: "layers.0.queries",
    reason: /1 query heads are not a multiple of 2 KV heads/,
  },
  {
    what: "recorded query heads that are not a multiple of the KV heads",
    shapes: {
      "layers.0.keys": [2, 8, 4],
      "layers.0.selected_offsets": [7],
      "layers.0.selected_tokens": [0],
    },
    metadata: { kvtrace_version: "1", decode_steps: "2" },
    tensor: "layers.0.selected_offsets",
    reason: /3 query heads are not a multiple of 2 KV heads/,
  },
  {
    what: "layers that differ in T",
    shapes: { ...layer0, "layers.3.keys": [2, 9, 4] },
    tensor: "layers.3.keys",
    reason: /number of tokens T is 9 here but 8 in layers\.0\.keys/,
  },
  {
    what: "layers that differ in S",
    shapes: { ...layer0, "layers.3.queries": [4, 3, 4] },
    tensor: "layers.3.queries",
    reason: /number of decode steps S is 3 here but 2 in layers\.0\.queries/,
  },
  {
    what: "layers that differ in D",
    shapes: { ...layer0, "layers.3.keys": [2, 8, 5] },
    tensor: "layers.3.keys",
    reason: /head dimension D is 5 here but 4 in layers\.0\.keys/,
  },
  {
    what: "layers that differ in KV heads",
    shapes: { ...layer0, "layers.3.keys": [4, 8, 4] },
    tensor: "layers.3.keys",
    reason: /number of KV heads is 4 here but 2 in layers\.0\.keys/,
  },
  {
    what: "layers that differ in query heads",
    shapes: { ...layer0, "layers.3.queries": [2, 2, 4] },
    tensor: "layers.3.queries",
    reason: /number of query heads is 2 here but 4 in layers\.0\.queries/,
  },
  {
    what: "values that differ from keys in T",
    shapes: { ...layer0, "layers.0.values": [2, 7, 4] },
    tensor: "layers.0.values",
    reason: /number of tokens T is 7 here but 8 in layers\.0\.keys/,
  },
  {
    what: "queries that differ from keys in D",
    shapes: { ...layer0, "layers.0.queries": [4, 2, 6] },
    tensor: "layers.0.queries",
    reason: /head dimension D is 6 here but 4 in layers\.0\.keys/,
  },
  {
    what: "more steps than tokens",
    shapes: { ...layer0, "layers.0.queries": [4, 9, 4] },
    tensor: "layers.0.queries",
    reason: /9 decode steps are more than 8 tokens/,
  },
  {
    what: "token ids for another number of tokens",
    shapes: { ...layer0, tokens: [9] },
    tensor: "tokens",
    reason: /number of tokens T is 9 here but 8 in layers\.0\.keys/,
  },
  {
    what: "text offsets for another number of tokens",
    shapes: { ...layer0, token_text_offsets: [8], token_text: [3] },
    tensor: "token_text_offsets",
    reason: /number of tokens T is 7 here but 8 in layers\.0\.keys/,
  },
  {
    what: "a selection that is not query heads times steps",
    shapes: { ...layer0, "layers.0.selected_offsets": [8], "layers.0.selected_tokens": [0] },
    tensor: "layers.0.selected_offsets",
    reason: /8 is not query heads \* S \+ 1 with S = 2/,
  },
  {
    what: "a selection of another number of query heads",
    shapes: { ...layer0, "layers.0.selected_offsets": [5], "layers.0.selected_tokens": [0] },
    tensor: "layers.0.selected_offsets",
    reason: /number of query heads is 2 here but 4 in layers\.0\.queries/,
  },
  {
    what: "a selection without steps",
    shapes: {
      "layers.0.keys": [2, 8, 4],
      "layers.0.selected_offsets": [9],
      "layers.0.selected_tokens": [0],
    },
    tensor: "layers.0.selected_offsets",
    reason: /9 is not query heads \* S \+ 1 with S = 0/,
  },
  {
    what: "no KV head",
    shapes: { "layers.0.keys": [0, 8, 4] },
    tensor: "layers.0.keys",
    reason: /number of KV heads is 0, less than 1/,
  },
  {
    what: "no token",
    shapes: { "layers.0.keys": [2, 0, 4] },
    tensor: "layers.0.keys",
    reason: /number of tokens T is 0, less than 1/,
  },
  {
    what: "no head dimension",
    shapes: { "layers.0.keys": [2, 8, 0] },
    tensor: "layers.0.keys",
    reason: /head dimension D is 0, less than 1/,
  },
];

/** A file of zeros with these shapes. */
function zeros(shapes: Shapes, metadata?: Record<string, string>): Uint8Array {
  const types: Record<string, string | undefined> = {
    tokens: "I32",
    token_text_offsets: "I64",
    token_text: "U8",
    selected_offsets: "I64",
    selected_tokens: "I32",
  };
  const width: Record<string, number> = { U8: 1, I32: 4, F32: 4, I64: 8 };
  const tensors = Object.entries(shapes).map(([name, shape]) => {
    const dtype = types[name.split(".").at(-1)!] ?? "F32";
    const elements = shape.reduce((product, length) => product * length, 1);
    return { name, dtype, shape, data: new Uint8Array(elements * width[dtype]) };
  });
  return safetensorsFile(tensors, metadata);
}

const open = (shapes: Shapes, metadata?: Record<string, string>) =>
  openTrace(new BytesSource("zeros", zeros(shapes, metadata)));

describe("tensors that disagree are refused:", () => {
  for (const { what, shapes, metadata, tensor, reason } of disagreements) {
    it(what, async () => {
      const text = Buffer.from(zeros(shapes, metadata));
      await assert.rejects(open(shapes, metadata), (error) => {
        assert.ok(error instanceof InputError, String(error));
        assert.equal(error.field, `${tensor}.shape`, error.message);
        assert.match(error.reason, reason);
        const name = text.indexOf(`"${tensor}":`);
        assert.equal(error.place.offset, text.indexOf('"shape"', name));
        return true;
      });
    });
  }

  for (const missing of ["tokens T", "head dimension"]) {
    it(`a trace that nowhere tells its ${missing}`, async () => {
      const selection = { "layers.0.selected_offsets": [9], "layers.0.selected_tokens": [0] };
      const told = missing === "tokens T" ? selection : { ...selection, tokens: [8] };
      await assert.rejects(open(told, { kvtrace_version: "1", decode_steps: "2" }), (error) => {
        assert.ok(error instanceof InputError);
        assert.ok(error.field.includes(missing), error.message);
        return true;
      });
    });
  }
});

describe("what the metadata leaves out is inferred", () => {
  it("from keys and queries alone: a plain tensor dump", async () => {
    const { header } = await open({ "layers.5.keys": [2, 8, 16], "layers.5.queries": [4, 3, 16] });
    const { version, promptTokens, decodeSteps, queryHeads, kvHeads, softmaxScale } = header;
    assert.deepEqual(
      { version, promptTokens, decodeSteps, queryHeads, kvHeads, softmaxScale },
      {
        version: undefined,
        promptTokens: 5,
        decodeSteps: 3,
        queryHeads: 4,
        kvHeads: 2,
        softmaxScale: 0.25,
      },
    );
  });

  it("from a plain dump's shapes, whatever its metadata means", async () => {
    const metadata = { format: "pt", decode_steps: "all", softmax_scale: "1", model: "m" };
    const { header } = await open(layer0, metadata);
    assert.equal(header.decodeSteps, 2);
    assert.equal(header.softmaxScale, 0.5);
    assert.deepEqual(header.facts, { model: "m" });
  });

  it("from keys alone: a prompt without steps", async () => {
    const { header } = await open({ "layers.0.keys": [2, 8, 4] });
    assert.deepEqual([header.promptTokens, header.decodeSteps, header.queryHeads], [8, 0, 2]);
  });

  for (const [key, value] of [
    ["prompt_tokens", "5"],
    ["decode_steps", "3"],
  ]) {
    it(`from keys and ${key}`, async () => {
      const metadata = { kvtrace_version: "1", [key]: value };
      const { header } = await open({ "layers.0.keys": [2, 8, 4] }, metadata);
      assert.deepEqual([header.promptTokens, header.decodeSteps], [5, 3]);
    });
  }

  it("from a recorded selection: the query heads", async () => {
    const shapes = {
      "layers.0.keys": [2, 8, 4],
      "layers.0.selected_offsets": [13],
      "layers.0.selected_tokens": [0],
    };
    const { header } = await open(shapes, { kvtrace_version: "1", decode_steps: "3" });
    assert.deepEqual([header.queryHeads, header.kvHeads], [4, 2]);
  });

  it("from queries and a selection: a trace without keys", async () => {
    const shapes = {
      "layers.0.queries": [4, 3, 8],
      "layers.0.selected_offsets": [13],
      "layers.0.selected_tokens": [0],
    };
    const { header } = await open(shapes, { kvtrace_version: "1", prompt_tokens: "5" });
    assert.deepEqual([header.tokens, header.queryHeads, header.kvHeads], [8, 4, 4]);
  });
});
