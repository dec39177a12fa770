import { sameValue } from "../../../../src/shared/same-value";
import type { OpenedTrace, RunConfiguration } from "../../../../src/shared/protocol";
import { furtherFacts, mainFacts } from "../../file/facts";
import { nameRuns } from "../../../../src/shared/run-names";
import type { PreviousResults } from "../../../state/page-state";
import type { ResultSet } from "../../../state/results/result-set";

/** Something that is not as it was. */
export interface Change {
  readonly label: string;
  readonly before: string;
  readonly now: string;
}

/** Which earlier run each run is to be set against; undefined for a run that is new. */
export function matchRuns(
  runs: readonly RunConfiguration[],
  before: readonly RunConfiguration[],
): (number | undefined)[] {
  const free = new Set(before.keys());
  const take = (index: number | undefined) => {
    if (index !== undefined) free.delete(index);
    return index;
  };
  const equal = runs.map((run) => {
    return take([...free].find((index) => sameValue(run, before[index])));
  });
  // What was changed in place is still the same entry of the list.
  return equal.map((match, index) => match ?? take(free.has(index) ? index : undefined));
}

/** What differs between the results and those that they replaced, figures left out. */
export function findChanges(
  trace: OpenedTrace,
  results: ResultSet,
  previous: PreviousResults,
): Change[] {
  const { plan } = results;
  const { plan: planBefore } = previous.results;
  return [
    ...changedFacts(trace, previous.trace),
    ...changed("Layer", planBefore.scope.layers.join(", "), plan.scope.layers.join(", ")),
    ...changedRuns(trace, plan.runs, planBefore.runs),
  ];
}

function changedFacts(trace: OpenedTrace, before: OpenedTrace): Change[] {
  const factsBefore = [...mainFacts(before), ...furtherFacts(before)];
  return [...mainFacts(trace), ...furtherFacts(trace)].flatMap(({ id, label, value }) => {
    return changed(label, factsBefore.find((fact) => fact.id === id)?.value ?? "", value);
  });
}

function changedRuns(
  { catalog }: OpenedTrace,
  runs: readonly RunConfiguration[],
  before: readonly RunConfiguration[],
): Change[] {
  const matches = matchRuns(runs, before);
  const names = nameRuns(runs, catalog);
  const namesBefore = nameRuns(before, catalog);
  const replaced = runs.flatMap((run, index): Change[] => {
    const match = matches[index];
    if (match === undefined) return [{ label: "Run", before: "none", now: names[index] }];
    if (sameValue(run, before[match])) return [];
    // Nothing is to be seen of a budget that its policy does not use.
    return changed("Run", namesBefore[match], names[index]);
  });
  const removed = before.flatMap((_, index): Change[] => {
    if (matches.includes(index)) return [];
    return [{ label: "Run", before: namesBefore[index], now: "none" }];
  });
  return [...replaced, ...removed];
}

function changed(label: string, before: string, now: string): Change[] {
  return before === now ? [] : [{ label, before, now }];
}
