import { defaultBudget, placementNames } from "../../../src/core/experiment/experiment-reader";
import { limitNames } from "../../../src/core/experiment/limits";
import { defaultDevicePreset, devicePresets } from "../../../src/core/pim/device-presets";
import { energyModels } from "../../../src/core/pim/energy";
import { placements } from "../../../src/core/placement/registry";
import type { Policy } from "../../../src/core/policy/policy";
import { policies } from "../../../src/core/policy/registry";
import { stepColumns } from "../../../src/core/simulation/result";

/** One value or a list of distinct ones: every list of a study is swept. */
function swept(description: string, item: object, more: object = {}): object {
  return {
    description,
    anyOf: [item, { type: "array", minItems: 1, uniqueItems: true, items: item }],
    ...more,
  };
}

const index = { type: "integer", minimum: 0 };
const choice = (description: string) => ({
  ...swept(description, index, { default: "all" }),
  anyOf: [
    { enum: ["all"] },
    index,
    { type: "array", minItems: 1, uniqueItems: true, items: index },
  ],
});

function parametersOf({ parameters }: Policy): object {
  const properties = parameters.map(({ name, description, ...range }) => [
    name,
    swept(
      `${description} ${range.minimum} .. ${range.maximum}, by default ${range.default}.`,
      {
        type: range.integer ? "integer" : "number",
        minimum: range.minimum,
        maximum: range.maximum,
      },
      { default: range.default },
    ),
  ]);
  return {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(properties) as object,
  };
}

const policyName = {
  enum: policies.map(({ id }) => id),
  enumDescriptions: policies.map(({ description }) => description),
};

const policy = {
  anyOf: [
    policyName,
    {
      type: "object",
      additionalProperties: false,
      required: ["policy"],
      properties: {
        policy: { description: "The policy whose parameters are given.", ...policyName },
        parameters: {
          description: "Values of the policy's parameters; a list is swept.",
          type: "object",
        },
      },
      allOf: policies.map((one) => ({
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
    const { unit, meaning } = stepColumns[column];
    const what = `${meaning}${unit === "" ? "" : `, in ${unit}`}`;
    const direction = bound === "at-most" ? "above" : "below";
    return [
      name,
      {
        description: `The mean over all steps and heads of a run must not be ${direction} this: ${what}.`,
        type: "number",
        minimum,
        ...(maximum === 1 ? { maximum } : {}),
      },
    ];
  }),
);

/** The JSON schema of a study, made of what the product knows. */
export const expectedSchema: object = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "KV Trace Inspector experiment",
  description:
    "A study that can be repeated: which parts of which traces are simulated with which configurations. Every list is swept; the runs are all combinations.",
  allowComments: true,
  allowTrailingCommas: true,
  type: "object",
  additionalProperties: false,
  required: ["traces", "policies"],
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
    $schema: { type: "string", pattern: "\\S" },
    name: {
      description: "What the study is called; by default the file's name.",
      type: "string",
      pattern: "\\S",
    },
    traces: swept(
      "Traces to simulate: globs relative to this file, with / between folders and ** for any of them.",
      { type: "string", pattern: "^[^\\\\]*[^\\\\\\s][^\\\\]*$" },
    ),
    layers: choice("Ids of the layers to simulate, or all."),
    kvHeads: choice(
      "KV heads to simulate, from 0, or all. Every query head that reads one is simulated.",
    ),
    steps: {
      description:
        'Decode steps to simulate, from 0: "all", one, or the first and the last ("0-15").',
      anyOf: [{ enum: ["all"] }, index, { type: "string", pattern: "^\\d+(-\\d+)?$" }],
      default: "all",
    },
    policies: swept("Which tokens a step reads.", { $ref: "#/definitions/policy" }),
    budgets: swept(
      `Tokens per query head and step, at least 1, by default ${defaultBudget}. Above the context it means every token.`,
      { type: "integer", minimum: 1 },
      { default: defaultBudget },
    ),
    placements: swept(
      "Where the K and V of a token lie in memory; own is the placement that the policy was designed for.",
      {
        enum: placementNames,
        enumDescriptions: [
          "The placement that the policy was designed for.",
          ...placements.map(({ description }) => description),
        ],
      },
      { default: "own" },
    ),
    devices: swept(
      `Memory that is simulated: device presets, by default ${defaultDevicePreset.name}, or device files (.json) relative to this file.`,
      {
        anyOf: [
          {
            enum: devicePresets.map(({ name }) => name),
            enumDescriptions: devicePresets.map(({ description }) => description),
          },
          { type: "string", pattern: "\\.[jJ][sS][oO][nN]$" },
        ],
      },
      { default: defaultDevicePreset.name },
    ),
    index: swept(
      "Whether what a policy reads to decide what to read is charged, by default true.",
      { type: "boolean" },
      { default: true },
    ),
    clustering: swept(
      "Whether clustering in memory is charged, spread over the decoded tokens, by default true.",
      { type: "boolean" },
      { default: true },
    ),
    energyModels: swept(
      "How energy is computed: row-aware counts opened rows on their own, attacc is the published model, in which reading carries them.",
      { enum: energyModels },
      { default: "row-aware" },
    ),
    limits: {
      description:
        "Bounds on means over all steps and heads of a run on one trace; a run beyond one is reported.",
      type: "object",
      additionalProperties: false,
      properties: limits,
    },
  },
};
