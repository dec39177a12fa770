import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, it } from "mocha";
import { experimentFields } from "../../../src/core/experiment/definition/experiment-reader";
import { limitNames } from "../../../src/core/experiment/definition/limits";
import { policies } from "../../../src/core/policy/registry";
import { schemaCheck, type Schema } from "../json-schema";
import { expectedSchema } from "./expected-schema";

const file = "media/schemas/experiment.schema.json";
// A new policy, device or figure is offered at once: KVTRACE_TEST_WRITE=1 writes the schema anew.
if (process.env.KVTRACE_TEST_WRITE) writeFileSync(file, JSON.stringify(expectedSchema));
const schema = JSON.parse(readFileSync(file, "utf8")) as Schema;
const accepts = schemaCheck(schema);

interface Manifest {
  readonly contributes: {
    readonly jsonValidation: readonly { fileMatch: string; url: string }[];
    readonly languages: readonly { id: string; filenamePatterns: readonly string[] }[];
  };
}

describe("JSON schema of an experiment", () => {
  it("offers what the product knows", () => {
    assert.deepEqual(schema, expectedSchema);
  });

  it("is that of *.kvsim.json, where comments are allowed", () => {
    const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
    const { url } = contributes.jsonValidation.find(
      ({ fileMatch }) => fileMatch === "*.kvsim.json",
    )!;
    assert.equal(url, "./media/schemas/experiment.schema.json");
    const { id } = contributes.languages.find(({ filenamePatterns }) =>
      filenamePatterns.includes("*.kvsim.json"),
    )!;
    assert.equal(id, "jsonc");
  });

  it("finds nothing wrong, so that the product alone says what is, once", () => {
    const odd = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom<unknown>("full", "starc", ["full", 3], { policy: "starc", parameters: 3 }),
      fc.constantFrom<unknown>({ policy: "quest", parameters: { pageTokens: "8", x: [] } }),
    );
    const content = fc.dictionary(
      fc.constantFrom(...Object.keys(schema.properties!), "x"),
      fc.oneof(odd, fc.array(odd, { maxLength: 3 })),
      { maxKeys: 4 },
    );
    fc.assert(
      fc.property(content, (given) => {
        assert.ok(accepts(given), JSON.stringify(given));
      }),
      { seed: 7, numRuns: 1000 },
    );
  });

  it("explains every field, parameter and limit, with its range", () => {
    const described = (part: Schema | undefined) => part?.description;
    const fields = experimentFields.filter((field) => field !== "$schema");
    for (const field of fields) assert.ok(described(schema.properties![field]), field);
    for (const { name } of limitNames) {
      assert.match(
        described(schema.properties!.limits.properties![name])!,
        /; (at least|0 \.\.) \d/,
      );
    }
    const text = readFileSync(file, "utf8");
    for (const { parameters } of policies) {
      for (const { minimum, maximum } of parameters) {
        assert.ok(text.includes(` ${minimum} .. ${maximum}, by default`));
      }
    }
  });
});
