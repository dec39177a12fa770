import type * as vscode from "vscode";
import { canonicalJson } from "../../core/same-value";
import type { RunConfiguration } from "../../core/simulation/run/configuration";
import { describeRun } from "../../core/simulation/run/describe-runs";
import { headlineOf, type Headline } from "../../core/simulation/run/headline";
import type { InspectorSession } from "../inspector/inspector-session";

/** A run that was simulated to its end since the editor was started. */
export interface PastRun {
  readonly uri: vscode.Uri;
  readonly name: string;
  readonly layers: readonly number[];
  readonly configuration: RunConfiguration;
  readonly headline: Headline;
}

/** Runs kept per trace; the oldest make room. */
const mostRuns = 32;

/** What was simulated in this session, the newest first. */
export class RunHistory {
  readonly #runs = new Map<string, readonly PastRun[]>();

  of(uri: vscode.Uri): readonly PastRun[] {
    return this.#runs.get(uri.toString()) ?? [];
  }

  /** Adds what a page has just simulated; a run of the same configuration and layers is replaced. */
  add({ document: { uri }, results }: InspectorSession): void {
    if (!results?.complete) return;
    const { plan, heads } = results;
    const { layers } = plan.scope;
    const added = plan.runs.flatMap((configuration, index): PastRun[] => {
      const headline = headlineOf(plan, heads, index);
      const name = describeRun(configuration);
      return headline ? [{ uri, name, layers, configuration, headline }] : [];
    });
    const keys = new Set(added.map(keyOf));
    const older = this.of(uri).filter((run) => !keys.has(keyOf(run)));
    this.#runs.set(uri.toString(), [...added, ...older].slice(0, mostRuns));
  }
}

function keyOf({ configuration, layers }: PastRun): string {
  return canonicalJson([configuration, layers]);
}
