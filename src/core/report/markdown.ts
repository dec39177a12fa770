import { markdownTable } from "./markdown-table";
import type { SimulationPlan } from "../simulation/run/configuration";
import { describeRuns } from "../simulation/run/describe-runs";
import { headlineOf } from "../simulation/run/headline";
import type { HeadResult } from "../simulation/run/result";
import { formatCount, formatNumber, formatRatio, formatShare } from "../figures/format";
import { meanOf } from "../figures/means";

/**
 * The runs of a simulation as a Markdown table: means per step and query head, with the ratio of
 * cycles to the first run that reads everything, or to the first run where none does.
 * @param trace name of the simulated file
 */
export function summaryMarkdown(
  trace: string,
  plan: SimulationPlan,
  heads: readonly HeadResult[],
): string {
  const { scope, runs } = plan;
  const full = runs.findIndex(({ policy }) => policy === "full");
  const baseline = headlineOf(plan, heads, Math.max(0, full));
  const names = describeRuns(runs);
  const rows = runs.map((run, index) => {
    const headline = headlineOf(plan, heads, index);
    const own = heads.filter((head) => head.run === index);
    return [
      names[index],
      run.device,
      formatCount(headline?.cycles ?? NaN),
      formatCount(headline?.nanoseconds ?? NaN),
      ratio(headline?.cycles, baseline?.cycles),
      formatNumber(meanOf(own, "energy") / 1000),
      formatShare(headline?.wasted ?? NaN),
      formatNumber(headline?.imbalance ?? NaN),
      formatShare(headline?.massKept ?? NaN),
      formatNumber(meanOf(own, "outputError")),
    ];
  });
  const steps = `steps ${scope.fromStep} – ${scope.toStep - 1}`;
  const layers = `layer${scope.layers.length > 1 ? "s" : ""} ${scope.layers.join(", ")}`;
  const compared = names[Math.max(0, full)];
  return [
    `**${escapeCell(trace)}**, ${layers}, ${steps}: means per step and query head`,
    "",
    markdownTable(
      [
        "Run",
        "Device",
        "Cycles",
        "Time (ns)",
        "Cycles, relative",
        "Energy (nJ)",
        "Wasted reads",
        "Imbalance",
        "Mass kept",
        "Output error",
      ],
      rows.map((row) => row.map(escapeCell)),
      2,
    ),
    "",
    `Cycles are relative to ${escapeCell(compared)}. Wasted reads are columns that held no selected vector. Imbalance is the largest load of a bank over the mean.`,
    "",
  ].join("\n");
}

/** Names come from files: they must not end a cell, nor become markup. */
function escapeCell(text: string): string {
  return text.replace(/[\\|`*_<>[\]]/g, "\\$&").replace(/\s+/g, " ");
}

function ratio(value = NaN, base = NaN): string {
  return formatRatio(value / base);
}
