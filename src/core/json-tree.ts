import {
  createScanner,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from "jsonc-parser/lib/esm/main";
import { InputError, type InputPlace } from "./errors";
import { nearestName } from "./nearest-name";

/** A file that is not as it should be, with the part of its text that is wrong. */
export class JsonRefusal extends InputError {
  /**
   * @param offset first character of the part, from 0
   * @param length characters of the part
   * @param nearest the known name that the part, a text, may stand for
   */
  constructor(
    field: string,
    reason: string,
    place: InputPlace,
    readonly offset: number,
    readonly length: number,
    readonly nearest?: string,
  ) {
    super(field, reason, place);
  }
}

/** What a file may hold besides plain JSON: comments, and commas behind last elements. */
export type JsonSyntax = "plain" | "with-comments";

/** A value of a JSON file that knows its field and its line, and refuses what is not as it should be. */
export class JsonValue {
  private constructor(
    private readonly file: JsonFile,
    private readonly node: Node,
    /** Path from the root, `timing.nRCD` or `runs[2]`; empty for the root. */
    readonly field: string,
  ) {}

  /**
   * @param name what the file is, for messages about all of it
   * @throws JsonRefusal when the text is not valid JSON
   */
  static parse(
    text: string,
    name: string,
    file: string | undefined,
    syntax: JsonSyntax = "plain",
  ): JsonValue {
    const errors: ParseError[] = [];
    // Some editors begin a file with a mark of its byte order.
    const marked = text.replace(/^\uFEFF/, " ");
    const lenient = syntax === "with-comments";
    const options = { disallowComments: !lenient, allowTrailingComma: lenient };
    const jsonFile = { text, name, path: file };
    refuseDeep(marked, jsonFile);
    const node = parseTree(marked, errors, options);
    if (errors.length > 0 || node === undefined) {
      const { error, offset, length } = errors[0];
      const what = printParseErrorCode(error)
        .replace(/\B[A-Z]/g, " $&")
        .toLowerCase();
      const place = placeOf(jsonFile, offset);
      throw new JsonRefusal(name, `not valid JSON: ${what}`, place, offset, length);
    }
    return new JsonValue(jsonFile, node, "");
  }

  get place(): InputPlace {
    return placeOf(this.file, this.node.offset);
  }

  get isObject(): boolean {
    return this.node.type === "object";
  }

  get isText(): boolean {
    return this.node.type === "string";
  }

  refuse(reason: string): never {
    throw this.refusal(reason, this.node);
  }

  /** Says that an object lacks a member; what is marked is the object's first character. */
  lacks(name: string): never {
    const { offset } = this.node;
    const field = this.field === "" ? name : `${this.field}.${name}`;
    throw new JsonRefusal(field, "is missing", this.place, offset, 1);
  }

  /**
   * Members of an object, by name.
   * @param known names that it may have
   * @param note takes what is wrong with single members, which are then left out; without it, the
   *   first such is thrown
   */
  members(
    known: readonly string[],
    note: (refusal: JsonRefusal) => void = raise,
  ): ReadonlyMap<string, JsonValue> {
    if (!this.isObject) this.refuse("must be an object");
    const found = new Map<string, JsonValue>();
    for (const property of this.node.children ?? []) {
      const [key, value] = property.children!;
      const name = String(key.value);
      const member = new JsonValue(this.file, value, this.field ? `${this.field}.${name}` : name);
      if (!known.includes(name)) {
        const nearest = nearestName(name, known);
        note(member.refusal(unknownBut(nearest), key, nearest));
      } else if (found.has(name)) {
        note(member.refusal("is given twice", key));
      } else {
        found.set(name, member);
      }
    }
    return found;
  }

  /** Elements of a list; a value that is no list is the one element of its own. */
  elements(): readonly JsonValue[] {
    if (this.node.type !== "array") return [this];
    const nodes = this.node.children ?? [];
    return nodes.map((node, at) => new JsonValue(this.file, node, `${this.field}[${at}]`));
  }

  text(): string {
    const value: unknown = this.node.value;
    if (typeof value !== "string" || value.trim() === "") return this.refuse("must be a text");
    return value;
  }

  oneOf<Choice extends string>(choices: readonly Choice[]): Choice {
    const value: unknown = this.node.value;
    const found = choices.find((choice) => choice === value);
    return found ?? this.refuse(`must be one of ${choices.join(", ")}`);
  }

  /** One of many names; a text that is none of them is told the nearest. */
  name<Name extends string>(names: readonly Name[]): Name {
    const value = this.text();
    const found = names.find((name) => name === value);
    if (found !== undefined) return found;
    const nearest = nearestName(value, names);
    throw this.refusal(`"${value}" ${unknownBut(nearest)}`, this.node, nearest);
  }

  number(): number {
    const value: unknown = this.node.value;
    return typeof value === "number" && Number.isFinite(value)
      ? value
      : this.refuse("must be a number");
  }

  boolean(): boolean {
    const value: unknown = this.node.value;
    return typeof value === "boolean" ? value : this.refuse("must be true or false");
  }

  private refusal(reason: string, { offset, length }: Node, nearest?: string): JsonRefusal {
    const field = this.field === "" ? this.file.name : this.field;
    return new JsonRefusal(field, reason, placeOf(this.file, offset), offset, length, nearest);
  }
}

/** Levels of nesting that are read: files of the product have less than ten. */
const mostLevels = 100;

/** The parser calls itself for each level, and has no end of its own. */
function refuseDeep(text: string, file: JsonFile): void {
  const scanner = createScanner(text, true);
  let level = 0;
  // A token of no length is the end.
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    const offset = scanner.getTokenOffset();
    if ("{[".includes(text[offset])) level++;
    if ("]}".includes(text[offset])) level--;
    if (level <= mostLevels) continue;
    const reason = `nested more than ${mostLevels} levels deep`;
    throw new JsonRefusal(file.name, reason, placeOf(file, offset), offset, 1);
  }
}

interface JsonFile {
  readonly text: string;
  readonly name: string;
  readonly path: string | undefined;
}

function unknownBut(nearest: string | undefined): string {
  return nearest === undefined
    ? "is unknown; there are none"
    : `is unknown; the nearest known is ${nearest}`;
}

function raise(refusal: JsonRefusal): never {
  throw refusal;
}

function placeOf({ text, path }: JsonFile, offset: number): InputPlace {
  const line = text.slice(0, offset).split("\n").length;
  return path === undefined ? { line } : { line, file: path };
}
