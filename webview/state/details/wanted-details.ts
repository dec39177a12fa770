import type {
  ClusterRequest,
  OpenedTrace,
  SelectionRequest,
  SimulationPlan,
  TraceHeader,
  ViewName,
  ViewState,
} from "../../../src/shared/protocol";
import { pickedOf } from "../../../src/shared/picked";
import { sameValue } from "../../../src/shared/same-value";
import type { ClusterSet } from "./cluster-set";
import { stackOf } from "../bank-address";

/** Cells of a picture of tokens by steps, at most: what a frame can draw, and memory can hold. */
const mostCells = 2 ** 21;

/**
 * Consecutive steps around `step` that a picture of all tokens has room for: as many at every step.
 * They stay while the step lies in the middle half of them, and end where the steps do.
 */
export function stepWindow(
  { tokens, decodeSteps }: TraceHeader,
  step: number,
): { readonly fromStep: number; readonly toStep: number } {
  const size = Math.min(decodeSteps, Math.max(1, Math.floor(mostCells / tokens)));
  const stride = Math.max(1, Math.floor(size / 2));
  const around = Math.round((step - size / 2) / stride) * stride;
  const fromStep = Math.max(0, Math.min(around, decodeSteps - size));
  return { fromStep, toStep: fromStep + size };
}

/** Views that show what is read, and what the details tell of by it. */
const selectionViews: readonly ViewName[] = ["tokens", "clusters"];
const selectionKinds: ReadonlySet<string | undefined> = new Set(["token", "cluster"]);

/** What the Tokens view shows, and what is told of a picked token or cluster. */
export function wantedSelection(
  header: TraceHeader,
  view: ViewState,
): SelectionRequest | undefined {
  const run = view.runs.at(view.shownRun);
  const isWanted = selectionViews.includes(view.view) || selectionKinds.has(view.picked?.kind);
  if (!isWanted || !run || header.decodeSteps === 0) return undefined;
  const { layer, queryHead } = view;
  return { kind: "selection", run, layer, queryHead, ...stepWindow(header, view.step) };
}

/**
 * What the Clusters view shows; nothing while another view is open or there is no step.
 * @param known clusters that are there: they are asked for once for all the steps that have them
 */
export function wantedClusters(
  header: TraceHeader,
  view: ViewState,
  known: ClusterSet | undefined,
): ClusterRequest | undefined {
  const run = view.runs.at(view.shownRun);
  if (view.view !== "clusters" || !run || header.decodeSteps === 0) return undefined;
  const { layer, kvHead, step } = view;
  const request = { kind: "clusters", run, layer, kvHead, step } as const;
  if (!known || step < known.facts.fromStep || step >= known.facts.toStep) return request;
  return sameValue({ ...known.request, step }, request) ? known.request : request;
}

/**
 * What is read in the picked bank at the shown step; undefined where none is picked, its channel
 * has no KV head, the run's device has no such bank, or nothing is simulated yet.
 * @param plan of the results
 */
export function wantedBank(
  { header, catalog }: Pick<OpenedTrace, "header" | "catalog">,
  view: ViewState,
  plan: SimulationPlan | undefined,
): { readonly plan: SimulationPlan; readonly bank: number } | undefined {
  const { step } = view;
  const run = plan?.runs.at(view.shownRun);
  const bank = pickedOf(view, "bank");
  const stack = stackOf(catalog, run);
  if (!bank || !plan || !run || !stack?.has(bank)) return undefined;
  const heads = stack.headsOfChannel(header.kvHeads, bank.channel);
  if (heads.length === 0) return undefined;
  const scope = { ...plan.scope, kvHeads: heads, fromStep: step, toStep: step + 1 };
  return { plan: { scope, runs: [run] }, bank: bank.bank };
}
