import {
  defaultBudget,
  placementNames,
} from "../../../src/core/experiment/definition/experiment-reader";
import { limitNames } from "../../../src/core/experiment/definition/limits";
import { defaultDevicePreset, devicePresets } from "../../../src/core/memory/device-presets";
import { energyModels } from "../../../src/core/pim/energy/energy";
import { placements } from "../../../src/core/placement/registry";
import type { Policy } from "../../../src/core/policy/policy";
import { policies } from "../../../src/core/policy/registry";
import { reportedFigures } from "../../../src/core/figures/reported-figures";

/**
 * Whatever an experiment holds is fine with its schema, which completes and explains: what is wrong the
 * product itself says, once, and where it stands.
 */
const anything = {};

/** Some names of many, for completion. */
function names(of: readonly string[], descriptions?: readonly string[]): object {
  return { enum: of, ...(descriptions && { enumDescriptions: descriptions }) };
}

/** One value or a list: every list of an experiment is swept. */
function swept(description: string, item: object, byDefault?: unknown): object {
  return {
    description,
    anyOf: [item, { type: "array", items: { anyOf: [item, anything] } }, anything],
    ...(byDefault === undefined ? {} : { default: byDefault }),
  };
}

function parametersOf({ parameters }: Policy): object {
  const properties = parameters.map(({ name, description, ...range }) => [
    name,
    {
      description: `${description} ${range.minimum} .. ${range.maximum}, by default ${range.default}; a list is swept.`,
      default: range.default,
    },
  ]);
  return { properties: Object.fromEntries(properties) as object };
}

const policyNames = names(
  policies.map(({ id }) => id),
  policies.map(({ description }) => description),
);

const policy = {
  anyOf: [
    policyNames,
    {
      type: "object",
      properties: {
        policy: {
          description: "The policy whose parameters are given.",
          anyOf: [policyNames, anything],
        },
        parameters: { description: "Values of the policy's parameters; a list is swept." },
      },
      allOf: policies
        .filter(({ parameters }) => parameters.length > 0)
        .map((one) => ({
          if: { properties: { policy: { const: one.id } } },
          then: { properties: { parameters: parametersOf(one) } },
        })),
      defaultSnippets: [
        {
          label: "policy with parameters",
          body: { policy: "${1:starc}", parameters: { "${2}": "^${3}" } },
        },
      ],
    },
  ],
};

const limits = Object.fromEntries(
  limitNames.map(({ name, column, bound, minimum, maximum }) => {
    const { unit, meaning } = reportedFigures[column];
    const what = `${meaning}${unit === "" ? "" : `, in ${unit}`}`;
    const direction = bound === "at-most" ? "above" : "below";
    const range = maximum === 1 ? `${minimum} .. ${maximum}` : `at least ${minimum}`;
    return [name, { description: `Not ${direction} this: ${what}; ${range}.` }];
  }),
);

/** The JSON schema of an experiment, made of what the product knows. */
export const expectedSchema: object = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "KV Trace Inspector experiment",
  description:
    "An experiment that can be repeated: which parts of which traces are simulated with which configurations. Every list is swept; the runs are all combinations.",
  allowComments: true,
  allowTrailingCommas: true,
  definitions: { policy },
  defaultSnippets: [
    {
      label: "KV Trace experiment",
      description: "Two policies at two budgets",
      body: {
        name: "${1:budgets}",
        traces: ["${2:*.kvtrace}"],
        policies: ["full", "${3:starc}"],
        budgets: [512, 1024],
      },
    },
  ],
  properties: {
    $schema: {},
    name: { description: "What the experiment is called; by default the file's name." },
    traces: {
      description:
        "Traces to simulate: globs relative to this file, with / between folders and ** for any of them.",
    },
    layers: swept("Ids of the layers to simulate, or all.", names(["all"]), "all"),
    kvHeads: swept(
      "KV heads to simulate, from 0, or all. Every query head that reads one is simulated.",
      names(["all"]),
      "all",
    ),
    steps: {
      description:
        'Decode steps to simulate, from 0: "all", one, or the first and the last ("0-15").',
      anyOf: [names(["all"]), anything],
      default: "all",
    },
    policies: swept("Which tokens a step reads.", { $ref: "#/definitions/policy" }),
    budgets: swept(
      `Tokens per query head and step, at least 1, by default ${defaultBudget}. Above the context it means every token.`,
      anything,
      defaultBudget,
    ),
    placements: swept(
      "Where the K and V of a token lie in memory; own is the placement that the policy was designed for.",
      names(placementNames, [
        "The placement that the policy was designed for.",
        ...placements.map(({ description }) => description),
      ]),
      "own",
    ),
    devices: swept(
      `Memory that is simulated: device presets, by default ${defaultDevicePreset.name}, or device files (.json) relative to this file.`,
      names(
        devicePresets.map(({ name }) => name),
        devicePresets.map(({ description }) => description),
      ),
      defaultDevicePreset.name,
    ),
    index: swept(
      "Whether what a policy reads to decide what to read is charged, by default true.",
      { type: "boolean" },
      true,
    ),
    clustering: swept(
      "Whether clustering in memory is charged, spread over the decoded tokens, by default true.",
      { type: "boolean" },
      true,
    ),
    energyModels: swept(
      "How energy is computed: row-aware counts opened rows on their own, attacc is the published model, in which reading carries them.",
      names(energyModels),
      "row-aware",
    ),
    limits: {
      description:
        "Bounds on means over all steps and heads of a run on one trace; a run beyond one is reported.",
      properties: limits,
    },
  },
};
