import * as vscode from "vscode";
import { InputError } from "../../core/errors";
import { sameValue } from "../../core/same-value";
import { describeRun } from "../../core/simulation/run/describe-runs";
import type { InspectorProvider } from "../inspector/inspector-provider";
import { runsOf } from "../views/shown-run";
import type { RunItem } from "../views/traces-tree";
import { needSession, openSession } from "./need-session";
import { memberOf, readArguments } from "./trace-argument";

/**
 * Shows a run of a trace: an item of the view KV Traces, or the run that the argument `run` names,
 * else the one that the user then picks.
 */
export async function showRun(provider: InspectorProvider, given: unknown): Promise<void> {
  if (isRunItem(given)) return showPastRun(provider, given);
  const session = await needSession(provider, readArguments(given).trace);
  if (!session) return;
  const names = runsOf(session).map(describeRun);
  const asked = memberOf(given, "run");
  if (asked !== undefined) {
    const found = names.findIndex((name, run) => name === asked || run === asked);
    if (found < 0) {
      throw new InputError(
        "run",
        `${JSON.stringify(asked)} is not on the page, which has ${names.join(", ")}`,
      );
    }
    session.setView({ shownRun: found });
    return;
  }
  const shown = session.view?.shownRun;
  const choices = names.map((label, run) => {
    return { label, description: run === shown ? "shown now" : "", run };
  });
  const picked = await vscode.window.showQuickPick(choices, {
    title: "Show Run",
    ignoreFocusOut: true,
  });
  if (picked) session.setView({ shownRun: picked.run });
}

/** Selects a run that was simulated before where the page still has it, else adds it to the page. */
async function showPastRun(provider: InspectorProvider, { uri, run }: RunItem): Promise<void> {
  const session = await openSession(provider, uri);
  const [layer] = run.layers;
  const runs = session.view?.runs ?? [];
  const known = runs.findIndex((candidate) => sameValue(candidate, run.configuration));
  session.setView(
    known >= 0
      ? { layer, shownRun: known }
      : { layer, runs: [...runs, run.configuration], shownRun: runs.length },
  );
}

function isRunItem(given: unknown): given is RunItem {
  return memberOf(given, "kind") === "run";
}
