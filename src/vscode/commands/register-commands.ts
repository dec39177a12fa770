import * as vscode from "vscode";
import { InputError, messageOf } from "../../core/errors";
import type { DataFormat, ImageFormat } from "../../shared/protocol";
import { pageActionNames } from "../../shared/page-actions";
import type { CimPanels } from "../cim/cim-panels";
import type { InspectorProvider } from "../inspector/inspector-provider";
import type { ViewPanels } from "../inspector/panels/view-panels";
import { chooseStatusBarFigure } from "../views/status-bar";
import { actOnPage } from "./act-on-page";
import { comparePolicies } from "./compare-policies";
import { compareTraces } from "./compare-traces";
import { exportImage, exportResults } from "./export-results";
import { generateTrace, type GenerateArguments } from "./generate-trace";
import { goToStep, showLayer } from "./go-to";
import { importTrace, type ImportArguments } from "./import-trace";
import { mapWeights } from "./map-weights";
import { needSession } from "./need-session";
import { newCaptureScript, type CaptureArguments } from "./new-capture-script";
import { newDevicePreset } from "./new-device-preset";
import { openSample } from "./open-sample";
import { runSimulation } from "./run-simulation";
import { applyView, copyFromView, openLink } from "./share-view";
import { showBeside } from "./show-beside";
import { showRun } from "./show-run";
import { showView } from "./show-view";
import { readArguments } from "./trace-argument";
import { plainMessage } from "../base/plain-message";

/**
 * The commands; titles and icons are in package.json. Those about a trace take it as their first
 * argument, see `CommandArguments`.
 */
export function registerCommands(
  context: vscode.ExtensionContext,
  provider: InspectorProvider,
  panels: ViewPanels,
  arrays: CimPanels,
  experiments: Readonly<Record<string, (given: unknown, more: unknown) => unknown>>,
): vscode.Disposable[] {
  const { id } = context.extension;
  // The panel of arrays has results and pictures of its own.
  const saving =
    (format: DataFormat | ImageFormat, save: (given: unknown) => unknown) => (given: unknown) =>
      given === undefined && arrays.active ? arrays.active.save(format) : save(given);
  const byKey = pageActionNames.map((action) => {
    return [action, (given: unknown) => actOnPage(provider, action, given)] as const;
  });
  const commands: Record<string, (given: unknown, more: unknown) => unknown> = {
    ...Object.fromEntries(byKey),
    openSample: () => openSample(context),
    openTrace: async (given) => {
      await needSession(provider, readArguments(given).trace);
    },
    runSimulation: (given) => runSimulation(provider, given),
    cancelSimulation: () => provider.active?.cancel(),
    showHeatMap: (given) => showView(provider, "banks", given),
    showTiming: (given) => showView(provider, "time", given),
    showTimeline: (given) => showView(provider, "timeline", given),
    showTokens: (given) => showView(provider, "tokens", given),
    showClusters: (given) => showView(provider, "clusters", given),
    showTradeOff: (given) => showView(provider, "trade-off", given),
    goToStep: (given) => goToStep(provider, given),
    showLayer: (given) => showLayer(provider, given),
    showHeatMapBeside: (given) => showBeside(provider, panels, "banks", given),
    showTimingBeside: (given) => showBeside(provider, panels, "time", given),
    showRun: (given) => showRun(provider, given),
    comparePolicies: (given) => comparePolicies(provider, given),
    compareTraces: (given, more) => compareTraces(provider, given, more),
    generateTrace: (given) =>
      generateTrace(context.extensionUri, given as GenerateArguments | undefined),
    importTrace: (given) => importTrace(context.extensionUri, given as ImportArguments | undefined),
    newCaptureScript: (given) =>
      newCaptureScript(context.extensionUri, given as CaptureArguments | undefined),
    newDevicePreset,
    exportCsv: saving("csv", (given) => exportResults(provider, "csv", given)),
    exportJson: saving("json", (given) => exportResults(provider, "json", given)),
    exportPng: saving("png", (given) => exportImage(provider, "png", given)),
    exportSvg: saving("svg", (given) => exportImage(provider, "svg", given)),
    copySummary: (given) => copyFromView(provider, "summary", id, given),
    copyLink: (given) => copyFromView(provider, "link", id, given),
    copyView: (given) => copyFromView(provider, "view", id, given),
    applyView: (given) => applyView(provider, given),
    openLink: (given) => openLink(provider, given),
    mapBlockDiagonalWeights: (given) => mapWeights(arrays, given),
    chooseStatusBarFigure: (given) => chooseStatusBarFigure(given),
    ...experiments,
  };
  return [
    ...Object.entries(commands).map(([name, run]) =>
      vscode.commands.registerCommand(`kvtrace.${name}`, (given: unknown, more: unknown) =>
        report(() => run(given, more)),
      ),
    ),
    vscode.window.registerUriHandler({
      handleUri: (link) => void report(() => openLink(provider, link)),
    }),
  ];
}

/** Shows what is wrong with the user's input; anything else is a fault and goes to the editor. */
async function report(run: () => unknown): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    void vscode.window.showErrorMessage(plainMessage(messageOf(error)));
    return undefined;
  }
}
