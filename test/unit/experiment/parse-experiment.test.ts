import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { InputError } from "../../../src/core/errors";
import type { Experiment } from "../../../src/core/experiment/definition/experiment";
import { limitNames } from "../../../src/core/experiment/definition/limits";
import {
  findProblems,
  parseExperiment,
} from "../../../src/core/experiment/definition/parse-experiment";
import { devicePresets } from "../../../src/core/memory/device-presets";
import { placements } from "../../../src/core/placement/registry";
import type { PolicyParameter } from "../../../src/core/policy/policy";
import { policies } from "../../../src/core/policy/registry";
import { stepColumnNames } from "../../../src/core/figures/step-figures";

const file = "experiments/budgets.kvsim.json";

/** The part of the text that each problem marks. */
function marked(text: string): [field: string, part: string][] {
  return findProblems(text, file).map(({ field, offset, length }) => [
    field,
    text.slice(offset, offset + length),
  ]);
}

function reasons(content: object): Record<string, string> {
  const text = JSON.stringify({ traces: "a.kvtrace", policies: "full", ...content });
  return Object.fromEntries(findProblems(text).map(({ field, reason }) => [field, reason]));
}

function refusal(text: string): InputError {
  try {
    parseExperiment(text, file);
  } catch (error) {
    assert.ok(error instanceof InputError, String(error));
    return error;
  }
  return assert.fail("was accepted");
}

const several = <Item>(item: fc.Arbitrary<Item>) =>
  fc.uniqueArray(item, { minLength: 1, maxLength: 3, selector: (value) => JSON.stringify(value) });

const valuesOf = ({ name, minimum, maximum, integer }: PolicyParameter) => {
  const value = integer
    ? fc.integer({ min: minimum, max: maximum })
    : fc.double({ min: minimum, max: maximum, noNaN: true }).map((drawn) => drawn + 0);
  return several(value).map((values) => [name, values] as const);
};

const policySweep = fc.constantFrom(...policies).chain(({ id, parameters }) =>
  fc
    .subarray([...parameters])
    .chain((swept) => fc.tuple(...swept.map(valuesOf)))
    .map((entries) => ({ policy: id, parameters: Object.fromEntries(entries) })),
);

const choice = fc.oneof(fc.constant("all" as const), several(fc.nat(80)));

const experiment: fc.Arbitrary<Omit<Experiment, "limits">> = fc.record({
  name: fc.constantFrom("budgets", "Größen", "a / b"),
  traces: several(fc.constantFrom("a.kvtrace", "../runs/*.kvtrace", "**/*.kvtrace")),
  layers: choice,
  kvHeads: choice,
  steps: fc.oneof(
    fc.constant("all" as const),
    fc.tuple(fc.nat(99), fc.nat(99)).map(([first, more]) => ({ first, last: first + more })),
  ),
  policies: several(policySweep),
  budgets: several(fc.integer({ min: 1, max: 1e6 })),
  placements: several(fc.constantFrom("own" as const, ...placements.map(({ id }) => id))),
  devices: several(fc.constantFrom(...devicePresets.map(({ name }) => name), "../my.json")),
  chargeIndex: several(fc.boolean()),
  chargeClustering: several(fc.boolean()),
  energyModels: several(fc.constantFrom("row-aware" as const, "attacc" as const)),
});

/** The file that describes an experiment; a list of one may be written as its element. */
function contentOf(
  { steps, policies: sweeps, chargeIndex, chargeClustering, ...same }: Omit<Experiment, "limits">,
  short: boolean,
): object {
  const write = (list: unknown) =>
    short && Array.isArray(list) && list.length === 1 ? (list[0] as unknown) : list;
  const { name, ...lists } = same;
  return {
    name,
    ...Object.fromEntries(Object.entries(lists).map(([field, list]) => [field, write(list)])),
    steps: steps === "all" ? steps : `${steps.first}-${steps.last}`,
    policies: write(
      sweeps.map(({ policy, parameters }) =>
        short && Object.keys(parameters).length === 0
          ? policy
          : {
              policy,
              parameters: Object.fromEntries(
                Object.entries(parameters).map(([key, values]) => [key, write(values)]),
              ),
            },
      ),
    ),
    index: write(chargeIndex),
    clustering: write(chargeClustering),
  };
}

describe("experiment file", () => {
  it("reads back what was written, with lists of one as their element or not", () => {
    fc.assert(
      fc.property(experiment, fc.boolean(), fc.constantFrom(0, 2), (wanted, short, indent) => {
        const text = JSON.stringify(contentOf(wanted, short), undefined, indent);
        assert.deepEqual(parseExperiment(text, file), { ...wanted, limits: [] });
        assert.deepEqual(findProblems(text, file), []);
      }),
      { seed: 21, numRuns: 300 },
    );
  });

  it("takes defaults for all but traces and policies", () => {
    assert.deepEqual(parseExperiment('{"traces": "a.kvtrace", "policies": "full"}', file), {
      name: "budgets",
      traces: ["a.kvtrace"],
      layers: "all",
      kvHeads: "all",
      steps: "all",
      policies: [{ policy: "full", parameters: {} }],
      budgets: [1024],
      placements: ["own"],
      devices: ["HBM3_5.2Gbps"],
      chargeIndex: [true],
      chargeClustering: [true],
      energyModels: ["row-aware"],
      limits: [],
    } satisfies Experiment);
    assert.deepEqual(Object.keys(reasons({})), []);
    assert.deepEqual(
      findProblems("{}").map(({ field, reason, offset, length }) => [
        field,
        reason,
        offset,
        length,
      ]),
      [
        ["traces", "is missing", 0, 1],
        ["policies", "is missing", 0, 1],
      ],
    );
  });

  it("allows comments, commas behind last elements and a mark of the byte order", () => {
    const text = '\uFEFF// sizes\n{"traces": ["a.kvtrace",], /* all */ "policies": "full",}';
    assert.deepEqual(parseExperiment(text, file).traces, ["a.kvtrace"]);
  });

  it("takes a step as the range of itself", () => {
    const stepsOf = (steps: unknown) =>
      parseExperiment(JSON.stringify({ traces: "a", policies: "full", steps })).steps;
    assert.deepEqual(stepsOf(7), { first: 7, last: 7 });
    assert.deepEqual(stepsOf("7"), { first: 7, last: 7 });
    assert.deepEqual(stepsOf("0-15"), { first: 0, last: 15 });
  });

  it("bounds costs from above and what is kept from below", () => {
    const given = Object.fromEntries(limitNames.map(({ name }) => [name, 1]));
    const text = `{"traces": "a", "policies": "full",\n"limits": ${JSON.stringify(given)}}`;
    const { limits } = parseExperiment(text, file);
    assert.deepEqual(
      limits.map(({ name }) => name),
      [...stepColumnNames, "wasted", "massRecall"],
    );
    const lower = limits.filter(({ bound }) => bound === "at-least").map(({ name }) => name);
    assert.deepEqual(lower, ["lineUtilisation", "massKept", "recall", "massRecall"]);
    assert.ok(limits.every(({ value, place }) => value === 1 && place.line === 2));
    assert.equal(limits.find(({ name }) => name === "massRecall")?.column, "massKept");
  });

  it("names field, line, file and the nearest known name", () => {
    const text =
      '{\n  "traces": "a.kvtrace",\n  "policies": ["full",\n    {"policy": "starc", "parameters": {"denseLayer": 1}}]\n}';
    const error = refusal(text);
    assert.equal(
      error.message,
      `policies[1].parameters.denseLayer: is unknown; the nearest known is denseLayers (line 4, ${file})`,
    );
    assert.deepEqual(marked(text), [["policies[1].parameters.denseLayer", '"denseLayer"']]);
  });

  it("finds everything that is wrong, each with the text that it is about", () => {
    const text = `{
  // a comment before it all
  "polices": 3,
  "traces": ["runs\\\\a.kvtrace", "b.kvtrace"],
  "layers": [0, 1.5, 0], "kvHeads": "every",
  "steps": "9-3",
  "policies": ["qest", {"policy": "starc-v1", "parameters": {"denseLayers": [0, -1]}}, {}],
  "budgets": [],
  "placements": ["own", "token_order"],
  "devices": ["HBM3_5.2Gbs", "my.json"],
  "index": "yes",
  "energyModels": "attac",
  "limits": {"imbalance": 0.5, "massrecall": 0.9, "recall": 1.01, "cycles": 3}
}`;
    assert.deepEqual(marked(text), [
      ["polices", '"polices"'],
      ["traces[0]", '"runs\\\\a.kvtrace"'],
      ["layers[1]", "1.5"],
      ["layers[2]", "0"],
      ["kvHeads", '"every"'],
      ["steps", '"9-3"'],
      ["policies[0]", '"qest"'],
      ["policies[1].parameters.denseLayers[1]", "-1"],
      ["policies[2].policy", "{"],
      ["budgets", "[]"],
      ["placements[1]", '"token_order"'],
      ["devices[0]", '"HBM3_5.2Gbs"'],
      ["index", '"yes"'],
      ["energyModels", '"attac"'],
      ["limits.imbalance", "0.5"],
      ["limits.massrecall", '"massrecall"'],
      ["limits.recall", "1.01"],
    ]);
  });

  it("says what would be right", () => {
    assert.deepEqual(
      reasons({
        layer: 3,
        policies: ["stark", { policy: "full", parameters: { clusterSize: 2 } }],
        placements: "lane-balance",
        devices: "hbm3_5.2gbps",
        limits: { massRecal: 0.9, energy: -1 },
        budgets: 0,
      }),
      {
        layer: "is unknown; the nearest known is layers",
        "policies[0]": '"stark" is unknown; the nearest known is starc',
        "policies[1].parameters.clusterSize": "is unknown; there are none",
        placements: '"lane-balance" is unknown; the nearest known is lane-balanced',
        devices: '"hbm3_5.2gbps" is unknown; the nearest known is HBM3_5.2Gbps',
        "limits.massRecal": "is unknown; the nearest known is massRecall",
        "limits.energy": "-1 is not a number of at least 0",
        budgets: "0 is not a whole number of at least 1",
      },
    );
  });

  it("holds every parameter to the range that its policy declares", () => {
    for (const { id, parameters } of policies) {
      for (const { name, minimum, maximum, integer } of parameters) {
        const wrong = [minimum - 1, maximum + 1, null, "1", ...(integer ? [minimum + 0.5] : [])];
        const sweep = { policy: id, parameters: { [name]: [minimum, maximum, ...wrong] } };
        assert.deepEqual(
          Object.keys(reasons({ policies: sweep })),
          wrong.map((_, index) => `policies.parameters.${name}[${index + 2}]`),
        );
      }
    }
  });

  it("says of text that is no JSON where it stops being so, and nothing more", () => {
    const texts = ["", "{", '{"traces" "a"}', "{} {}", "[".repeat(50), "nul"];
    for (const text of texts) {
      const problems = findProblems(text, file);
      assert.equal(problems.length, 1, text);
      assert.ok(problems[0].isSyntax && problems[0].field === "experiment", text);
    }
    for (const text of ["[]", "3", "null", '"x"']) {
      assert.equal(refusal(text).message, `experiment: must be an object (line 1, ${file})`);
    }
  });

  it("never throws anything but a refusal, whatever a file holds", () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const fields = ["name", "traces", "layers", "steps", "policies", "budgets", "limits", "index"];
    const content = fc.dictionary(fc.constantFrom(...fields, "__proto__", "x"), value);
    fc.assert(
      fc.property(content, (given) => {
        const text = JSON.stringify(given);
        const problems = findProblems(text);
        assert.ok(
          problems.every(({ offset, length }) => length > 0 && offset + length <= text.length),
        );
        if (problems.length > 0) assert.throws(() => parseExperiment(text), InputError);
        else parseExperiment(text);
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});
