import * as v from "valibot";
import { policies } from "../../../core/policy/registry";
import { sameValue } from "../../../core/same-value";
import type { RunConfiguration } from "../../../core/simulation/run/configuration";
import type { ViewState } from "../../../shared/protocol";
import { withNewNames } from "../../../shared/renamed-views";
import { stylesFor } from "../../../shared/run-styles";
import { runsSchema } from "../page/plan-schemas";
import { readableParts, viewStateSchema } from "../page/view-state-schema";

/**
 * What of a view differs from `fresh`, for JSON. Its runs are either absent or all there, each as
 * its difference to a run of the same policy as `fresh` would have it.
 */
export function differenceOf(view: ViewState, fresh: ViewState): object {
  const runs = view.runs.map((run) => difference(run, runOf(run.policy, fresh)));
  return {
    ...plainObject(difference(view, withRuns(fresh, view.runs))),
    ...(sameValue(view.runs, fresh.runs)
      ? {}
      : { runs: runs.map((run, at) => ({ policy: view.runs[at].policy, ...plainObject(run) })) }),
  };
}

/**
 * The view that differs from `fresh` so. Parts that do not fit, as those of another version of the
 * extension, stay as in `fresh`.
 */
export function viewWith(given: object, fresh: ViewState): ViewState {
  const named = plainObject(withNewNames(given));
  const runs = v.safeParse(runsSchema, wholeRuns(named.runs, fresh));
  const base = runs.success ? withRuns(fresh, runs.output) : fresh;
  const wanted = merged(base, { ...named, runs: base.runs });
  return v.parse(viewStateSchema, { ...base, ...readableParts(wanted) });
}

function wholeRuns(given: unknown, fresh: ViewState): unknown {
  if (!Array.isArray(given)) return undefined;
  return given.map((run: unknown) => {
    const { policy } = plainObject(run);
    return merged(runOf(typeof policy === "string" ? policy : "", fresh), run);
  });
}

function withRuns(view: ViewState, runs: readonly RunConfiguration[]): ViewState {
  return { ...view, runs, runStyles: stylesFor(runs) };
}

/** A run of this policy as the fresh view would have it. */
function runOf(policy: string, { runs }: ViewState): RunConfiguration {
  const own = runs.find((run) => run.policy === policy);
  if (own) return own;
  const placement = policies.find(({ id }) => id === policy)?.defaultPlacement;
  return { ...runs[0], parameters: {}, policy, ...(placement && { placement }) };
}

/** What of a value differs from another one, members of objects each for itself; undefined where nothing does. */
function difference(value: unknown, base: unknown): unknown {
  if (sameValue(value, base)) return undefined;
  if (!isPlainObject(value) || !isPlainObject(base)) return value;
  const changed = Object.entries(value)
    .map(([name, member]) => [name, difference(member, base[name])] as const)
    .filter(([, member]) => member !== undefined);
  return Object.fromEntries(changed);
}

/** Puts a difference back. */
function merged(base: unknown, change: unknown): unknown {
  if (change === undefined) return base;
  if (!isPlainObject(change) || !isPlainObject(base)) return change;
  const members = Object.entries(change).map(([name, member]) => {
    return [name, merged(base[name], member)] as const;
  });
  return { ...base, ...Object.fromEntries(members) };
}

function plainObject(value: unknown): Readonly<Record<string, unknown>> {
  return isPlainObject(value) ? value : {};
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
