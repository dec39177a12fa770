import {
  attentionShare,
  decode,
  publishedOptions,
  type DecodeOptions,
  type DecodeResult,
} from "../../src/core/pim/system/decode";
import { publishedSystem } from "../../src/core/pim/system/decode-system";
import type { IndexScheme } from "../../src/core/pim/system/index-scheme";
import { findLanguageModel } from "../../src/core/pim/system/language-model";
import { SimulatedPimCosts, type PimCosts } from "../../src/core/pim/system/pim-costs";
import {
  policies,
  readTokens,
  type Bar,
  type Bars,
  type Policy,
  type PublishedRow,
  type Quantity,
} from "./fig11-data";

/** What each policy scores to decide what to read. */
const indexOf: Readonly<Record<Policy, IndexScheme>> = {
  full: "none",
  "token-wise": "keys",
  starc: "clusters",
  "page-wise": "pages",
};

export type Results = Readonly<Record<Policy, DecodeResult>>;

/** Runs of one group of bars. */
export interface GroupRuns {
  readonly model: string;
  readonly outputTokens: number;
  /** As the published evaluation counts. */
  readonly published: Results;
  /** With index and clustering. */
  readonly charged: Results;
  /** Without running attention beside its projections. */
  readonly unpipelined: Results;
}

/** Simulates every model and length of the figure. */
export function runGroups(folder: string, rows: readonly PublishedRow[]): GroupRuns[] {
  const groups = rows.filter((row) => row.quantity === "latency");
  const models = [...new Set(groups.map((row) => row.model))];
  return models.flatMap((model) => {
    const ofModel = groups.filter((row) => row.model === model);
    const tokens = readTokens(folder, model);
    const longest = Math.max(...ofModel.map((row) => row.outputTokens));
    const costs = (charged: boolean): Record<Policy, PimCosts> =>
      byPolicy(
        (policy) =>
          new SimulatedPimCosts(
            publishedSystem(),
            { ...ofModel[0], model: findLanguageModel(model), outputTokens: longest },
            {
              energyModel: "attacc",
              index: charged ? indexOf[policy] : "none",
              clustering: charged && policy === "starc",
            },
          ),
      );
    const plain = costs(false);
    const all = costs(true);
    return ofModel.map((row) => {
      const run = (from: Record<Policy, PimCosts>, options: DecodeOptions): Results =>
        byPolicy((policy) =>
          decode(
            publishedSystem(),
            { ...row, model: findLanguageModel(model), tokensRead: tokens[policy] },
            from[policy],
            options,
          ),
        );
      return {
        model,
        outputTokens: row.outputTokens,
        published: run(plain, publishedOptions),
        charged: run(all, publishedOptions),
        unpipelined: run(plain, { ...publishedOptions, pipelined: false }),
      };
    });
  });
}

/** Each policy's own run over the run of `full`. */
export function ownBars(results: Results, quantity: Quantity): Bars {
  return bars(results, quantity, (policy) => sizeOf(results[policy], quantity).rest);
}

/**
 * As the figure is drawn: on the attention of each policy stands one and the same rest, that of
 * STARC's run.
 * @param restOf runs that give the rest
 */
export function drawnBars(results: Results, quantity: Quantity, restOf: Results): Bars {
  const { rest } = sizeOf(restOf.starc, quantity);
  return bars(results, quantity, () => rest);
}

function bars(results: Results, quantity: Quantity, rest: (policy: Policy) => number): Bars {
  const height = (policy: Policy): number =>
    sizeOf(results[policy], quantity).attention + rest(policy);
  const full = height("full");
  return byPolicy((policy): Bar => ({
    total: height(policy) / full,
    attention: sizeOf(results[policy], quantity).attention / full,
  }));
}

function sizeOf(
  result: DecodeResult,
  quantity: Quantity,
): { readonly attention: number; readonly rest: number } {
  const shares = attentionShare(result);
  const [whole, share] =
    quantity === "latency" ? [result.time, shares.time] : [result.energy, shares.energy];
  return { attention: whole * share, rest: whole * (1 - share) };
}

function byPolicy<Value>(of: (policy: Policy) => Value): Record<Policy, Value> {
  const entries = policies.map((policy) => [policy, of(policy)] as const);
  return Object.fromEntries(entries) as Record<Policy, Value>;
}
