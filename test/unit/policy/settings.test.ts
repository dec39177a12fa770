import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { policies } from "../../../src/core/policy/registry";

interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly properties?: unknown }>>;
    };
  };
}

/** What the setting's schema says of every policy with parameters. */
function expectedSchema(): unknown {
  const withParameters = policies.filter(({ parameters }) => parameters.length > 0);
  return Object.fromEntries(
    withParameters.map(({ id, description, parameters }) => [
      id,
      {
        type: "object",
        description,
        additionalProperties: false,
        properties: Object.fromEntries(
          parameters.map((parameter) => [
            parameter.name,
            {
              type: parameter.integer ? "integer" : "number",
              minimum: parameter.minimum,
              maximum: parameter.maximum,
              default: parameter.default,
              description: parameter.description,
            },
          ]),
        ),
      },
    ]),
  );
}

describe("the setting kvtrace.policyParameters", () => {
  it("offers every parameter as its policy declares it", () => {
    const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
    const { properties } = contributes.configuration.properties["kvtrace.policyParameters"];
    assert.deepEqual(properties, expectedSchema());
  });
});
