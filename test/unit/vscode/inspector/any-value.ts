import fc from "fast-check";
import type * as v from "valibot";

type Any = v.GenericSchema;
type Known =
  | v.ObjectSchema<v.ObjectEntries, undefined>
  | v.RecordSchema<v.GenericSchema<string>, Any, undefined>
  | v.ArraySchema<Any, undefined>
  | v.TupleSchema<Any[], undefined>
  | v.NullableSchema<Any, undefined>
  | v.VariantSchema<string, v.ObjectSchema<v.ObjectEntries, undefined>[], undefined>
  | v.PicklistSchema<string[], undefined>
  | v.LiteralSchema<string, undefined>
  | v.NumberSchema<undefined>
  | v.StringSchema<undefined>
  | v.BooleanSchema<undefined>;

function is<Kind extends Known["type"]>(
  schema: Any,
  kind: Kind,
): schema is Extract<Known, { type: Kind }> {
  return schema.type === kind;
}

/**
 * Values that a schema lets through, as they come out of JSON, for laws about all of them. It knows
 * the kinds of schemas that views are made of.
 * @param texts what a text may be
 */
export function anyValue(schema: Any, texts: readonly string[]): fc.Arbitrary<unknown> {
  const any = (inner: Any) => anyValue(inner, texts);
  const last = pipeOf(schema).slice(1).findLast(isSchema);
  if (last) return any(last);
  const text = fc.constantFrom(...texts);
  if (is(schema, "object")) {
    const members = Object.entries(schema.entries).map(([name, inner]) => {
      return [name, any(inner)] as const;
    });
    return fc.record(Object.fromEntries(members), { noNullPrototype: true });
  }
  if (is(schema, "record")) {
    return fc.dictionary(text, any(schema.value), { maxKeys: 4, noNullPrototype: true });
  }
  if (is(schema, "array")) return fc.array(any(schema.item), { maxLength: 6 });
  if (is(schema, "tuple")) return fc.tuple(...schema.items.map(any));
  if (is(schema, "nullable")) return fc.option(any(schema.wrapped), { nil: null });
  if (is(schema, "variant")) return fc.oneof(...schema.options.map(any));
  if (is(schema, "picklist")) return fc.constantFrom(...schema.options);
  if (is(schema, "literal")) return fc.constant(schema.literal);
  if (is(schema, "boolean")) return fc.boolean();
  if (is(schema, "string")) return text;
  if (is(schema, "number"))
    return isWhole(schema) ? fc.nat() : fc.double({ min: 0, max: 1e9, noNaN: true });
  throw new Error(`no values are known of the schema ${schema.type}`);
}

function isWhole(schema: v.NumberSchema<undefined>): boolean {
  return pipeOf(schema).some((action) => hasText(action, "type", "integer"));
}

/** What a value goes through, the schema itself first. */
function pipeOf(schema: Any): readonly unknown[] {
  return "pipe" in schema && Array.isArray(schema.pipe) ? schema.pipe : [];
}

function isSchema(action: unknown): action is Any {
  return hasText(action, "kind", "schema");
}

function hasText(action: unknown, name: string, text: string): boolean {
  if (typeof action !== "object" || action === null) return false;
  return Object.entries(action).some(([key, value]) => key === name && value === text);
}
