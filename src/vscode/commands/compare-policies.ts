import * as vscode from "vscode";
import type { Policy } from "../../core/policy/policy";
import { findPolicy, policies } from "../../core/policy/registry";
import { defaultRuns } from "../../core/simulation/run/default-runs";
import type { RunConfiguration } from "../../core/simulation/run/configuration";
import { lackedTensors } from "../../core/trace/layer-tensors";
import type { TraceHeader } from "../../core/trace/trace";
import type { InspectorProvider } from "../inspector/inspector-provider";
import { needSession } from "./need-session";
import { readArguments } from "./trace-argument";
import { simulateWithProgress } from "./run-simulation";

/** Lets the user pick policies and a budget, simulates them and shows their time side by side. */
export async function comparePolicies(provider: InspectorProvider, given: unknown): Promise<void> {
  const session = await needSession(provider, readArguments(given).trace);
  if (!session) return;
  const { state } = session.document;
  if (state.kind === "broken") throw state.error;
  const { header } = state.trace;
  const [base] = defaultRuns(header, header.tokens);
  // The page may take the focus back from the palette after these have opened, which would close
  // them with all that was ticked.
  const picked = await vscode.window.showQuickPick(
    servedPolicies(header, session.view?.layer).map(({ id, label, description }) => ({
      label,
      description,
      id,
      picked: ["full", "token-topk", "quest", "starc"].includes(id),
    })),
    {
      canPickMany: true,
      title: "Compare Policies",
      placeHolder: "Policies to simulate",
      ignoreFocusOut: true,
    },
  );
  if (!picked || picked.length === 0) return;
  const answer = await vscode.window.showInputBox({
    title: "Compare Policies",
    ignoreFocusOut: true,
    prompt: `Budget: tokens per query head and step, of ${header.tokens}`,
    value: String(base.budget),
    validateInput: (text) =>
      /^[1-9]\d*$/.test(text.trim()) ? undefined : "A whole number of at least 1 token",
  });
  if (answer === undefined) return;
  const runs = picked.map(({ id }): RunConfiguration => ({
    ...base,
    policy: id,
    budget: Number(answer),
    placement: findPolicy(id).defaultPlacement,
  }));
  session.reveal();
  session.tell({ kind: "show", view: "time" });
  await simulateWithProgress(session, runs);
}

/** The policies that a layer of the trace can feed; every layer where none is shown. */
function servedPolicies({ layers }: TraceHeader, shown: number | undefined): readonly Policy[] {
  const asked = layers.filter(({ id }) => shown === undefined || id === shown);
  return policies.filter(({ needs }) => {
    return asked.every((layer) => lackedTensors(layer, needs).length === 0);
  });
}
