import * as vscode from "vscode";
import { InputError } from "../../core/errors";
import type { InspectorProvider } from "../inspector/inspector-provider";
import { needSession } from "./need-session";
import { memberOf, readArguments } from "./trace-argument";

/** Shows a step of a trace: that of the argument `step`, else the one that the user then types. */
export async function goToStep(provider: InspectorProvider, given: unknown): Promise<void> {
  const session = await needSession(provider, readArguments(given).trace);
  if (!session) return;
  const last = session.header.decodeSteps - 1;
  if (last < 0) throw new InputError("step", "the trace has no decode steps");
  const wrong = `has to be a whole number from 0 to ${last}`;
  const isRight = (step: number) => Number.isInteger(step) && step >= 0 && step <= last;
  const asked = numberIn(given, "step");
  if (asked !== undefined && !isRight(asked)) throw new InputError("step", wrong);
  const typed =
    asked ??
    (await vscode.window.showInputBox({
      title: "Go to Step",
      ignoreFocusOut: true,
      prompt: `A step from 0 to ${last}`,
      value: `${session.view?.step ?? 0}`,
      validateInput: (text) => {
        return text.trim() !== "" && isRight(Number(text)) ? undefined : `The step ${wrong}.`;
      },
    }));
  if (typed !== undefined) session.setView({ step: Number(typed) });
}

/** Shows a layer of a trace: that of the argument `layer`, else the one that the user then picks. */
export async function showLayer(provider: InspectorProvider, given: unknown): Promise<void> {
  const session = await needSession(provider, readArguments(given).trace);
  if (!session) return;
  const layers = session.header.layers.map(({ id }) => id);
  const asked = numberIn(given, "layer");
  if (asked !== undefined && !layers.includes(asked)) {
    throw new InputError("layer", `${asked} is not in the trace, which has ${layers.join(", ")}`);
  }
  const picked =
    asked ??
    (
      await vscode.window.showQuickPick(
        layers.map((id) => ({
          label: `Layer ${id}`,
          description: id === session.view?.layer ? "shown now" : "",
          id,
        })),
        { title: "Show Layer", ignoreFocusOut: true },
      )
    )?.id;
  if (picked !== undefined) session.setView({ layer: picked });
}

function numberIn(given: unknown, name: string): number | undefined {
  const value = memberOf(given, name);
  return typeof value === "number" ? value : undefined;
}
