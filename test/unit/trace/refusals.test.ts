import assert from "node:assert/strict";
import { InputError } from "../../../src/core/errors";
import { BytesSource } from "../../../src/core/files/bytes-source";
import { openTrace } from "../../../src/core/trace/open-trace";
import { fileOf, safetensors } from "../../fixtures/trace/safetensors-file";
import type { JsonHeader } from "../../fixtures/trace/safetensors-file";
import { smallMetadata, smallTensors } from "../../fixtures/trace/small-trace";

interface Refusal {
  readonly what: string;
  /** Breaks the header of the small trace. */
  readonly change?: (header: JsonHeader) => void;
  /** Breaks its text. */
  readonly text?: (json: string) => string;
  /** Breaks the whole file. */
  readonly bytes?: (file: Uint8Array) => Uint8Array;
  readonly field: string;
  readonly reason: RegExp;
  /** The offset of the message, or texts to find one behind the other: it is that of the last. */
  readonly at: readonly string[] | ((file: Uint8Array) => number);
}

const keys = "layers.0.keys";

/** Writes an entry's property, or drops it. */
function set(name: string, property: string, value: unknown): (header: JsonHeader) => void {
  return (header) => {
    header[name][property] = value;
  };
}

/** Replaces numbers that JSON.stringify would write another way. */
function literal(name: string, property: string, text: string): (json: string) => string {
  return (json) => {
    const from = json.indexOf(`"${property}":`, json.indexOf(`"${name}"`)) + property.length + 3;
    return json.slice(0, from) + text + json.slice(json.indexOf("]", from) + 1);
  };
}

const offsetsOf = (header: JsonHeader, name: string) =>
  header[name].data_offsets as [number, number];

const afterHeader = (file: Uint8Array) => 8 + new DataView(file.buffer).getUint32(0, true);

const refusals: Refusal[] = [
  {
    what: "an empty file",
    bytes: () => new Uint8Array(0),
    field: "header length",
    reason: /0 bytes are fewer than the 8/,
    at: () => 0,
  },
  {
    what: "a file cut within the header length",
    bytes: (file) => file.slice(0, 7),
    field: "header length",
    reason: /7 bytes/,
    at: () => 0,
  },
  {
    what: "a header longer than the file",
    bytes: (file) => file.slice(0, 100),
    field: "header length",
    reason: /only 92 follow/,
    at: () => 0,
  },
  {
    what: "a header length beyond 2^53",
    bytes: (file) => file.fill(0xff, 0, 8),
    field: "header length",
    reason: /18446744073709551615 bytes, but only \d+ follow/,
    at: () => 0,
  },
  {
    what: "a header longer than 100 MB",
    bytes: () => fileOf(new Uint8Array(100_000_001).fill(0x20), new Uint8Array(0)),
    field: "header length",
    reason: /100000001 bytes is more than the limit of 100000000/,
    at: () => 0,
  },
  {
    what: "an empty header",
    text: () => "",
    field: "header",
    reason: /must be a JSON object/,
    at: () => 8,
  },
  {
    what: "a list for a header",
    text: () => "[1, 2]",
    field: "header",
    reason: /must be a JSON object/,
    at: () => 8,
  },
  {
    what: "JSON that ends early",
    text: (json) => json.slice(0, -1),
    field: "layers.0.selected_tokens",
    reason: /not valid JSON: } expected/,
    at: (file) => afterHeader(file),
  },
  {
    what: "JSON without a comma",
    text: (json) => json.replace('"shape"', ' "x" "shape"'),
    field: "header",
    reason: /not valid JSON: colon expected/,
    at: ['"x"', '"shape"'],
  },
  {
    what: "a comment",
    text: (json) => json.replace('"shape"', '/* no */"shape"'),
    field: "header",
    reason: /not valid JSON: invalid comment token/,
    at: ["/* no */"],
  },
  {
    what: "a trailing comma",
    text: (json) => json.replace('"tokens":{', '"tokens":{,'),
    field: "header",
    reason: /not valid JSON: value expected/,
    at: ['"tokens":{', ","],
  },
  {
    what: "text after the header object",
    text: (json) => `${json} {}`,
    field: "header",
    reason: /not valid JSON: end of file expected/,
    at: ["}} ", "{"],
  },
  {
    what: "bytes that are not UTF-8",
    bytes: (file) => {
      const at = Buffer.from(file).indexOf("four small");
      file[at] = 0xff;
      return file;
    },
    field: "__metadata__.model",
    reason: /not valid UTF-8/,
    at: ['"model":', '"'],
  },
  {
    what: "a tensor that is there twice",
    text: (json) => json.replace('"token_text":', '"tokens":'),
    field: "tokens",
    reason: /duplicate key/,
    at: ['"tokens"', '"tokens"'],
  },
  {
    what: "a duplicate key in an entry, escaped another way",
    text: (json) => json.replace('"dtype"', '"dtype":"F32","\\u0064type"'),
    field: "tokens.dtype",
    reason: /duplicate key/,
    at: ['"\\u0064type"'],
  },
  {
    what: "a duplicate key in the metadata",
    text: (json) => json.replace('"model"', '"decode_steps"'),
    field: "__metadata__.decode_steps",
    reason: /duplicate key/,
    at: ['"decode_steps"', '"decode_steps"'],
  },
  {
    what: "a duplicate key in an entry's unknown field",
    change: set(keys, "note", { twin: 1, other: 2 }),
    text: (json) => json.replace('"other"', '"twin"'),
    field: `${keys}.note`,
    reason: /duplicate key/,
    at: ['"twin"', '"twin"'],
  },
  {
    what: "nesting past four levels",
    change: set(keys, "note", [[17]]),
    field: `${keys}.note`,
    reason: /nested more than 4 levels/,
    at: ['"note"', "17"],
  },
  {
    what: "nesting without end",
    text: () => `{"a":${"[".repeat(1_000_000)}`,
    field: "a",
    reason: /must be an object/,
    at: ["["],
  },
  {
    what: "nesting without end in an unknown field",
    text: () => `{"a":{"b":${"[".repeat(1_000_000)}`,
    field: "a.b",
    reason: /nested more than 4 levels/,
    at: ['"b":[[', "["],
  },
  {
    what: "metadata that is not an object",
    text: (json) => json.replace(/{[^}]*}/, '"text"').replace('"text"', '{"__metadata__":"text"'),
    field: "__metadata__",
    reason: /must be an object/,
    at: ['"text"'],
  },
  {
    what: "metadata that holds a number",
    text: (json) => json.replace('"prompt_tokens":"6"', '"prompt_tokens":6'),
    field: "__metadata__.prompt_tokens",
    reason: /must be a string/,
    at: ['"prompt_tokens":', "6"],
  },
  {
    what: "an entry that is a list",
    text: (json) => json.replace('"tokens":{', '"extra":[],"tokens":{'),
    field: "extra",
    reason: /must be an object/,
    at: ['"extra":', "["],
  },
  {
    what: "an entry that is a number",
    text: (json) => json.replace('"tokens":{', '"extra":12,"tokens":{'),
    field: "extra",
    reason: /must be an object/,
    at: ['"extra":', "12"],
  },
  ...["dtype", "shape", "data_offsets"].map((property) => ({
    what: `an entry without ${property}`,
    change: (header: JsonHeader) => {
      header[keys] = Object.fromEntries(
        Object.entries(header[keys]).filter(([name]) => name !== property),
      );
    },
    field: keys,
    reason: new RegExp(`${property} is missing`),
    at: [`"${keys}"`, "}"],
  })),
  {
    what: "a type that is not a text",
    change: set(keys, "dtype", 16),
    field: `${keys}.dtype`,
    reason: /must be a string/,
    at: [`"${keys}"`, "16"],
  },
  {
    what: "an unknown type for a known tensor",
    change: set(keys, "dtype", "F12"),
    field: `${keys}.dtype`,
    reason: /F12 is not F16 or BF16 or F32/,
    at: [`"${keys}"`, '"dtype"'],
  },
  {
    what: "a known type that keys cannot have",
    change: set(keys, "dtype", "I32"),
    field: `${keys}.dtype`,
    reason: /I32 is not F16 or BF16 or F32/,
    at: [`"${keys}"`, '"dtype"'],
  },
  {
    what: "a shape that is not a list",
    change: set(keys, "shape", 64),
    field: `${keys}.shape`,
    reason: /must be a list of whole numbers/,
    at: [`"${keys}"`, "64"],
  },
  {
    what: "a shape that is an object",
    change: set(keys, "shape", {}),
    field: `${keys}.shape`,
    reason: /must be a list of whole numbers/,
    at: [`"${keys}"`, '"shape":', "{"],
  },
  {
    what: "a shape of texts",
    change: set(keys, "shape", ["two", 8, 4]),
    field: `${keys}.shape[0]`,
    reason: /not a whole number/,
    at: [`"${keys}"`, '"two"'],
  },
  {
    what: "a shape of lists",
    change: set(keys, "shape", [[], 8, 4]),
    field: `${keys}.shape`,
    reason: /must hold whole numbers only/,
    at: [`"${keys}"`, "[", "["],
  },
  {
    what: "a negative shape",
    change: set(keys, "shape", [2, -8, 4]),
    field: `${keys}.shape[1]`,
    reason: /-8 is negative/,
    at: [`"${keys}"`, "-8"],
  },
  {
    what: "a fractional shape",
    change: set(keys, "shape", [2, 8, 4.5]),
    field: `${keys}.shape[2]`,
    reason: /4.5 is not a whole number/,
    at: [`"${keys}"`, "4.5"],
  },
  {
    what: "a shape in scientific notation",
    text: literal(keys, "shape", "[2, 8e0, 4]"),
    field: `${keys}.shape[1]`,
    reason: /8e0 is not a whole number/,
    at: [`"${keys}"`, "8e0"],
  },
  {
    what: "a length of 2^53",
    text: literal(keys, "shape", "[9007199254740992, 8, 4]"),
    field: `${keys}.shape[0]`,
    reason: /9007199254740992 is 2\^53 or more/,
    at: [`"${keys}"`, "9007199254740992"],
  },
  {
    what: "a length of very many digits",
    text: literal(keys, "shape", `[${"9".repeat(1_000_000)}, 8, 4]`),
    field: `${keys}.shape[0]`,
    reason: /9… is 2\^53 or more/,
    at: [`"${keys}"`, "999"],
  },
  {
    what: "a product of 2^53",
    change: set(keys, "shape", [2 ** 26, 2 ** 26, 2]),
    field: `${keys}.shape`,
    reason: /2\^53 elements or more/,
    at: [`"${keys}"`, '"shape"'],
  },
  {
    what: "a product beyond 2^64",
    change: set(keys, "shape", [2 ** 40, 2 ** 40, 2 ** 40]),
    field: `${keys}.shape`,
    reason: /2\^53 elements or more/,
    at: [`"${keys}"`, '"shape"'],
  },
  {
    what: "three offsets",
    change: set(keys, "data_offsets", [0, 1, 2]),
    field: keys,
    reason: /data_offsets must be two numbers, not 3/,
    at: [`"${keys}"`, '"data_offsets"'],
  },
  {
    what: "a negative offset",
    change: set(keys, "data_offsets", [-1, 2]),
    field: `${keys}.data_offsets[0]`,
    reason: /-1 is negative/,
    at: [`"${keys}"`, "-1"],
  },
  {
    what: "offsets the wrong way round",
    change: (header) => offsetsOf(header, keys).reverse(),
    field: `${keys}.data_offsets`,
    reason: /ends before it begins/,
    at: [`"${keys}"`, '"data_offsets"'],
  },
  {
    what: "offsets outside the file",
    bytes: (file) => file.slice(0, -1),
    field: "layers.0.selected_tokens.data_offsets",
    reason: /is outside the file's \d+ bytes of data/,
    at: ['"layers.0.selected_tokens"', '"data_offsets"'],
  },
  {
    what: "overlapping tensors",
    change: (header) => {
      header["layers.0.values"].data_offsets = header[keys].data_offsets;
    },
    field: "layers.0.values.data_offsets",
    reason: /overlaps layers\.0\.keys/,
    at: ['"layers.0.values"', '"data_offsets"'],
  },
  {
    what: "a hole between tensors",
    change: (header) => {
      header["layers.0.values"].dtype = "F16";
      offsetsOf(header, "layers.0.values")[0] += 128;
    },
    field: "layers.0.values.data_offsets",
    reason: /leaves a hole of 128 bytes after layers\.0\.keys/,
    at: ['"layers.0.values"', '"data_offsets"'],
  },
  {
    what: "a hole before the first tensor",
    change: (header) => {
      header.tokens = { dtype: "I32", shape: [7], data_offsets: [4, 32] };
    },
    field: "tokens.data_offsets",
    reason: /leaves a hole of 4 bytes after the header/,
    at: ['"tokens"', '"data_offsets"'],
  },
  {
    what: "bytes behind the last tensor",
    bytes: (file) => Uint8Array.from([...file, 1, 2, 3]),
    field: "data_offsets",
    reason: /3 bytes at the end of the file belong to no tensor/,
    at: (file) => file.length - 3,
  },
  {
    what: "offsets that are not type size times shape",
    change: set(keys, "dtype", "F16"),
    field: `${keys}.data_offsets`,
    reason: /256 bytes, but F16 and the shape need 128/,
    at: [`"${keys}"`, '"data_offsets"'],
  },
  {
    what: "an unknown tensor whose offsets do not fit its type",
    text: (json) => json.replace('"tokens"', '"other"').replace('"I32"', '"U8"'),
    field: "other.data_offsets",
    reason: /32 bytes, but U8 and the shape need 8/,
    at: ['"other"', '"data_offsets"'],
  },
  {
    what: "a shape with too few dimensions",
    change: set(keys, "shape", [16, 4]),
    field: `${keys}.shape`,
    reason: /must be \[KV heads, T, D\], not 2 dimensions/,
    at: [`"${keys}"`, '"shape"'],
  },
  {
    what: "text offsets for another number of tokens",
    change: set("token_text_offsets", "shape", [3, 3]),
    field: "token_text_offsets.shape",
    reason: /must be \[T \+ 1\], not 2 dimensions/,
    at: ['"token_text_offsets"', '"shape"'],
  },
  {
    what: "text without its offsets",
    text: (json) => json.replace('"token_text_offsets"', '"other"'),
    field: "token_text",
    reason: /is there without token_text_offsets/,
    at: ['"token_text"'],
  },
  {
    what: "selected tokens without their offsets",
    text: (json) => json.replace('"layers.0.selected_offsets"', '"other"'),
    field: "layers.0.selected_tokens",
    reason: /is there without selected_offsets/,
    at: ['"layers.0.selected_tokens"'],
  },
  {
    what: "P + S that is not T",
    change: (header) => Object.assign(header.__metadata__, { prompt_tokens: "7" }),
    field: "__metadata__.prompt_tokens",
    reason: /7 prompt tokens and 2 decode steps are not 8 tokens/,
    at: ['"prompt_tokens":', '"7"'],
  },
  {
    what: "steps that are not those of the queries",
    change: (header) => Object.assign(header.__metadata__, { decode_steps: "3" }),
    field: "__metadata__.decode_steps",
    reason: /number of decode steps S is 3 here but 2 in layers\.0\.queries/,
    at: ['"decode_steps":', '"3"'],
  },
  {
    what: "prompt tokens that are not a number",
    change: (header) => Object.assign(header.__metadata__, { prompt_tokens: "six" }),
    field: "__metadata__.prompt_tokens",
    reason: /six is not a whole number/,
    at: ['"six"'],
  },
  {
    what: "negative prompt tokens",
    change: (header) => Object.assign(header.__metadata__, { prompt_tokens: "-6" }),
    field: "__metadata__.prompt_tokens",
    reason: /-6 is negative/,
    at: ['"-6"'],
  },
  ...["0", "-1", "NaN", "Infinity", "", "half"].map((scale) => ({
    what: `softmax scale "${scale}"`,
    change: (header: JsonHeader) =>
      void Object.assign(header.__metadata__, { softmax_scale: scale }),
    field: "__metadata__.softmax_scale",
    reason: /is not a positive number/,
    at: ['"softmax_scale":', '"'],
  })),
  {
    what: "a version of the future",
    change: (header) => Object.assign(header.__metadata__, { kvtrace_version: "2" }),
    field: "__metadata__.kvtrace_version",
    reason: /version 2 is not the known version 1/,
    at: ['"kvtrace_version":', '"2"'],
  },
  ...["1.5", "1.0", "01", "1 ", "1e0", "0x1", ""].map((version) => ({
    what: `a version that reads like the known one, "${version}"`,
    change: (header: JsonHeader) =>
      void Object.assign(header.__metadata__, { kvtrace_version: version }),
    field: "__metadata__.kvtrace_version",
    reason: /version .*is not the known version 1/,
    at: ['"kvtrace_version":', `"${version}"`],
  })),
  {
    what: "a file without a single layer",
    text: (json) => json.replaceAll('"layers.', '"other.'),
    field: "layers",
    reason: /holds no layers\.N\.keys/,
    at: () => 8,
  },
];

function build({ change, text, bytes }: Refusal): Uint8Array {
  const { header, data } = safetensors(smallTensors(), smallMetadata);
  change?.(header);
  const json = JSON.stringify(header);
  const file = fileOf(text === undefined ? json : text(json), data);
  return bytes === undefined ? file : bytes(file);
}

function offsetOf(file: Uint8Array, at: Refusal["at"]): number {
  if (typeof at === "function") return at(file);
  const text = Buffer.from(file);
  let [found, next] = [0, 0];
  for (const part of at) {
    found = text.indexOf(part, next);
    assert.ok(found >= 0, `the file has no ${part}`);
    next = found + part.length;
  }
  return found;
}

describe("a trace file is refused, with field and offset, for", () => {
  for (const refusal of refusals) {
    it(refusal.what, async () => {
      const file = build(refusal);
      await assert.rejects(openTrace(new BytesSource("bad.kvtrace", file)), (error) => {
        assert.ok(error instanceof InputError, String(error));
        assert.equal(error.field, refusal.field, error.message);
        assert.match(error.reason, refusal.reason);
        assert.equal(error.place.offset, offsetOf(file, refusal.at), error.message);
        assert.equal(error.place.file, "bad.kvtrace");
        assert.ok(error.message.length < 300, "a message is one line");
        return true;
      });
    });
  }

  it("nothing: the file that the others break opens", async () => {
    const file = build({ what: "", field: "", reason: /./, at: [] });
    await openTrace(new BytesSource("good.kvtrace", file));
  });
});
