import { describeRun, type RunConfiguration } from "../../simulation/run/configuration";

/** What can set runs apart that their short names do not tell. */
const settings = ["device", "chargeIndex", "chargeClustering", "energyModel"] as const;

const settingTexts = {
  device: (run: RunConfiguration) => run.device,
  chargeIndex: (run: RunConfiguration) => (run.chargeIndex ? "index" : "no index"),
  chargeClustering: (run: RunConfiguration) =>
    run.chargeClustering ? "clustering" : "no clustering",
  energyModel: (run: RunConfiguration) => run.energyModel,
} as const;

/**
 * Names of the runs of an experiment, each telling it apart from the others: policy, budget and placement,
 * then whatever else the experiment varies.
 */
export function describeRuns(runs: readonly RunConfiguration[]): string[] {
  const varied = settings.filter((name) => new Set(runs.map((run) => run[name])).size > 1);
  return runs.map((run) => {
    const others = runs.filter(({ policy }) => policy === run.policy);
    const parameters = Object.entries(run.parameters)
      .filter(([name, value]) => others.some((other) => other.parameters[name] !== value))
      .map(([name, value]) => `${name} ${value}`);
    const more = varied.map((name) => settingTexts[name](run));
    return [describeRun(run), ...parameters, ...more].join(" · ");
  });
}
