import type { PlacementId } from "../../src/core/placement/placement";
import { findPolicy } from "../../src/core/policy/registry";
import { summarise } from "../../src/core/figures/means";
import { markdownTable } from "../../src/core/report/markdown-table";
import { linesPerSelectedLine, meanFrom, scatteredLinesPerLine } from "./results-figures";
import { costOf, orderingOf, publishedLines, recallOrder, type Range } from "./results-summary";
import { choosing, type TraceResults } from "./results-runs";

const two = (value: number) => value.toFixed(2);
const three = (value: number) => value.toFixed(3);
const whole = (value: number) => value.toFixed(0);

export const span = ({ least, most }: Range, text: (value: number) => string): string =>
  text(least) === text(most) ? text(least) : `${text(least)} to ${text(most)}`;

/** One row per trace and budget. */
function perBudget(
  all: readonly TraceResults[],
  cells: (results: TraceResults, budget: number) => readonly string[],
): string[][] {
  return all.flatMap((results) =>
    results.budgets.map((budget) => [results.name, String(budget), ...cells(results, budget)]),
  );
}

/** Lines read for every line's worth of tokens, beside what was published. */
export function linesTable(all: readonly TraceResults[]): string {
  const policies = ["starc", "sparq", "token-topk", "clusterkv", "quest"] as const;
  const published = policies.map((policy) =>
    policy === "starc" || policy === "sparq" ? span(publishedLines(policy), two) : "",
  );
  return markdownTable(
    ["trace", "B", "B / context", ...policies, "at random"],
    [
      ["published", "1024", "", ...published, ""],
      ...perBudget(all, (results, budget) => [
        three(budget / results.header.tokens),
        ...policies.map((policy) => two(linesPerSelectedLine(results.of({ policy, budget })))),
        two(scatteredLinesPerLine(results.of({ policy: "token-topk", budget }))),
      ]),
    ],
    1,
  );
}

/** Cost and accuracy of every policy on one trace, without and with index and clustering. */
export function policiesTable(results: TraceResults): string {
  const rows = choosing.flatMap(({ id, usesBudget }) =>
    (usesBudget ? results.budgets : results.budgets.slice(0, 1)).map((budget) => {
      const cost = costOf(results, id, budget);
      const kept = summarise(results.of({ policy: id, budget }));
      return [
        id,
        usesBudget ? String(budget) : "-",
        kept.tokens.toFixed(1),
        two(linesPerSelectedLine(results.of({ policy: id, budget }))),
        whole(cost.alone),
        three(cost.aloneOfFull),
        whole(kept.indexCycles),
        kept.clusteringCycles.toFixed(1),
        three(cost.chargedOfFull),
        // Recall is of the budget's tokens: without a budget there is nothing to compare with.
        three(kept.massKept),
        usesBudget ? three(kept.recall) : "-",
        three(kept.outputError),
      ];
    }),
  );
  return markdownTable(
    [
      ...["policy", "B", "tokens", "lines", "cycles", "of full"],
      ...["index", "clustering", "of full, all", "mass", "recall", "output error"],
    ],
    rows,
    1,
  );
}

/** What aligning clusters to lines and balancing lanes change for STARC's selections. */
export function layoutTable(all: readonly TraceResults[]): string {
  const layouts: readonly PlacementId[] = ["starc", "starc-aligned", "lane-balanced"];
  return markdownTable(
    [
      ...["trace", "B", "lines", "aligned", "balanced", "imbalance", "aligned", "balanced"],
      ...["cycles", "aligned", "balanced", "slots, aligned"],
    ],
    perBudget(all, (results, budget) => {
      const runs = layouts.map((placement) =>
        results.of({ policy: "starc", budget, placement, charged: false }),
      );
      const [plain, ...others] = runs.map((heads) => meanFrom(heads, "cycles", 0));
      return [
        ...runs.map((heads) => two(linesPerSelectedLine(heads))),
        ...runs.map((heads) => two(meanFrom(heads, "imbalance", 0))),
        whole(plain),
        ...others.map((cycles) => three(cycles / plain)),
        two(results.alignedSlots / results.header.tokens),
      ];
    }),
    1,
  );
}

/** What ordering clusters by use changes, what it takes, and when that is saved again. */
export function orderingTable(all: readonly TraceResults[]): string {
  const steps = (value: number) => (Number.isFinite(value) ? whole(value) : "never");
  return markdownTable(
    [
      ...["trace", "B", "KV heads", "reordered", "rows, starc", "ordered"],
      ...["cycles / starc", "later steps", "tokens moved", "KiB", "saved per step", "paid off"],
    ],
    perBudget(all, (results, budget) => {
      const found = orderingOf(results, budget);
      const { moves } = found;
      return [
        String(found.heads),
        String(found.reordered),
        found.rowsPlain.toFixed(1),
        found.rowsOrdered.toFixed(1),
        three(found.ratio),
        three(found.laterRatio),
        moves ? whole(moves.tokens) : "-",
        moves ? whole(moves.bytes / 1024) : "-",
        moves ? whole(moves.savedPerStep) : "-",
        moves ? span(moves.payOff, steps) : "-",
      ];
    }),
    1,
  );
}

/** Policies of the published comparison by falling recall, and by growing output error. */
export function recallTable(all: readonly TraceResults[]): string {
  return markdownTable(
    ["trace", "B", "by recall", "by output error"],
    perBudget(all, (results, budget) => [
      recallOrder(results, budget, ({ recall }) => -recall).join(" > "),
      recallOrder(results, budget, ({ outputError }) => outputError).join(" > "),
    ]),
    4,
  );
}

/** The policies as the tables name them, with what they are. */
export function policyList(): string {
  return choosing.map(({ id }) => `\`${id}\` (${findPolicy(id).label})`).join(", ");
}
