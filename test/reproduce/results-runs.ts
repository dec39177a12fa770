import { defaultDevicePreset } from "../../src/core/memory/device-presets";
import { vectorShape } from "../../src/core/memory/vector-shape";
import type { Placement, PlacementId } from "../../src/core/placement/placement";
import { findPlacement } from "../../src/core/placement/registry";
import { fastestNumerics, type Numerics } from "../../src/core/policy/head/numerics";
import { placementSource } from "../../src/core/policy/head/placement-source";
import type { HeadData, PolicyParameters } from "../../src/core/policy/policy";
import { readHeadData } from "../../src/core/policy/head/read-head-data";
import { findPolicy, policies } from "../../src/core/policy/registry";
import type { RunConfiguration, SimulationPlan } from "../../src/core/simulation/run/configuration";
import { checkPlan, jobsOf, type HeadJob } from "../../src/core/simulation/run/plan";
import type { SimulationPool } from "../../src/core/simulation/threads/pool";
import type { HeadResult } from "../../src/core/simulation/run/result";
import { elementBytes } from "../../src/core/simulation/run/run-costs";
import { openLocation } from "../../src/core/simulation/threads/trace-location";
import type { Trace, TraceHeader } from "../../src/core/trace/trace";
import { moveCycles, type CycleRange } from "./results-figures";
import type { StudiedTrace } from "./results-traces";

export const device = defaultDevicePreset;

/** Placements that are compared for what STARC selects. */
const starcPlacements = ["starc", "starc-aligned", "lane-balanced", "starc-ordered"] as const;

/** Policies that choose for themselves; no trace here holds a recorded selection. */
export const choosing = policies.filter(({ id }) => id !== "recorded");

/** What a table asks for; absent: the policy's own placement, index and clustering charged. */
interface RunQuery {
  readonly policy: string;
  readonly budget: number;
  readonly placement?: PlacementId;
  readonly charged?: boolean;
}

/** How one KV head's clusters lie under an order, and what it took to get there. */
interface OrderedHead {
  readonly job: HeadJob;
  readonly budget: number;
  /** Tokens that ordering moved out of the slots that STARC gave them. */
  readonly moved: number;
  /** Time of these moves. */
  readonly spent: CycleRange;
}

/** All that was simulated on one trace. */
export interface TraceResults {
  readonly name: string;
  readonly header: TraceHeader;
  readonly budgets: readonly number[];
  /** First steps, from whose selections `starc-ordered` learnt. */
  readonly learntSteps: number;
  readonly ordered: readonly OrderedHead[];
  /** Slots for every token of the last context with clusters padded to lines, mean of the heads. */
  readonly alignedSlots: number;
  /** Results of one run: all layers and query heads. */
  of(query: RunQuery): readonly HeadResult[];
}

/** SparQ reads a quarter of the channels: 32 of 128, in the middle of its published range. */
const sparqShare = 1 / 4;

/** @param pool that simulates; the results do not depend on its threads */
export async function simulateTrace(
  studied: StudiedTrace,
  pool: SimulationPool,
): Promise<TraceResults> {
  const { name, budgets } = studied;
  const location = await studied.locate();
  const trace = await openLocation(location);
  try {
    const { header } = trace;
    const numerics = fastestNumerics();
    const layers = header.layers.map(({ id }) => id);
    const first = await readHeadData(trace, layers[0], 0, numerics);
    const plan = planOf(header, budgets, (id) => hasCharges(first, id));
    checkPlan(header, plan);
    const found: HeadResult[] = [];
    await pool.run(location, header, plan, {
      onProgress: () => undefined,
      onResults: (results) => found.push(...results),
    });
    // Threads finish in any order; sums of floats must not depend on it.
    found.sort((a, b) => a.layer - b.layer || a.queryHead - b.queryHead);
    const layouts: HeadLayouts[] = [];
    for (const job of jobsOf(plan)) layouts.push(await layOut(trace, job, budgets, numerics));
    const slots = layouts.map(({ alignedSlots }) => alignedSlots);
    return {
      name,
      header,
      budgets,
      learntSteps: layouts[0].learntSteps,
      ordered: layouts.flatMap(({ ordered }) => ordered),
      alignedSlots: slots.reduce((sum, count) => sum + count, 0) / slots.length,
      of(query) {
        const wanted = runOf(plan, query);
        return found.filter(({ run }) => run === wanted);
      },
    };
  } finally {
    await trace.close();
  }
}

/** Whether a policy reads an index or clusters, so that charging them makes a difference. */
function hasCharges(head: HeadData, id: string): boolean {
  const policy = findPolicy(id).start(head, 1, parametersOf(id, head));
  return policy.newClusters !== undefined || policy.indexWork(0, 0).kind !== "none";
}

/** Where charging makes no difference, the run with charges is the one without, too. */
function runOf({ runs }: SimulationPlan, query: RunQuery): number {
  const { usesBudget, defaultPlacement } = findPolicy(query.policy);
  const fitting = (charged: boolean) =>
    runs.findIndex(
      (run) =>
        run.policy === query.policy &&
        (!usesBudget || run.budget === query.budget) &&
        run.placement === (query.placement ?? defaultPlacement) &&
        run.chargeIndex === charged,
    );
  const asked = fitting(query.charged ?? true);
  return asked >= 0 ? asked : fitting(true);
}

/** Every policy with and without its charges, and STARC on the other placements without. */
function planOf(
  header: TraceHeader,
  budgets: readonly number[],
  isCharged: (policy: string) => boolean,
): SimulationPlan {
  const run = (
    policy: string,
    budget: number,
    placement: PlacementId,
    charged: boolean,
  ): RunConfiguration => ({
    policy,
    parameters: parametersOf(policy, header),
    budget,
    placement,
    device: device.name,
    chargeIndex: charged,
    chargeClustering: charged,
    energyModel: "row-aware",
  });
  return {
    scope: {
      layers: header.layers.map(({ id }) => id),
      kvHeads: Array.from({ length: header.kvHeads }, (_, head) => head),
      fromStep: 0,
      toStep: header.decodeSteps,
    },
    runs: budgets.flatMap((budget, index) => [
      ...choosing
        .filter(({ usesBudget }) => usesBudget || index === 0)
        .flatMap(({ id, defaultPlacement }) => [
          run(id, budget, defaultPlacement, true),
          ...(isCharged(id) ? [run(id, budget, defaultPlacement, false)] : []),
        ]),
      ...starcPlacements
        .filter((placement) => placement !== "starc")
        .map((placement) => run("starc", budget, placement, false)),
    ]),
  };
}

/** Defaults, but no layer is read whole, and SparQ's channels go with the head dimension. */
function parametersOf(
  policy: string,
  { headDimension }: Pick<TraceHeader, "headDimension">,
): PolicyParameters {
  if (policy === "sparq") return { channels: Math.max(1, headDimension * sparqShare) };
  const { parameters } = findPolicy(policy);
  return parameters.some(({ name }) => name === "denseLayers") ? { denseLayers: 0 } : {};
}

/** What results do not say about the placements of one head. */
interface HeadLayouts {
  readonly learntSteps: number;
  readonly alignedSlots: number;
  readonly ordered: readonly OrderedHead[];
}

async function layOut(
  trace: Trace,
  job: HeadJob,
  budgets: readonly number[],
  numerics: Numerics,
): Promise<HeadLayouts> {
  const { header } = trace;
  const head = await readHeadData(trace, job.layer, job.kvHead, numerics);
  const shape = vectorShape(device, header.headDimension, elementBytes);
  const sourceAt = (budget: number) => {
    const policy = findPolicy("starc").start(head, budget, parametersOf("starc", header));
    return placementSource(head, policy, shape);
  };
  const anySource = sourceAt(budgets[0]);
  const movesOf = (placement: Placement) => placement.movedTokens(header.tokens);
  const perToken = moveCycles(device, header.headDimension);
  return {
    learntSteps: anySource.earlySelections().length,
    alignedSlots: findPlacement("starc-aligned").create(anySource).slotCount(header.tokens),
    ordered: budgets.map((budget) => {
      const source = sourceAt(budget);
      const [plain, ordered] = (["starc", "starc-ordered"] as const).map((id) =>
        movesOf(findPlacement(id).create(source)),
      );
      const moved = ordered - plain;
      const spent = { least: moved * perToken.least, most: moved * perToken.most };
      return { job, budget, moved, spent };
    }),
  };
}
