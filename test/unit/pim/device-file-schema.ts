/** As much of JSON Schema draft-07 as the schema of device presets uses. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
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
  ...["type", "enum", "pattern", "minimum", "maximum", "required", "properties"],
  ...["additionalProperties", "definitions", "$ref", "allOf", "anyOf", "not", "if", "then"],
  ...["$schema", "title", "description"],
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
  return !isObject(value) || membersHold(schema, value, root);
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
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
