import { availableParallelism } from "node:os";
import path from "node:path";
import type { Command } from "commander";
import { InputError } from "../core/errors";
import type { DevicePreset } from "../core/memory/device-preset";
import { findPolicy } from "../core/policy/registry";
import { resultsCsvParts } from "../core/report/csv";
import type { SimulationPlan } from "../core/simulation/run/configuration";
import { describeRuns } from "../core/simulation/run/describe-runs";
import { checkPlan } from "../core/simulation/run/plan";
import { SimulationPool } from "../core/simulation/threads/pool";
import type { HeadResult } from "../core/simulation/run/result";
import { summarise } from "../core/figures/means";
import { withSteadyTrace } from "../core/simulation/threads/steady-trace";
import type { LocatedTrace } from "../core/simulation/threads/trace-location";
import { kvHeadOf, type TraceHeader } from "../core/trace/trace";
import { list, stepRange, wholeNumber } from "./options/option-values";
import { readDevice } from "./options/read-device";
import { printJson } from "./output/print";
import { clearProgress, showProgress } from "./output/progress";
import {
  defaultBudget,
  runConfiguration,
  runOptions,
  type RunOptions,
} from "./options/run-options";
import { summaryTable } from "./output/summary-table";
import { writeOptionFile } from "./output/write-option-file";

interface SimulateOptions extends RunOptions {
  readonly policy: string[];
  readonly budget?: number[];
  readonly layers?: number[];
  readonly heads?: number[];
  readonly steps?: { from: number; to: number };
  readonly workers: number;
  readonly csv?: string;
  readonly json?: boolean;
}

/** `kvtrace simulate FILE`: runs policies on a trace and prints what they cost and keep. */
export function registerSimulate(program: Command): void {
  const text = (value: string) => value;
  runOptions(program.command("simulate"))
    .description("simulate policies on a trace")
    .argument("<file>", "a .kvtrace file")
    .option("--policy <ids>", "policies, comma-separated", list("--policy", text), ["starc"])
    .option(
      "--budget <tokens>",
      "tokens per query head and step, comma-separated; default: 1024 or a quarter of the context",
      list("--budget", wholeNumber("--budget")),
    )
    .option(
      "--layers <ids>",
      "layer ids; default: all",
      list("--layers", wholeNumber("--layers", 0)),
    )
    .option(
      "--heads <indices>",
      "query heads; default: all",
      list("--heads", wholeNumber("--heads", 0)),
    )
    .option("--steps <range>", "a step or a range such as 0-15; default: all", stepRange("--steps"))
    .option("--workers <n>", "worker threads", wholeNumber("--workers"), availableParallelism())
    .option("--csv <file>", "write one line per run, query head and step")
    .option("--json", "print as JSON")
    .action(simulate);
}

async function simulate(file: string, options: SimulateOptions): Promise<void> {
  const device = await readDevice(options.device);
  const wanted = options.heads;
  const { plan, heads } = await withSteadyTrace({ kind: "file", path: file }, (located) =>
    simulateTrace(located, options, device),
  );
  if (options.csv !== undefined) {
    await writeOptionFile("--csv", options.csv, resultsCsvParts(plan.runs, heads));
  }
  const summaries = plan.runs.map((_, run) => summarise(heads.filter((head) => head.run === run)));
  if (options.json) {
    const runs = plan.runs.map((run, index) => ({ ...run, mean: summaries[index] }));
    printJson({ file, scope: plan.scope, queryHeads: wanted ?? "all", runs });
  } else {
    const names = describeRuns(plan.runs);
    process.stdout.write(`${summaryTable(names, summaries)}\n`);
  }
}

/** Simulates all that is asked for of a trace, as it is now. */
async function simulateTrace(
  { trace: { header }, location }: LocatedTrace,
  options: SimulateOptions,
  device: DevicePreset,
): Promise<{ readonly plan: SimulationPlan; readonly heads: readonly HeadResult[] }> {
  const plan = planOf(header, options, device);
  checkPlan(header, plan);
  const heads: HeadResult[] = [];
  const pool = new SimulationPool(path.join(__dirname, "worker.mjs"), options.workers);
  const wanted = options.heads;
  try {
    await pool.run(location, header, plan, {
      onProgress: (done) => showProgress("simulating", done),
      onResults: (results) => {
        heads.push(...results.filter((head) => !wanted || wanted.includes(head.queryHead)));
      },
    });
    return { plan, heads };
  } finally {
    clearProgress();
    await pool.dispose();
  }
}

function planOf(
  header: TraceHeader,
  options: SimulateOptions,
  device: DevicePreset,
): SimulationPlan {
  const queryHeads = options.heads ?? Array.from({ length: header.queryHeads }, (_, head) => head);
  for (const head of queryHeads) {
    if (head >= header.queryHeads) {
      const last = header.queryHeads - 1;
      throw new InputError("--heads", `query head ${head} is not in 0 .. ${last}`);
    }
  }
  const budgets = options.budget ?? [defaultBudget(header)];
  return {
    scope: {
      layers: sorted(options.layers ?? header.layers.map((layer) => layer.id)),
      kvHeads: sorted(queryHeads.map((head) => kvHeadOf(header, head))),
      fromStep: options.steps?.from ?? 0,
      toStep: options.steps?.to ?? header.decodeSteps,
    },
    runs: options.policy.flatMap((id) => {
      const policy = findPolicy(id);
      const run = (budget: number) => runConfiguration(id, budget, device, options);
      return policy.usesBudget ? budgets.map(run) : [run(budgets[0])];
    }),
    devices: [device],
  };
}

function sorted(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
