import { policies, quantities, type Bars, type PublishedRow, type Quantity } from "./fig11-data";
import { drawnBars, ownBars, type GroupRuns } from "./fig11-runs";
import { drawPanels, type Panel, type PanelGroup } from "./fig11-picture";
import { markdownTable } from "../../src/core/report/markdown-table";
import { signed } from "./markdown";

/** How far from the published bars full, STARC and page-wise may be. */
const aim = 0.05;

/** One row of the published figure with the same bars computed in several ways. */
export interface ReproducedRow {
  readonly published: PublishedRow;
  /** As the figure is drawn. */
  readonly drawn: Bars;
  /** Every policy's own run. */
  readonly own: Bars;
  readonly unpipelined: Bars;
  /** As drawn, with index and clustering charged. */
  readonly charged: Bars;
}

export function reproduceRows(
  rows: readonly PublishedRow[],
  groups: readonly GroupRuns[],
): ReproducedRow[] {
  return rows.map((published) => {
    const { quantity, model, outputTokens } = published;
    const group = groups.find((one) => one.model === model && one.outputTokens === outputTokens)!;
    return {
      published,
      drawn: drawnBars(group.published, quantity, group.published),
      own: ownBars(group.published, quantity),
      unpipelined: ownBars(group.unpipelined, quantity),
      charged: drawnBars(group.charged, quantity, group.published),
    };
  });
}

/** Published and reproduced bars beside each other, and what index and clustering add. */
export function drawPicture(rows: readonly ReproducedRow[]): string {
  const panel = (
    quantity: Quantity,
    title: string,
    series: readonly [string, string],
    bars: (row: ReproducedRow) => readonly [Bars, Bars],
  ): Panel => ({
    title,
    series,
    groups: rows
      .filter((row) => row.published.quantity === quantity)
      .map((row): PanelGroup => ({ label: labelOf(row.published), bars: bars(row) })),
  });
  const against = (row: ReproducedRow) => [row.published.bars, row.drawn] as const;
  const charges = (row: ReproducedRow) => [row.drawn, row.charged] as const;
  const charged = "with index and clustering";
  return drawPanels(
    [
      panel("latency", "Latency", ["published", "reproduced"], against),
      panel("energy", "Energy", ["published", "reproduced"], against),
      panel("latency", `Latency ${charged}`, ["reproduced", charged], charges),
      panel("energy", `Energy ${charged}`, ["reproduced", charged], charges),
    ],
    "Normalised latency and energy of decoding, published and reproduced",
  );
}

/** All rows with their differences, as a table in text. */
export function allRows(rows: readonly ReproducedRow[]): string {
  return markdownTable(
    [
      ...["quantity", "model", "output", "policy"],
      ...["total, published", "reproduced", "difference"],
      ...["attention, published", "reproduced", "difference"],
    ],
    rows.flatMap(({ published, drawn }) =>
      policies.map((policy) => {
        const [theirs, ours] = [published.bars[policy], drawn[policy]];
        return [
          published.quantity,
          published.model,
          String(published.outputTokens),
          policy,
          theirs.total.toFixed(2),
          ours.total.toFixed(3),
          signed(ours.total - theirs.total),
          theirs.attention.toFixed(2),
          ours.attention.toFixed(3),
          signed(ours.attention - theirs.attention),
        ];
      }),
    ),
    4,
  );
}

/** The largest difference of each policy under each way to compose the bars. */
export function largestDifferences(rows: readonly ReproducedRow[]): string {
  const ways = {
    "as drawn": (row: ReproducedRow) => row.drawn,
    "own run": (row: ReproducedRow) => row.own,
    "own run, not pipelined": (row: ReproducedRow) => row.unpipelined,
  };
  const body = quantities.flatMap((quantity) => {
    const ofQuantity = rows.filter((row) => row.published.quantity === quantity);
    return Object.entries(ways).flatMap(([way, bars]) => {
      // Energy does not depend on what overlaps.
      if (quantity === "energy" && way !== "as drawn") return [];
      const cells = policies.map((policy) => {
        const worst = (of: "total" | "attention"): string =>
          signed(
            ofQuantity
              .map((row) => bars(row)[policy][of] - row.published.bars[policy][of])
              .reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a)),
          );
        return `${worst("total")} / ${worst("attention")}`;
      });
      return [[quantity, quantity === "energy" ? "any" : way, ...cells]];
    });
  });
  return markdownTable(["quantity", "bars composed", ...policies], body, 2);
}

/** Total and attention of every policy with index and clustering, and without. */
export function chargedRows(rows: readonly ReproducedRow[]): string {
  return markdownTable(
    ["quantity", "model", "output", ...policies],
    rows.map(({ published, drawn, charged }) => [
      published.quantity,
      published.model,
      String(published.outputTokens),
      ...policies.map((policy) => {
        const [without, with_] = [drawn[policy], charged[policy]];
        const arrow = `${without.total.toFixed(3)} → ${with_.total.toFixed(3)}`;
        return `${arrow} (${without.attention.toFixed(3)} → ${with_.attention.toFixed(3)})`;
      }),
    ]),
    3,
  );
}

/**
 * How many published numbers of full, STARC and page-wise are met within the aim, apart from the
 * total of full, which is 1 by construction.
 */
export function aimMet(
  rows: readonly ReproducedRow[],
  quantity: Quantity,
  composed: "drawn" | "own",
): string {
  const met = rows
    .filter((row) => row.published.quantity === quantity)
    .flatMap((row) => {
      const theirs = row.published.bars;
      const ours = row[composed];
      return [
        ours.full.attention - theirs.full.attention,
        ours.starc.total - theirs.starc.total,
        ours.starc.attention - theirs.starc.attention,
        ours["page-wise"].total - theirs["page-wise"].total,
        ours["page-wise"].attention - theirs["page-wise"].attention,
      ].map((difference) => Math.abs(difference) <= aim);
    });
  return `${met.filter(Boolean).length} of ${met.length}`;
}

function labelOf({ model, outputTokens }: PublishedRow): string {
  return `${model} ${outputTokens / 1000}K`;
}
