import { InputError } from "../../core/errors";
import { sameValue } from "../../core/same-value";
import type { InspectorProvider } from "../inspector/inspector-provider";
import type { RunItem } from "../views/traces-tree";
import { openSession } from "./need-session";

/**
 * Shows a run that was simulated before: selects it where the page still has it, else adds it to
 * what the page simulates.
 */
export async function showRun(provider: InspectorProvider, item?: RunItem): Promise<void> {
  if (!item) throw new InputError("run", "choose one in the view KV Traces");
  const { uri, run } = item;
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
