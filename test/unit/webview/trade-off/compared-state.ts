import type { ViewState } from "../../../../src/shared/protocol";
import { noDetails, noSimulation, type PageState } from "../../../../webview/state/page-state";
import { ResultSet } from "../../../../webview/state/results/result-set";
import { sampleHead, sampleTrace, sampleView } from "../samples";

type Columns = Parameters<typeof sampleHead>[1];

/** Results of runs, one query head each, with these columns. */
export function resultsOf(runs: ViewState["runs"], values: readonly Columns[]): ResultSet {
  const scope = { layers: [5], kvHeads: [0, 1, 2, 3], fromStep: 0, toStep: 4 };
  return ResultSet.empty({ scope, runs }).with(
    values.map((columns, run) => sampleHead({ run }, columns)),
  );
}

/** A page with the results of two runs. */
export function comparedState(change: Partial<PageState> = {}): PageState {
  const view = sampleView();
  const results = resultsOf(view.runs, [{ cycles: [10, 30] }, { cycles: [80, 80] }]);
  return {
    trace: sampleTrace(),
    view,
    simulation: { ...noSimulation, phase: "complete", progress: 1, results },
    previous: undefined,
    second: undefined,
    message: undefined,
    ...noDetails,
    ...change,
  };
}
