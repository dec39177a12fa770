import { printParseErrorCode, visit } from "jsonc-parser/lib/esm/main";
import { InputError } from "../../errors";
import { headerLevels, metadataName } from "../format";
import type { FileHeader, MetadataText, TensorEntry } from "../format";
import { fieldText } from "../field-text";
import { parseWholeNumber } from "../whole-number";

/**
 * Parses the JSON of a safetensors header, strictly, keeping where in the file everything stands.
 *
 * The bytes are read as Latin-1: one character per byte, so that the parser's positions are byte
 * positions. Texts that are not plain ASCII are decoded again, as UTF-8.
 *
 * @param json the header's bytes
 * @param start where they begin in the file
 * @throws InputError on anything that is not an object of tensor entries and one metadata object,
 *   naming the entry and the byte offset in the file
 */
export function parseHeader(json: Uint8Array, start: number): FileHeader {
  if (json[0] !== 0x7b) {
    throw new InputError("header", "must be a JSON object and begin with {", { offset: start });
  }
  const text = Buffer.from(json.buffer, json.byteOffset, json.length).toString("latin1");
  const reader = new HeaderReader(json, text, start);
  visit(
    text,
    {
      onObjectBegin: (at) => reader.open("object", at),
      onArrayBegin: (at) => reader.open("list", at),
      onObjectEnd: (at) => reader.close("}", at),
      onArrayEnd: (at) => reader.close("]", at),
      onObjectProperty: (value, at, length) => reader.property(value, at, length),
      onLiteralValue: (value, at, length) => reader.literal(value, at, length),
      onError: (code, at) => {
        const what = printParseErrorCode(code)
          .replace(/\B[A-Z]/g, " $&")
          .toLowerCase();
        throw new InputError("header", `not valid JSON: ${what}`, { offset: start + at });
      },
    },
    { disallowComments: true },
  );
  return {
    tensors: reader.tensors,
    metadata: reader.metadata,
    dataStart: start + json.length,
  };
}

/** Anything beyond printable ASCII. */
const notPlain = /[^ -~]/;

/** Positions count from the start of the JSON. */
interface EntryDraft {
  readonly name: string;
  readonly nameAt: number;
  dtype?: { readonly value: string; readonly at: number };
  shape?: { readonly value: number[]; readonly at: number };
  range?: { readonly value: number[]; readonly at: number };
}

/**
 * Builds the header from the parser's events. How many containers are open tells what an event
 * means: 1 the header itself, 2 an entry or the metadata, 3 a list in an entry.
 */
class HeaderReader {
  readonly tensors: TensorEntry[] = [];
  readonly metadata = new Map<string, MetadataText>();
  /** Names seen in each open object; lists hold their place with an empty set. */
  private readonly seen: Set<string>[] = [];
  private name = "";
  private field = "";
  private fieldAt = 0;
  /** Undefined while the metadata is read. */
  private entry: EntryDraft | undefined;
  private list: number[] | undefined;
  private readonly utf8 = new TextDecoder("utf-8", { fatal: true });

  constructor(
    private readonly json: Uint8Array,
    private readonly text: string,
    private readonly start: number,
  ) {}

  open(kind: "object" | "list", at: number): void {
    const level = this.enter(at);
    if (level === 2 && kind === "list") this.refuse("must be an object", at);
    if (level === 3) this.openField(kind, at);
    if (level === 4 && this.list !== undefined) {
      this.refuse("must hold whole numbers only", at);
    }
    this.seen.push(new Set());
  }

  close(bracket: "}" | "]", at: number): void {
    if (this.text[at] !== bracket) this.refuse(`not valid JSON: ${bracket} expected`, at);
    this.seen.pop();
    if (this.seen.length === 2) this.list = undefined;
    if (this.seen.length === 1 && this.entry !== undefined) {
      this.tensors.push(this.finish(this.entry, at));
      this.entry = undefined;
    }
  }

  property(latin: string, at: number, length: number): void {
    const value = this.decode(latin, at, length);
    const depth = this.seen.length;
    if (depth === 1) {
      this.name = value;
      this.field = "";
      this.entry = value === metadataName ? undefined : { name: value, nameAt: at };
    } else if (depth === 2) {
      this.field = value;
      this.fieldAt = at;
    }
    const names = this.seen[depth - 1];
    if (names.has(value)) this.refuse("duplicate key", at);
    names.add(value);
  }

  literal(latin: unknown, at: number, length: number): void {
    const level = this.enter(at);
    const value = typeof latin === "string" ? this.decode(latin, at, length) : latin;
    if (level === 2) this.refuse("must be an object", at);
    if (level === 3) this.literalField(value, at);
    if (level === 4 && this.list !== undefined) {
      const place = { offset: this.start + at };
      const literal = this.text.slice(at, at + length);
      this.list.push(parseWholeNumber(`${this.where()}[${this.list.length}]`, literal, place));
    }
  }

  /** @returns the level of a value that begins here */
  private enter(at: number): number {
    const level = this.seen.length + 1;
    if (level > headerLevels) this.refuse(`nested more than ${headerLevels} levels deep`, at);
    return level;
  }

  private openField(kind: "object" | "list", at: number): void {
    if (this.entry === undefined) this.refuse("must be a string", at);
    if (this.field === "dtype") this.refuse("must be a string", at);
    if (this.field !== "shape" && this.field !== "data_offsets") return;
    if (kind === "object") this.refuse("must be a list of whole numbers", at);
    this.list = [];
    const located = { value: this.list, at: this.fieldAt };
    if (this.field === "shape") this.entry.shape = located;
    else this.entry.range = located;
  }

  private literalField(value: unknown, at: number): void {
    const { entry, field } = this;
    if (entry === undefined) {
      if (typeof value !== "string") this.refuse("must be a string", at);
      this.metadata.set(field, { text: value, at: this.start + at });
    } else if (field === "dtype") {
      if (typeof value !== "string") this.refuse("must be a string", at);
      entry.dtype = { value, at: this.fieldAt };
    } else if (field === "shape" || field === "data_offsets") {
      this.refuse("must be a list of whole numbers", at);
    }
  }

  private finish({ name, nameAt, dtype, shape, range }: EntryDraft, at: number): TensorEntry {
    this.field = "";
    if (dtype === undefined) this.refuse("dtype is missing", at);
    if (shape === undefined) this.refuse("shape is missing", at);
    if (range === undefined) this.refuse("data_offsets is missing", at);
    if (range.value.length !== 2) {
      this.refuse(`data_offsets must be two numbers, not ${range.value.length}`, range.at);
    }
    const [begin, end] = range.value;
    return {
      name,
      nameAt: this.start + nameAt,
      dtype: dtype.value,
      dtypeAt: this.start + dtype.at,
      shape: shape.value,
      shapeAt: this.start + shape.at,
      begin,
      end,
      rangeAt: this.start + range.at,
    };
  }

  /** The parser's reading of a string token, as UTF-8 where Latin-1 would be wrong. */
  private decode(latin: string, at: number, length: number): string {
    if (!notPlain.test(latin)) return latin;
    try {
      return JSON.parse(this.utf8.decode(this.json.subarray(at, at + length))) as string;
    } catch {
      return this.refuse("text is not valid UTF-8", at);
    }
  }

  private where(): string {
    if (this.name === "") return "header";
    return fieldText(this.name) + (this.field === "" ? "" : `.${fieldText(this.field)}`);
  }

  private refuse(reason: string, at: number): never {
    throw new InputError(this.where(), reason, { offset: this.start + at });
  }
}
