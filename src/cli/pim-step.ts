import type { Command } from "commander";
import { InputError } from "../core/errors";
import { fastestNumerics } from "../core/policy/head/numerics";
import { findPolicy } from "../core/policy/registry";
import { printChromeTrace } from "../core/report/chrome-trace";
import { printCommandLog, printCommandTrace } from "../core/report/command-trace";
import { checkPlan } from "../core/simulation/run/plan";
import { KeptHeads } from "../core/simulation/questions/kept-heads";
import { logOfStep, programOfStep } from "../core/simulation/questions/program-of-step";
import { planOfPlace } from "../core/simulation/questions/timeline";
import { openLocation } from "../core/simulation/threads/trace-location";
import { wholeNumber } from "./options/option-values";
import { printJson } from "./output/print";
import { readDevice } from "./options/read-device";
import {
  defaultBudget,
  runConfiguration,
  runOptions,
  type RunOptions,
} from "./options/run-options";
import { formatTable } from "./output/table";
import { writeOptionFile } from "./output/write-option-file";

interface StepOptions extends RunOptions {
  readonly policy: string;
  readonly budget?: number;
  readonly layer: number;
  readonly head: number;
  readonly step: number;
  readonly log?: string;
  readonly trace?: string;
  readonly chromeTrace?: string;
  readonly json?: boolean;
}

/** `kvtrace pim step FILE`: the commands of one simulated step, to check them elsewhere. */
export function registerPimStep(pim: Command): void {
  runOptions(pim.command("step"))
    .description(
      "one step of one query head of a trace, command by command; clustering in memory has no commands of a step: the share that the step is charged is told beside the cycles of the others",
    )
    .argument("<file>", "a .kvtrace file")
    .requiredOption("--layer <id>", "layer id", wholeNumber("--layer", 0))
    .requiredOption("--head <index>", "query head", wholeNumber("--head", 0))
    .requiredOption("--step <index>", "step", wholeNumber("--step", 0))
    .option("--policy <id>", "policy", (id: string) => findPolicy(id).id, "starc")
    .option(
      "--budget <tokens>",
      "default: 1024 or a quarter of the context",
      wholeNumber("--budget"),
    )
    .option("--log <file>", "write the commands as the reference logs them")
    .option("--trace <file>", "write the program as the reference reads it")
    .option("--chrome-trace <file>", "write the commands for Perfetto or about:tracing")
    .option("--json", "print as JSON")
    .action(runStep);
}

async function runStep(file: string, options: StepOptions): Promise<void> {
  const trace = await openLocation({ kind: "file", path: file });
  try {
    const device = await readDevice(options.device);
    const budget = options.budget ?? defaultBudget(trace.header);
    const { layer, head, step } = options;
    if (head >= trace.header.queryHeads) {
      const last = trace.header.queryHeads - 1;
      throw new InputError("--head", `query head ${head} is not in 0 .. ${last}`);
    }
    const run = runConfiguration(options.policy, budget, device, options);
    const place = { run, layer, queryHead: head, step };
    const plan = { ...planOfPlace(trace.header, place), devices: [device] };
    checkPlan(trace.header, plan);
    const found = await programOfStep(
      trace,
      { plan, queryHead: head },
      new KeptHeads(fastestNumerics()),
    );
    if (found.kind === "independent") {
      throw new InputError(
        "--device",
        `${device.name} has no command stream that all banks follow`,
      );
    }
    if (found.kind === "empty") throw new InputError("--step", "this step reads nothing");
    const { length, log } = logOfStep(found);
    if (options.log !== undefined) {
      await writeOptionFile("--log", options.log, printCommandLog(log, device));
    }
    if (options.trace !== undefined) {
      await writeOptionFile("--trace", options.trace, printCommandTrace(found.program, device));
    }
    if (options.chromeTrace !== undefined) {
      await writeOptionFile("--chrome-trace", options.chromeTrace, printChromeTrace(log, device));
    }
    const { program, clusteringCycles } = found;
    const totals = {
      cycles: length,
      clusteringCycles,
      operations: program.length,
      commands: log.length,
    };
    if (options.json) printJson({ file, ...place, ...totals });
    else {
      const rows = Object.entries(totals).map(([name, value]) => [name, String(value)]);
      process.stdout.write(`${formatTable([device.name, ""], rows)}\n`);
    }
  } finally {
    await trace.close();
  }
}
