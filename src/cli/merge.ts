import type { Command } from "commander";
import { mergeShards } from "../core/experiment/run/merge-shards";
import { interruptible } from "./interruptible";
import { reportOutcome } from "./output/report-outcome";

/** `kvtrace merge DIR`: makes the tables of a run out of its shards. */
export function registerMerge(program: Command): void {
  program
    .command("merge")
    .description("join the shards of a run into its tables")
    .argument("<folder>", "the run's folder")
    .option("--json", "print the outcome as JSON")
    .action(async (folder: string, { json = false }: { json?: boolean }) => {
      const run = await interruptible((signal) => mergeShards(folder, signal));
      await reportOutcome(run, { json, progress: undefined });
    });
}
