import type { RunConfiguration } from "../simulation/configuration";
import { stepColumnNames, type HeadResult } from "../simulation/result";

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

/**
 * Results as comma-separated values (RFC 4180): one line per run, query head and step, in that
 * order whatever order the results came in. A figure that could not be computed is left empty.
 */
export function writeResultsCsv(
  runs: readonly RunConfiguration[],
  heads: readonly HeadResult[],
): string {
  const sorted = [...heads].sort(
    (a, b) => a.run - b.run || a.layer - b.layer || a.queryHead - b.queryHead,
  );
  const lines = [[...runFields, ...headFields, "step", ...stepColumnNames].join(",")];
  for (const head of sorted) {
    const run = runs[head.run];
    const prefix = [
      ...runFields.map((name) => quote(fieldText(run[name]))),
      ...headFields.map((name) => String(head[name])),
    ].join(",");
    for (let index = 0; index < head.steps; index++) {
      const figures = stepColumnNames.map((name) => figureText(head.columns[name][index]));
      lines.push(`${prefix},${head.fromStep + index},${figures.join(",")}`);
    }
  }
  return `${lines.join("\n")}\n`;
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

function quote(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
