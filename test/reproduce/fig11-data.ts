import { readFileSync } from "node:fs";
import path from "node:path";
import {
  parseTokenTable,
  readAll,
  readConstant,
  readTable,
} from "../../src/core/pim/system/tokens-read";
import type { TokensRead } from "../../src/core/pim/system/tokens-read";

/** The figure's bars of a group, in its order. */
export const policies = ["full", "token-wise", "starc", "page-wise"] as const;

export type Policy = (typeof policies)[number];

export const quantities = ["latency", "energy"] as const;

export type Quantity = (typeof quantities)[number];

/** A bar: height and the part of attention in it, both over the height of `full`. */
export interface Bar {
  readonly total: number;
  readonly attention: number;
}

export type Bars = Readonly<Record<Policy, Bar>>;

/** One row of the figure: four bars of one quantity, model and length. */
export interface PublishedRow {
  readonly quantity: Quantity;
  readonly model: string;
  readonly promptTokens: number;
  readonly outputTokens: number;
  readonly batch: number;
  readonly bars: Bars;
}

/** Rows in the order of the file. @param folder of the published data */
export function readPublished(folder: string): PublishedRow[] {
  const lines = readFileSync(path.join(folder, "fig11.csv"), "utf8").trim().split("\n").slice(1);
  const cells = lines.map((line) => line.split(","));
  const groups = new Map<string, string[][]>();
  for (const cell of cells) {
    const key = cell.slice(0, 5).join(",");
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups.values()].map((rows) => {
    const [quantity, model, prompt, output, batch] = rows[0];
    const bar = (policy: Policy): Bar => {
      const row = rows.find((cell) => cell[6] === policy)!;
      return { total: Number(row[7]), attention: Number(row[8]) };
    };
    return {
      quantity: quantities.find((name) => name === quantity)!,
      model,
      promptTokens: Number(prompt),
      outputTokens: Number(output),
      batch: Number(batch),
      bars: {
        full: bar("full"),
        "token-wise": bar("token-wise"),
        starc: bar("starc"),
        "page-wise": bar("page-wise"),
      },
    };
  });
}

/** Quest's budget: the pages it reads hold this many tokens. */
const pageWiseTokens = 1024;

/** What each policy read, by the published tables of one period each. */
export function readTokens(folder: string, model: string): Readonly<Record<Policy, TokensRead>> {
  const name = { "LLaMA-7B": "Llama", "GPT-13B": "GPT", "Mistral-7B": "Mistral" }[model];
  const table = (policy: string): TokensRead => {
    const file = path.join(folder, `kv_budget_${name}_${policy}.csv`);
    return readTable(parseTokenTable(readFileSync(file, "utf8"), { file }));
  };
  return {
    full: readAll,
    "token-wise": table("SparQ"),
    starc: table("STARC"),
    "page-wise": readConstant(pageWiseTokens),
  };
}
