import type { Command } from "commander";
import { WeightFile } from "../core/cim/models/weight-file";
import { writeFactors } from "../core/cim/models/write-factors";
import { projectWeight } from "../core/cim/monarch/project";
import { summariseProjection, type ProjectionSummary } from "../core/cim/monarch/projection";
import { wholeNumber } from "./options/option-values";
import { printJson } from "./output/print";
import { interruptible } from "./interruptible";
import { clearProgress, showProgress } from "./output/progress";

interface ProjectOptions {
  readonly tensor: string;
  readonly block?: number;
  readonly padding: boolean;
  readonly inputPermutation?: boolean;
  readonly transposed?: boolean;
  readonly out?: string;
  readonly json?: boolean;
}

/** `kvtrace cim project FILE`: the Monarch matrix nearest to a weight, and how near it is. */
export function registerProject(cim: Command): void {
  cim
    .command("project")
    .description("project a weight onto Monarch matrices")
    .argument("<file>", "a safetensors file")
    .requiredOption("--tensor <name>", "the weight, a matrix")
    .option("--block <b>", "block size; default: what makes one tile", wholeNumber("--block"))
    .option("--no-padding", "refuse a weight that zeros would have to fill up")
    .option("--input-permutation", "project onto P L P R P instead of P L P R")
    .option("--transposed", "the weight is stored as [inputs, outputs], as in GPT-2")
    .option(
      "--out <file>",
      "write the factors as safetensors: left [tile, l, s, k] and right [tile, k, l, p], tiles row by row",
    )
    .option("--json", "print as JSON")
    .action(project);
}

async function project(file: string, options: ProjectOptions): Promise<void> {
  const weights = await WeightFile.open(file);
  const weight = await weights
    .weight(options.tensor, options.transposed)
    .finally(() => weights.close());
  const projection = await projectWeight(weight, {
    ...(options.block === undefined ? {} : { blockSize: options.block }),
    padding: options.padding,
    inputPermutation: options.inputPermutation ?? false,
    onProgress: (done) => showProgress("projecting", done),
  }).finally(clearProgress);
  const { out, tensor } = options;
  if (out !== undefined) {
    await interruptible((signal) => writeFactors(out, tensor, projection, signal));
  }
  const summary = { file, tensor: options.tensor, ...summariseProjection(projection) };
  if (options.json) printJson(summary);
  else process.stdout.write(describe(summary));
}

function describe(summary: ProjectionSummary & { tensor: string }): string {
  const { outputs, inputs, blockSize, order, tileRows, tileColumns } = summary;
  const { parameters, denseParameters, compression, norm, residual, relativeError } = summary;
  const lines = [
    ["tensor", `${summary.tensor}, ${outputs} x ${inputs}`],
    ["Monarch", `${tileRows} x ${tileColumns} of order ${order}, blocks of ${blockSize}`],
    ["parameters", `${parameters} of ${denseParameters}: ${compression.toFixed(2)} times fewer`],
    ["||W - M||", `${residual.toPrecision(6)} of ||W|| = ${norm.toPrecision(6)}`],
    ["relative error", relativeError.toFixed(6)],
  ];
  return lines.map(([name, text]) => `${name.padEnd(16)}${text}\n`).join("");
}
