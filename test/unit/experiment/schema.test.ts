import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, it } from "mocha";
import { limitNames } from "../../../src/core/experiment/limits";
import { findProblems } from "../../../src/core/experiment/parse-experiment";
import { policies } from "../../../src/core/policy/registry";
import { accepts, type Schema } from "../json-schema";
import { expectedSchema } from "./expected-schema";

const file = "media/schemas/experiment.schema.json";
// A new policy, device or figure is offered at once: KVTRACE_TEST_WRITE=1 writes the schema anew.
if (process.env.KVTRACE_TEST_WRITE) writeFileSync(file, JSON.stringify(expectedSchema));
const schema = JSON.parse(readFileSync(file, "utf8")) as Schema;

interface Manifest {
  readonly contributes: {
    readonly jsonValidation: readonly { fileMatch: string; url: string }[];
    readonly languages: readonly { id: string; filenamePatterns: readonly string[] }[];
  };
}

describe("JSON schema of a study", () => {
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

  it("accepts and refuses what the product does", () => {
    const odd = fc.constantFrom<unknown>(
      ...[0, -1, 1.5, 1, 40, "7", "all", "", " ", "own", "full", "starc", "my.JSON", "a\\b"],
      ...[null, true, {}, [], [0, 0], [1, 2], ["all"], ["full", "starc"], "attacc", "HBM3_5.2Gbps"],
    );
    const parameters = [...new Set(policies.flatMap((policy) => policy.parameters))];
    const names = [...new Set(parameters.map(({ name }) => name))];
    const sweep = fc.record(
      {
        policy: fc.oneof(fc.constantFrom<unknown>(...policies.map(({ id }) => id)), odd),
        parameters: fc.oneof(
          fc.dictionary(fc.constantFrom(...names, "x"), odd, { maxKeys: 2 }),
          odd,
        ),
        x: odd,
      },
      { requiredKeys: ["policy"] },
    );
    const limits = fc.dictionary(
      fc.constantFrom(...limitNames.map(({ name }) => name), "x"),
      fc.oneof(fc.constant(1), odd),
      { maxKeys: 3 },
    );
    const changes = fc.dictionary(
      fc.constantFrom(...Object.keys(schema.properties!), "x"),
      fc.oneof(odd, sweep, fc.array(fc.oneof(odd, sweep), { maxLength: 3 }), limits),
      { maxKeys: 3 },
    );
    const base = { traces: ["a.kvtrace"], policies: ["full"] };
    const counts = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(changes, fc.option(fc.constantFrom("traces", "policies")), (change, removed) => {
        const content: Record<string, unknown> = { ...base, ...change };
        if (removed !== null && !(removed in change)) Reflect.deleteProperty(content, removed);
        const text = JSON.stringify(content);
        const problems = findProblems(text);
        assert.equal(accepts(schema, content), problems.length === 0, text);
        counts[problems.length === 0 ? "accepted" : "refused"]++;
      }),
      { seed: 7, numRuns: 2000 },
    );
    assert.ok(counts.accepted > 50 && counts.refused > 50, JSON.stringify(counts));
  });
});
