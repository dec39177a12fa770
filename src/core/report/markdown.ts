import { markdownTable } from "./markdown-table";
import { describeRun, type SimulationPlan } from "../simulation/run/configuration";
import { headlineOf } from "../simulation/run/headline";
import type { HeadResult } from "../simulation/run/result";
import { meanOf } from "../figures/means";

const absent = "–";

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
  const rows = runs.map((run, index) => {
    const headline = headlineOf(plan, heads, index);
    const own = heads.filter((head) => head.run === index);
    return [
      describeRun(run),
      run.device,
      figure(headline?.cycles, 0),
      figure(headline?.nanoseconds, 0),
      ratio(headline?.cycles, baseline?.cycles),
      figure(meanOf(own, "energy") / 1000, 1),
      percent(headline?.wasted),
      figure(headline?.imbalance, 3),
      percent(headline?.massKept),
      figure(meanOf(own, "outputError"), 4),
    ];
  });
  const steps = `steps ${scope.fromStep} – ${scope.toStep - 1}`;
  const layers = `layer${scope.layers.length > 1 ? "s" : ""} ${scope.layers.join(", ")}`;
  const compared = describeRun(runs[Math.max(0, full)]);
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

function figure(value: number | undefined, decimals: number): string {
  return value === undefined || Number.isNaN(value) ? absent : value.toFixed(decimals);
}

function ratio(value: number | undefined, base: number | undefined): string {
  return value === undefined || base === undefined ? absent : figure(value / base, 3);
}

function percent(share: number | undefined): string {
  return share === undefined || Number.isNaN(share) ? absent : `${(100 * share).toFixed(1)} %`;
}
