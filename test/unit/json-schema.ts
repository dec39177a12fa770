/** As much of JSON Schema draft-07 as the schemas of the product's files use. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly not?: Schema;
  readonly if?: Schema;
  readonly then?: Schema;
}

const understood = new Set([
  ...["type", "enum", "const", "pattern", "minimum", "maximum", "items", "minItems", "uniqueItems"],
  ...["required", "properties", "additionalProperties", "definitions", "$ref", "allOf", "anyOf"],
  ...["not", "if", "then"],
  // What these say is for the reader.
  ...["$schema", "title", "description", "default", "enumDescriptions", "defaultSnippets"],
  ...["allowComments", "allowTrailingCommas"],
]);

/** @throws Error on a keyword that this checker does not know */
export function accepts(schema: Schema, value: unknown, root: Schema = schema): boolean {
  for (const keyword of Object.keys(schema)) {
    if (!understood.has(keyword)) throw new Error(`unknown keyword ${keyword}`);
  }
  const holds = (part: Schema): boolean => accepts(part, value, root);
  if (schema.$ref !== undefined) {
    return holds(root.definitions![schema.$ref.replace("#/definitions/", "")]);
  }
  if (schema.type !== undefined && !hasType(schema.type, value)) return false;
  if (schema.enum !== undefined && !schema.enum.includes(value)) return false;
  if ("const" in schema && schema.const !== value) return false;
  if (schema.allOf !== undefined && !schema.allOf.every(holds)) return false;
  if (schema.anyOf !== undefined && !schema.anyOf.some(holds)) return false;
  if (schema.not !== undefined && holds(schema.not)) return false;
  if (schema.if !== undefined && holds(schema.if) && !holds(schema.then ?? {})) return false;
  if (typeof value === "string" && schema.pattern !== undefined) {
    return new RegExp(schema.pattern).test(value);
  }
  if (typeof value === "number") {
    return value >= (schema.minimum ?? -Infinity) && value <= (schema.maximum ?? Infinity);
  }
  if (Array.isArray(value)) return elementsHold(schema, value, root);
  return !isObject(value) || membersHold(schema, value, root);
}

function elementsHold(schema: Schema, elements: readonly unknown[], root: Schema): boolean {
  if (elements.length < (schema.minItems ?? 0)) return false;
  const distinct = new Set(elements.map((element) => JSON.stringify(element)));
  if (schema.uniqueItems && distinct.size < elements.length) return false;
  const { items } = schema;
  return items === undefined || elements.every((element) => accepts(items, element, root));
}

function membersHold(schema: Schema, value: Record<string, unknown>, root: Schema): boolean {
  if (schema.required?.some((name) => !Object.hasOwn(value, name))) return false;
  return Object.entries(value).every(([name, member]) => {
    const known = Object.hasOwn(schema.properties ?? {}, name);
    if (!known) return schema.additionalProperties !== false;
    return accepts(schema.properties![name], member, root);
  });
}

function hasType(type: string, value: unknown): boolean {
  if (type === "object") return isObject(value);
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
