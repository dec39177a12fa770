import { readFileSync } from "node:fs";
import { expandRuns } from "../../../src/core/experiment/definition/expand-runs";
import { parseExperiment } from "../../../src/core/experiment/definition/parse-experiment";
import { parseGroundTruth } from "../../../src/core/ground-truth/table";
import { deviceFileText, parseDeviceFile } from "../../../src/core/memory/device-file";
import { devicePresets } from "../../../src/core/memory/device-presets";
import { runDense, runTrace } from "../../../src/core/pim/step/run-attention";
import { parseCommandTrace } from "../../../src/core/pim/traces/parse-command-trace";
import { parseSelections } from "../../../src/core/pim/traces/parse-selections";
import type { Random } from "../../../src/core/trace/generate/random";
import type { Kind, Try } from "../frame/kind";
import { acceptedOrRefused } from "../frame/refusals";
import type { Json } from "../mutate/json";
import { mutateJsonText, mutateText } from "../mutate/texts";

/** Reads a text that a maker makes. */
function textKind(name: string, make: (random: Random) => string, read: (text: string) => unknown) {
  const attempt: Try = ({ random, keep }) => {
    const text = make(random);
    keep(text);
    return acceptedOrRefused(() => read(text));
  };
  return { name, prepare: () => attempt } satisfies Kind;
}

const experiments: readonly Json[] = [
  {
    name: "study",
    traces: ["*.kvtrace", "more/**/x?.kvtrace"],
    layers: [0, 1],
    kvHeads: "all",
    steps: "0-15",
    policies: ["full", { policy: "quest", parameters: { pageTokens: [8, 16] } }, "starc"],
    budgets: [32, 64],
    placements: ["own", "token-order"],
    devices: devicePresets.slice(0, 2).map(({ name }) => name),
    index: [true, false],
    clustering: true,
    energyModels: ["row-aware", "attacc"],
    limits: { massKept: 0.5 },
  },
];

const devices = devicePresets.map((preset) => JSON.parse(deviceFileText(preset)) as Json);
const [bankDevice] = devicePresets;

const commandTrace = readFileSync("test/fixtures/pim/one-head-64-tokens.trace", "utf8");

const groundTruth = [
  "file,layer,head,method,budget,mass_recall,topset_recall,rel_output_err",
  "a.kvtrace,0,0,exact_topk,64,0.9,1,0.01",
  "a.kvtrace,1,3,quest,128,0.5,0.25,0.5",
].join("\n");

const replay = { preset: bankDevice, refresh: true, asReference: false };

/** A device that is accepted also works. */
function readDevice(text: string): void {
  const preset = parseDeviceFile(text, "fuzzed.json");
  const attention = { tokens: 64, headDimension: 64, elementBytes: 2, maxTokens: 128 };
  runDense(2, { ...replay, preset, ...attention });
}

export const textKinds: readonly Kind[] = [
  textKind(
    "studies",
    (random) => mutateJsonText(experiments, random),
    (text) => expandRuns(parseExperiment(text, "fuzzed.kvsim.json"), ["HBM3"]),
  ),
  textKind("devices", (random) => mutateJsonText(devices, random), readDevice),
  textKind(
    "command traces",
    (random) => mutateText(commandTrace, random),
    (text) => runTrace(parseCommandTrace(text, "fuzzed.trace", bankDevice), replay),
  ),
  textKind(
    "selections",
    (random) => mutateText("0 1 2 17\n4 5 6\n7 100\n", random),
    (text) => parseSelections(text, "fuzzed.txt"),
  ),
  textKind(
    "ground truth",
    (random) => mutateText(groundTruth, random),
    (text) => parseGroundTruth(text, "fuzzed.csv"),
  ),
];
