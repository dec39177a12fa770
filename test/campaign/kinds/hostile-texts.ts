import { devicePresets } from "../../../src/core/memory/device-presets";
import { resultsCsvParts } from "../../../src/core/report/csv";
import { summaryMarkdown } from "../../../src/core/report/markdown";
import type { HeadResult } from "../../../src/core/simulation/run/result";
import { stepColumnNames, type StepColumn } from "../../../src/core/figures/step-figures";
import { loadColumnNames, type LoadColumn } from "../../../src/core/figures/load-figures";
import type { Random } from "../../../src/core/trace/generate/random";
import { plainMessage } from "../../../src/vscode/base/plain-message";
import { sampleRun } from "../../unit/webview/samples";
import type { Kind, Try } from "../frame/kind";
import { hostileTexts, pick } from "../mutate/values";

/** Names that mean something elsewhere, through every text that leaves the product. */
const attempt: Try = ({ random, keep }) => {
  const name = nameOf(random);
  keep(name);
  checkCsv(name);
  checkMarkdown(name);
  if (plainMessage(`${name}: is not known`).includes("](")) throw new Error("a message has a link");
  return Promise.resolve("accepted");
};

function nameOf(random: Random): string {
  const parts = Array.from({ length: 1 + random.below(3) }, () => pick(hostileTexts, random));
  return parts.join(pick(["", " ", "x"], random));
}

/** A row has as many cells as the head, and none that a spreadsheet computes. */
function checkCsv(device: string): void {
  const text = [...resultsCsvParts([sampleRun({ device })], [head])].join("");
  const [names, row, ...rest] = cellsOf(text);
  if (names.length !== row.length || rest.length > 0) throw new Error("CSV of another shape");
  const formula = row.find((cell) => /^[=+@\t\r]|^-(?!\d)/.test(cell));
  if (formula !== undefined) throw new Error(`CSV with a formula: ${formula}`);
}

/** The cells of lines after RFC 4180. */
function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, raw, end] of text.matchAll(/("(?:[^"]|"")*"|[^",\n]*)(,|\n)/g)) {
    rows[rows.length - 1].push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end === "\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

/** A table has a row for each run, of as many cells, and nothing in it is markup. */
function checkMarkdown(name: string): void {
  const scope = { layers: [0], kvHeads: [0], fromStep: 0, toStep: 1 };
  const runs = [sampleRun({ device: name })];
  const devices = [{ ...devicePresets[0], name }];
  const text = summaryMarkdown(name, { scope, runs, devices }, [head]);
  const table = text.split("\n").filter((line) => line.startsWith("|"));
  const cells = table.map((line) => line.replace(/\\./g, "").split("|").length);
  if (table.length !== 3 || new Set(cells).size !== 1) throw new Error("Markdown of another shape");
  const rest = text.replace(/\\./g, "").replaceAll("**", "");
  if (/[<>`[\]]/.test(rest)) throw new Error(`Markdown with markup: ${rest}`);
}

function record<Name extends StepColumn | LoadColumn, Value>(names: readonly Name[], value: Value) {
  return Object.fromEntries(names.map((name) => [name, value])) as Record<Name, Value>;
}

const head: HeadResult = {
  ...{ run: 0, layer: 0, kvHead: 0, queryHead: 0, fromStep: 0, steps: 1, unitsPerChannel: 1 },
  columns: record(stepColumnNames, Float64Array.of(1)),
  loads: record(loadColumnNames, Float32Array.of(1)),
};

export const hostileTextsKind: Kind = { name: "hostile texts", prepare: () => attempt };
