import type { Command } from "commander";
import { InputError } from "../core/errors";
import { defaultDevicePreset } from "../core/memory/device-presets";
import { energyModels, type EnergyModel } from "../core/pim/energy/energy";
import { addCost, sumEnergy, type Cost } from "../core/pim/system/cost";
import {
  attentionShare,
  decode,
  decodeParts,
  publishedOptions,
  type DecodeOptions,
  type DecodeRequest,
  type DecodeResult,
} from "../core/pim/system/decode";
import { h100Link, publishedSystem, type DecodeSystem } from "../core/pim/system/decode-system";
import { indexSchemes, type IndexScheme } from "../core/pim/system/index-scheme";
import { findLanguageModel, languageModels } from "../core/pim/system/language-model";
import { SimulatedPimCosts } from "../core/pim/system/pim-costs";
import {
  parseTokenTable,
  readAll,
  readConstant,
  readTable,
  type TokensRead,
} from "../core/pim/system/tokens-read";
import { choice, wholeNumber } from "./options/option-values";
import { printJson } from "./output/print";
import { readDevice, readInput } from "./options/read-device";
import { formatTable } from "./output/table";

interface SystemOptions {
  readonly model: string;
  readonly prompt: number;
  readonly output: number;
  readonly batch: number;
  readonly budgetTable?: string;
  readonly tokensRead?: number;
  readonly index: IndexScheme;
  readonly clustering: boolean;
  readonly energyModel: EnergyModel;
  readonly device: string;
  readonly link: number;
  readonly pipelined: boolean;
  readonly hideTransfers: boolean;
  readonly softmaxHides: boolean;
  readonly ffnOnPim: boolean;
  readonly artifact: boolean;
  readonly json?: boolean;
}

/** `kvtrace system`: a whole decode on GPUs with PIM devices, against one that reads everything. */
export function registerSystem(program: Command): void {
  program
    .command("system")
    .description(
      "time and energy of decoding on 8 H100 with 8 PIM devices; the defaults are those of the published evaluation",
    )
    .requiredOption("--model <name>", languageModels.map((model) => model.name).join(", "))
    .option("--prompt <tokens>", "length of the prompt", wholeNumber("--prompt", 0), 2048)
    .option("--output <tokens>", "tokens to decode", wholeNumber("--output", 2), 16000)
    .option("--batch <sequences>", "sequences decoded together", wholeNumber("--batch"), 16)
    .option("--budget-table <file>", "tokens read at each step, one a line, from the start again")
    .option("--tokens-read <n>", "tokens read at every step", wholeNumber("--tokens-read"))
    .option(
      "--index <vectors>",
      `what scores decide what to read: ${Object.keys(indexSchemes).join(", ")}`,
      choice("--index", Object.keys(indexSchemes) as IndexScheme[]),
      "none" as const,
    )
    .option("--clustering", "charge clustering of the decoded keys in memory", false)
    .option(
      "--energy-model <name>",
      energyModels.join(" or "),
      choice("--energy-model", energyModels),
      "attacc" as const,
    )
    .option("--device <name>", "device preset or its .json file", defaultDevicePreset.name)
    .option(
      "--link <GB/s>",
      "one way between a GPU and its PIM device; the reference takes 300 beside any GPU",
      wholeNumber("--link"),
      h100Link,
    )
    .option("--no-pipelined", "do not run attention beside its projections and transfers")
    .option(
      "--hide-transfers",
      "with --no-pipelined: still run transfers beside attention, as the reference does without its --pipeopt",
      false,
    )
    .option("--no-ffn-on-pim", "keep the feed-forward layer on the GPUs")
    .option(
      "--no-artifact",
      "count activation, norms and all-reduces in full, and let only attention hide projections",
    )
    .option(
      "--softmax-hides",
      "with --no-artifact: let softmax hide projections, too, as AttAcc does, on which the artifact is built",
      false,
    )
    .option("--json", "print as JSON")
    .action(decodeOnSystem);
}

async function decodeOnSystem(options: SystemOptions): Promise<void> {
  checkCombination(options);
  const model = findLanguageModel(options.model);
  const device = await readDevice(options.device);
  const tokensRead = await tokensReadOf(options);
  const system = publishedSystem(device, options.link);
  const { prompt: promptTokens, output: outputTokens, batch } = options;
  const request = { model, promptTokens, outputTokens, batch, tokensRead };
  const result = run(system, request, options);
  const reads = tokensRead !== readAll || options.index !== "none" || options.clustering;
  const full = reads
    ? run(
        system,
        { ...request, tokensRead: readAll },
        { ...options, index: "none", clustering: false },
      )
    : result;
  if (options.json) {
    printJson({
      model: model.name,
      devices: system.devices,
      device: device.name,
      prompt: promptTokens,
      output: outputTokens,
      batch,
      steps: result.steps,
      energyModel: options.energyModel,
      link: options.link,
      ...decodeOptions(options),
      index: options.index,
      clustering: options.clustering,
      ...summary(result),
      full: summary(full),
      relativeToFull: relative(result, full),
    });
  } else {
    process.stdout.write(`${table(result, full)}\n`);
  }
}

/** @throws InputError where an option is given that means nothing beside the others */
function checkCombination(options: SystemOptions): void {
  if (options.hideTransfers && options.pipelined) {
    throw new InputError("--hide-transfers", "means something only with --no-pipelined");
  }
  if (options.softmaxHides && options.artifact) {
    throw new InputError("--softmax-hides", "means something only with --no-artifact");
  }
}

/** @throws InputError when both ways to say it are used */
async function tokensReadOf({ budgetTable, tokensRead }: SystemOptions): Promise<TokensRead> {
  if (budgetTable !== undefined && tokensRead !== undefined) {
    throw new InputError("--tokens-read", "cannot be given together with --budget-table");
  }
  if (tokensRead !== undefined) return readConstant(tokensRead);
  if (budgetTable === undefined) return readAll;
  const text = await readInput("--budget-table", budgetTable);
  return readTable(parseTokenTable(text, { file: budgetTable }));
}

function run(
  system: DecodeSystem,
  request: DecodeRequest,
  options: Pick<SystemOptions, "energyModel" | "index" | "clustering"> & DecodeFlags,
): DecodeResult {
  const { energyModel, index, clustering } = options;
  const costs = new SimulatedPimCosts(system, request, { energyModel, index, clustering });
  return decode(system, request, costs, decodeOptions(options));
}

type DecodeFlags = Pick<
  SystemOptions,
  "pipelined" | "hideTransfers" | "ffnOnPim" | "artifact" | "softmaxHides"
>;

function decodeOptions(flags: DecodeFlags): DecodeOptions {
  const { pipelined, hideTransfers, ffnOnPim, artifact, softmaxHides } = flags;
  return {
    pipelined,
    transfersHide: hideTransfers,
    ffnOnPim,
    dividedOverhead: artifact && publishedOptions.dividedOverhead,
    softmaxHides: artifact ? publishedOptions.softmaxHides : softmaxHides,
  };
}

function summary(result: DecodeResult): object {
  const { parts, time, energy, steps } = result;
  const shares = attentionShare(result);
  const part = (of: (cost: Cost) => number): object =>
    Object.fromEntries(decodeParts.map((name) => [name, of(parts[name]) / steps]));
  return {
    latency: {
      nanosecondsPerStep: time / steps,
      nanoseconds: time,
      attentionShare: shares.time,
      parts: part((cost) => cost.time),
    },
    energy: {
      picojoulesPerStep: energy / steps,
      picojoules: energy,
      attentionShare: shares.energy,
      parts: part((cost) => sumEnergy(cost.energy)),
    },
  };
}

/** Like a bar of the published figure: all, and attention, over a decode that reads everything. */
function relative(result: DecodeResult, full: DecodeResult): object {
  const shares = attentionShare(result);
  const latency = result.time / full.time;
  const energy = result.energy / full.energy;
  return {
    latency: { total: latency, attention: latency * shares.time },
    energy: { total: energy, attention: energy * shares.energy },
  };
}

function table(result: DecodeResult, full: DecodeResult): string {
  const row = (name: string, { time, energy }: Cost): string[] => [
    name,
    (time / result.steps / 1e6).toFixed(4),
    `${((time / full.time) * 100).toFixed(1)} %`,
    (sumEnergy(energy) / result.steps / 1e9).toFixed(2),
    `${((sumEnergy(energy) / full.energy) * 100).toFixed(1)} %`,
  ];
  const whole = decodeParts.map((part) => result.parts[part]).reduce(addCost);
  return formatTable(
    ["mean per step", "ms", "of full", "mJ", "of full"],
    [...decodeParts.map((part) => row(part, result.parts[part])), row("all", whole)],
  );
}
