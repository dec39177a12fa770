import type { RunConfiguration } from "../simulation/run/configuration";
import { reportedColumn, reportedNames } from "../figures/reported-figures";
import type { HeadResult } from "../simulation/run/result";
import { inOrder } from "../figures/means";

const runFields = [
  "policy",
  "parameters",
  "budget",
  "placement",
  "device",
  "chargeIndex",
  "chargeClustering",
  "energyModel",
] as const satisfies readonly (keyof RunConfiguration)[];

const headFields = [
  "layer",
  "kvHead",
  "queryHead",
] as const satisfies readonly (keyof HeadResult)[];

/** Steps in one part of a long text: few enough to be written without a pause. */
const stepsPerPart = 256;

/**
 * Results as comma-separated values (RFC 4180): one line per run, query head and step, in that
 * order whatever order the results came in. A figure that could not be computed is left empty.
 * They come in parts of few lines, so that a long text is never held whole.
 */
export function* resultsCsvParts(
  runs: readonly RunConfiguration[],
  heads: readonly HeadResult[],
): Generator<string> {
  yield `${[...runFields, ...headFields, "step", ...reportedNames].join(",")}\n`;
  for (const head of inOrder(heads)) {
    const run = runs[head.run];
    const prefix = [
      ...runFields.map((name) => quote(fieldText(run[name]))),
      ...headFields.map((name) => String(head[name])),
    ].join(",");
    const columns = reportedNames.map((name) => reportedColumn(name, head.columns));
    for (let from = 0; from < head.steps; from += stepsPerPart) {
      const lines: string[] = [];
      for (let index = from; index < Math.min(from + stepsPerPart, head.steps); index++) {
        const figures = columns.map((column) => figureText(column[index]));
        lines.push(`${prefix},${head.fromStep + index},${figures.join(",")}\n`);
      }
      yield lines.join("");
    }
  }
}

function fieldText(value: RunConfiguration[(typeof runFields)[number]]): string {
  if (typeof value !== "object") return String(value);
  return Object.entries(value)
    .map(([name, setting]) => `${name}=${setting}`)
    .join(" ");
}

function figureText(value: number): string {
  return Number.isNaN(value) ? "" : String(value);
}

/** Spreadsheets compute what begins like a formula: behind an apostrophe it is text to them. */
function quote(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
