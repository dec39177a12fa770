import {
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from "jsonc-parser/lib/esm/main";
import { InputError, type InputPlace } from "./errors";
import { nearestName } from "./nearest-name";

/** A value of a JSON file that knows its field and its line, and refuses what is not as it should be. */
export class JsonValue {
  private constructor(
    private readonly file: JsonFile,
    private readonly node: Node,
    /** Path from the root, `timing.nRCD`; empty for the root. */
    readonly field: string,
  ) {}

  /**
   * @param name what the file is, for messages about all of it
   * @throws InputError when the text is not valid JSON
   */
  static parse(text: string, name: string, file: string | undefined): JsonValue {
    const errors: ParseError[] = [];
    const node = parseTree(text, errors, { disallowComments: true });
    const jsonFile = { text, name, path: file };
    if (errors.length > 0 || node === undefined) {
      const [first] = errors;
      const what = printParseErrorCode(first.error)
        .replace(/\B[A-Z]/g, " $&")
        .toLowerCase();
      throw new InputError(name, `not valid JSON: ${what}`, placeOf(jsonFile, first.offset));
    }
    return new JsonValue(jsonFile, node, "");
  }

  get place(): InputPlace {
    return placeOf(this.file, this.node.offset);
  }

  get isObject(): boolean {
    return this.node.type === "object";
  }

  refuse(reason: string): never {
    throw new InputError(this.field === "" ? this.file.name : this.field, reason, this.place);
  }

  /** Members of an object, by name. @param known names that it may have */
  members(known: readonly string[]): ReadonlyMap<string, JsonValue> {
    if (!this.isObject) this.refuse("must be an object");
    const found = new Map<string, JsonValue>();
    for (const property of this.node.children ?? []) {
      const [key, value] = property.children!;
      const name = String(key.value);
      const member = new JsonValue(this.file, value, this.field ? `${this.field}.${name}` : name);
      if (!known.includes(name)) {
        member.refuse(`is unknown; the nearest known is ${nearestName(name, known)}`);
      }
      if (found.has(name)) member.refuse("is given twice");
      found.set(name, member);
    }
    return found;
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

  number(): number {
    const value: unknown = this.node.value;
    return typeof value === "number" ? value : this.refuse("must be a number");
  }
}

interface JsonFile {
  readonly text: string;
  readonly name: string;
  readonly path: string | undefined;
}

function placeOf({ text, path }: JsonFile, offset: number): InputPlace {
  const line = text.slice(0, offset).split("\n").length;
  return path === undefined ? { line } : { line, file: path };
}
