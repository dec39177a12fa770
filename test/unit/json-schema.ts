import Ajv from "ajv";

/** What tests read in a schema of JSON Schema draft-07. */
export interface Schema {
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** What editors read in a schema besides JSON Schema: it says something to them alone. */
const editorKeywords = [
  "allowComments",
  "allowTrailingCommas",
  "defaultSnippets",
  "enumDescriptions",
];

/**
 * Whether a schema accepts a value.
 * @throws Error on a keyword that neither JSON Schema nor editors know
 */
export function schemaCheck(schema: Schema): (value: unknown) => boolean {
  return new Ajv({ keywords: editorKeywords, strictTypes: false, strictRequired: false }).compile(
    schema,
  );
}
