import type { SimulationPlan } from "../../../core/simulation/run/configuration";

/** Runs on some KV heads of a layer. */
export interface WantedPart {
  readonly layer: number;
  readonly kvHeads: readonly number[];
  /** Indices of the runs in the plan. */
  readonly runs: readonly number[];
}

/** Results that are still to come. */
export interface WantedResults {
  /** Checked, with what the user's settings add to it; something of every run is wanted. */
  readonly plan: SimulationPlan;
  /** What of it is wanted, the most urgent first; what else comes is of no use. */
  readonly parts: readonly WantedPart[];
}

/** What a page shows, and so wants first. */
export interface ShownFirst {
  /** Index of a run in the plan. */
  readonly run: number;
  readonly kvHead: number;
}

/**
 * What of a plan is wanted, in parts: the shown run on the shown head, the other runs on that head,
 * the other heads.
 * @param isWanted whether something of a run is wanted on a KV head
 */
export function partsOf(
  { scope, runs }: SimulationPlan,
  first: ShownFirst,
  isWanted: (layer: number, kvHead: number, run: number) => boolean,
): WantedPart[] {
  const kvHeads = [...scope.kvHeads].sort((one, other) => {
    return Number(other === first.kvHead) - Number(one === first.kvHead);
  });
  const jobs = scope.layers.flatMap((layer) =>
    kvHeads.map((kvHead): WantedPart => {
      const wanted = [...runs.keys()].filter((run) => isWanted(layer, kvHead, run));
      return { layer, kvHeads: [kvHead], runs: wanted };
    }),
  );
  return joined(jobs.flatMap((job) => (job.kvHeads[0] === first.kvHead ? cut(job, first) : [job])));
}

/** The shown run of a part, and its other runs. */
function cut(part: WantedPart, { run }: ShownFirst): WantedPart[] {
  const others = part.runs.filter((other) => other !== run);
  if (others.length === part.runs.length) return [part];
  return [
    { ...part, runs: [run] },
    { ...part, runs: others },
  ];
}

/** Parts of the same runs in one; those of no runs are left out. */
function joined(parts: readonly WantedPart[]): WantedPart[] {
  return parts.reduce<WantedPart[]>((before, part) => {
    const last = before.at(-1);
    const isSame = last?.layer === part.layer && last.runs.join() === part.runs.join();
    if (part.runs.length === 0) return before;
    if (!last || !isSame) return [...before, part];
    return [...before.slice(0, -1), { ...part, kvHeads: [...last.kvHeads, ...part.kvHeads] }];
  }, []);
}
