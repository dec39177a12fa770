import { stackOf } from "../../state/bank-address";
import { nameRuns } from "../../../src/shared/run-names";
import type { Picture } from "../../parts/heat-map/picture";
import type { PageState } from "../../state/page-state";
import { heldBanks } from "./held-banks";
import { AllLoads, otherBanks } from "./loads/all-loads";
import { BankGrid, usedChannels } from "./loads/bank-grid";
import { findBaseline, type Baseline } from "./loads/find-baseline";
import type { RunLoads } from "./loads/run-loads";
import { StackLoads } from "./loads/stack-loads";
import { BankAxes } from "./picture/bank-axes";
import { bankPicture, type RunBanks } from "./picture/bank-picture";
import { bankScale, joinRanges, SteadyScale } from "./picture/bank-scale";
import { channelGrounds } from "./picture/channel-grounds";
import { progressOf, sameWords, verdictOf, type Verdict } from "./verdict";

/** What is shown of one run. */
export interface ShownBanks {
  /** Its index in the view. */
  readonly run: number;
  readonly banks: RunBanks;
  readonly picture: Picture;
  readonly verdict: Verdict;
  /** Why there is nothing to see; undefined where there is something. */
  readonly waiting: string | undefined;
}

/** A run with what is drawn of it, whatever the others are. */
interface Drawn extends Pick<RunBanks, "name" | "loads" | "compared"> {
  readonly run: number;
  /** All that is known of the run. */
  readonly own: RunLoads;
  readonly waiting: string | undefined;
}

/** Makes the pictures of the banks of several runs, on one scale; keeps what is costly to make. */
export class BankPictures {
  readonly #loads = new AllLoads();
  readonly #baselines = new AllLoads();
  readonly #scale = new SteadyScale();
  readonly #axes = new Map<string, BankAxes>();

  /**
   * @param runs to show, by their indices in the view, in this order
   * @param isDetailed with all levels of addresses labelled, as there is room for a single run
   */
  show(state: PageState, runs: readonly number[], isDetailed = runs.length === 1): ShownBanks[] {
    const { trace, view, simulation } = state;
    const { metric, difference, scale, axis } = view.heatMap;
    const drawn = this.#drawn(state, runs);
    const key = [metric, difference, scale, view.layer].join();
    const wanted = bankScale(view.heatMap, joinRanges(drawn.map(({ loads }) => loads.range)));
    const shared = this.#scale.of(key, wanted, simulation.phase === "complete");
    return drawn.map(({ run, own, name, loads, compared, waiting }) => {
      const { stack } = loads;
      const like = drawn.filter((other) => other.loads.stack.isLike(stack));
      const cells = Math.max(...like.map((other) => other.loads.units));
      const grid = new BankGrid(stack, channelsOf(state, loads), cells);
      const axes = this.#axesOf(grid, isDetailed);
      const grounds = channelGrounds(stack, grid.channels, trace.header.kvHeads, own.heads);
      const banks = {
        name,
        loads,
        compared,
        grid,
        axes,
        grounds,
        held: heldBanks(state, run, stack),
      };
      const step = axis === "channels" ? view.step : undefined;
      const progress = waiting === undefined ? progressOf(own, state, run) : "";
      const verdict = progress === undefined ? verdictOf(own, step) : sameWords(progress);
      return { run, banks, picture: bankPicture(trace, view, banks, shared), verdict, waiting };
    });
  }

  #drawn(state: PageState, runs: readonly number[]): Drawn[] {
    const { trace, view, simulation } = state;
    const { results } = simulation;
    if (!results) return [];
    const { metric, difference } = view.heatMap;
    const names = nameRuns(view.runs, trace.catalog);
    const baseline = difference ? this.#baseline(state, names) : undefined;
    return runs.flatMap((run): Drawn[] => {
      const own = this.#loads.of({ results, run }, trace.catalog);
      const stack = own.stack ?? stackOf(trace.catalog, view.runs.at(run));
      if (!stack) return [];
      const found = difference
        ? baseline && this.#loads.difference(own, baseline.loads, metric)
        : own.of(metric);
      const isOther = found === otherBanks;
      const nothing = () => new StackLoads(results.plan.scope.toStep, stack);
      const loads = isOther ? nothing() : (found ?? nothing());
      const waiting = isOther
        ? otherBanksText
        : own.heads.length === 0
          ? progressOf(own, state, run)
          : undefined;
      const compared = [{ name: names[run], loads: own }, ...(baseline ? [baseline] : [])].map(
        (one) => ({ name: one.name, loads: one.loads.of(metric) }),
      );
      return [{ run, own, name: names[run], loads, compared, waiting }];
    });
  }

  #baseline(state: PageState, names: readonly string[]): Baseline | undefined {
    return findBaseline(state, names, { shown: this.#loads, others: this.#baselines });
  }

  #axesOf(grid: BankGrid, isDetailed: boolean): BankAxes {
    const key = [grid.stack.key, grid.key, isDetailed].join();
    const known = this.#axes.get(key);
    if (known) return known;
    const axes = new BankAxes(grid, isDetailed);
    this.#axes.set(key, axes);
    return axes;
  }
}

function channelsOf({ trace, view }: PageState, { stack }: StackLoads): readonly number[] {
  if (!view.heatMap.idleChannels) return usedChannels(stack, trace.header.kvHeads);
  return Array.from({ length: stack.channels }, (_, channel) => channel);
}

const otherBanksText = "Its machine has other banks than that of the baseline";
