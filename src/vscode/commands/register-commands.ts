import * as vscode from "vscode";
import { InputError, messageOf } from "../../core/errors";
import type { InspectorProvider } from "../inspector/inspector-provider";
import { comparePolicies } from "./compare-policies";
import { exportResults } from "./export-results";
import { generateTrace, type GenerateArguments } from "./generate-trace";
import { newDevicePreset } from "./new-device-preset";
import { openSample } from "./open-sample";
import { runSimulation } from "./run-simulation";
import { showView } from "./show-view";

/** The commands of the palette; titles and icons are in package.json. */
export function registerCommands(
  context: vscode.ExtensionContext,
  provider: InspectorProvider,
): vscode.Disposable[] {
  const commands: Record<string, (...given: never[]) => unknown> = {
    openSample: () => openSample(context),
    runSimulation: () => runSimulation(provider),
    cancelSimulation: () => provider.active?.cancel(),
    showHeatMap: () => showView(provider, "banks"),
    showTiming: () => showView(provider, "timing"),
    comparePolicies: () => comparePolicies(provider),
    generateTrace: (given?: GenerateArguments) => generateTrace(context.extensionUri, given),
    newDevicePreset,
    exportCsv: (target?: vscode.Uri) => exportResults(provider, target),
  };
  return Object.entries(commands).map(([name, run]) =>
    vscode.commands.registerCommand(`kvtrace.${name}`, (...given: never[]) =>
      report(() => run(...given)),
    ),
  );
}

/** Shows what is wrong with the user's input; anything else is a fault and goes to the editor. */
async function report(run: () => unknown): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    void vscode.window.showErrorMessage(messageOf(error));
    return undefined;
  }
}
