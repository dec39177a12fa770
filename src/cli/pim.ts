import type { Command } from "commander";
import { defaultDevicePreset } from "../core/memory/device-presets";
import { parseCommandTrace } from "../core/pim/traces/parse-command-trace";
import { parseSelections } from "../core/pim/traces/parse-selections";
import {
  runDense,
  runSparse,
  requireReferenceRules,
  runTrace,
  type AttentionOptions,
  type ReplayOptions,
  type ReplayResult,
} from "../core/pim/step/run-attention";
import { printChromeTrace } from "../core/report/chrome-trace";
import { printCommandLog, printCommandTrace } from "../core/report/command-trace";
import { wholeNumber } from "./options/option-values";
import { printJson } from "./output/print";
import { readDevice, readInput } from "./options/read-device";
import { formatTable } from "./output/table";
import { writeOptionFile } from "./output/write-option-file";

interface ReplayArguments {
  readonly preset: string;
  readonly refresh: boolean;
  readonly asReference?: boolean;
  readonly log?: string;
  readonly trace?: string;
  readonly chromeTrace?: string;
  readonly json?: boolean;
}

interface AttentionArguments extends ReplayArguments {
  readonly tokens: number;
  readonly headDim: number;
  readonly bytes: number;
  readonly maxTokens: number;
}

/**
 * `kvtrace pim ...`: the HBM-PIM model by itself, to check it against the reference simulator.
 * @param words of the command line behind `pim`; `step` is added where they may ask for it, since
 *   its modules are those of whole simulations
 */
export async function registerPim(program: Command, words: readonly string[]): Promise<void> {
  const pim = program.command("pim").description("run the HBM-PIM model by itself");
  attentionOptions(pim.command("dense").description("attention of heads that read every token"))
    .requiredOption("--heads <n>", "heads, dealt 16 at a time", wholeNumber("--heads"))
    .action(async (options: AttentionArguments & { heads: number }) => {
      const attention = await attentionOf(options);
      await print(options, attention, runDense(options.heads, attention));
    });
  attentionOptions(pim.command("sparse").description("attention of heads that read given slots"))
    .requiredOption("--selection <file>", "one line per head: the slots it reads, space-separated")
    .action(async (options: AttentionArguments & { selection: string }) => {
      const text = await readInput("--selection", options.selection);
      const selections = parseSelections(text, options.selection);
      const attention = await attentionOf(options);
      await print(options, attention, runSparse(selections, attention));
    });
  replayOptions(pim.command("run").description("a command trace of the reference simulator"))
    .option("--no-as-reference", "feed each channel by itself instead of in the order of the file")
    .argument("<trace>", "a file of operations and addresses")
    .action(async (file: string, options: ReplayArguments) => {
      const replay = await replayOf(options, true);
      if (options.asReference) requireReferenceRules(replay.preset);
      const trace = parseCommandTrace(await readInput("trace", file), file, replay.preset);
      await print(options, replay, runTrace(trace, replay));
    });
  const others = ["dense", "sparse", "run"];
  if (others.includes(words[0])) return;
  const { registerPimStep } = await import("./pim-step");
  registerPimStep(pim);
}

function attentionOptions(command: Command): Command {
  return replayOptions(command)
    .requiredOption("--tokens <n>", "tokens of the context", wholeNumber("--tokens"))
    .option("--head-dim <n>", "head dimension", wholeNumber("--head-dim"), 128)
    .option("--bytes <n>", "bytes of an element", wholeNumber("--bytes"), 2)
    .option(
      "--max-tokens <n>",
      "tokens for which keys have room",
      wholeNumber("--max-tokens"),
      4096,
    );
}

function replayOptions(command: Command): Command {
  return command
    .option("--preset <name>", "device preset, or a .json file of one", defaultDevicePreset.name)
    .option("--no-refresh", "never refresh")
    .option(
      "--as-reference",
      "follow the reference simulator's own tools, too; bank level only, where its rules are the model's (docs/pim-model.md)",
    )
    .option("--log <file>", "write the commands of channel 0 as the reference logs them")
    .option("--trace <file>", "write the program as the reference reads it")
    .option("--chrome-trace <file>", "write all commands for Perfetto or about:tracing")
    .option("--json", "print as JSON");
}

/** @param asReference what is done unless told otherwise */
async function replayOf(options: ReplayArguments, asReference = false): Promise<ReplayOptions> {
  return {
    preset: await readDevice(options.preset),
    refresh: options.refresh,
    asReference: options.asReference ?? asReference,
    keepLog: options.log !== undefined || options.chromeTrace !== undefined,
  };
}

async function attentionOf(options: AttentionArguments): Promise<AttentionOptions> {
  return {
    ...(await replayOf(options)),
    tokens: options.tokens,
    headDimension: options.headDim,
    elementBytes: options.bytes,
    maxTokens: options.maxTokens,
  };
}

async function print(
  options: ReplayArguments,
  { preset }: ReplayOptions,
  result: ReplayResult,
): Promise<void> {
  const { program, log } = result;
  if (options.log !== undefined && log) {
    await writeOptionFile("--log", options.log, printCommandLog(log, preset, 0));
  }
  if (options.trace !== undefined) {
    await writeOptionFile("--trace", options.trace, printCommandTrace(program, preset));
  }
  if (options.chromeTrace !== undefined && log) {
    await writeOptionFile("--chrome-trace", options.chromeTrace, printChromeTrace(log, preset));
  }
  const { cycles, time, commands, activations, precharges, refreshes, phases, channels } = result;
  if (options.json) {
    const totals = { cycles, nanoseconds: time, commands, activations, precharges, refreshes };
    printJson({ preset: preset.name, ...totals, phases, channels });
    return;
  }
  const rows = [
    ["cycles", cycles],
    ["ns", time],
    ...Object.entries(commands),
    ["activations", activations],
    ["precharges", precharges],
    ["refreshes", refreshes],
  ] as const;
  const table = rows.map(([name, value]) => [name, String(value)]);
  process.stdout.write(`${formatTable([preset.name, ""], table)}\n`);
}
