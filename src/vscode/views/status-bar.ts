import * as vscode from "vscode";
import type { InspectorProvider } from "../inspector/inspector-provider";
import { setting } from "../base/settings";
import { figures, findFigure, type HeadlineFigure } from "./figures";
import type { Registration } from "../base/registration";
import { shownRunOf } from "./shown-run";

const figureSetting = "statusBarFigure";

/** Keeps the figure that the user works on in the status bar, for the run that is shown. */
export function registerStatusBar(provider: InspectorProvider): Registration[] {
  const item = vscode.window.createStatusBarItem(
    "kvtrace.figure",
    vscode.StatusBarAlignment.Left,
    50,
  );
  item.name = "KV Trace Figure";
  item.command = "kvtrace.chooseStatusBarFigure";
  let busy: number | undefined;
  const show = () => showFigure(item, provider, busy);
  return [
    item,
    provider.onDidActivate(() => {
      busy = undefined;
      show();
    }),
    provider.onDidProgress(({ session, done }) => {
      if (session !== provider.active) return;
      const tenths = Math.floor(done * 10);
      if (tenths === busy) return;
      busy = tenths;
      show();
    }),
    provider.onDidSimulate((session) => {
      if (session !== provider.active) return;
      busy = undefined;
      show();
    }),
    provider.onDidUpdate((session) => {
      if (session === provider.active) show();
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(`kvtrace.${figureSetting}`)) show();
    }),
  ];
}

/** @param busy tenths of the running simulation that are done; undefined where none runs */
function showFigure(
  item: vscode.StatusBarItem,
  { active }: InspectorProvider,
  busy: number | undefined,
): void {
  if (!active) {
    item.hide();
    return;
  }
  const figure = chosenFigure();
  const run = shownRunOf(active);
  if (busy !== undefined) item.text = `$(loading~spin) KV trace ${busy * 10} %`;
  else item.text = `$(graph) ${run ? figure.write(run.headline) : "KV trace"}`;
  const about = run ? `${run.name}: ${figure.meaning}` : "no complete simulation";
  item.tooltip = `${active.name}, ${about}. Click to choose another figure.`;
  item.show();
}

function chosenFigure(): HeadlineFigure {
  return findFigure(setting(figureSetting)) ?? figures[0];
}

/**
 * Lets the user choose the figure of the status bar, and keeps it in the settings.
 * @param given its name, instead of asking
 * @returns the chosen one's name, or undefined when they declined
 */
export async function chooseStatusBarFigure(given: unknown): Promise<string | undefined> {
  const current = chosenFigure();
  const picked =
    figures.find(({ id }) => id === given) ??
    (await vscode.window.showQuickPick(
      figures.map((figure) => ({
        ...figure,
        description: figure.id === current.id ? "shown now" : "",
        detail: figure.meaning,
      })),
      { title: "Figure in the Status Bar" },
    ));
  if (!picked) return undefined;
  const configuration = vscode.workspace.getConfiguration("kvtrace");
  const own = configuration.inspect(figureSetting)?.workspaceValue;
  await configuration.update(figureSetting, picked.id, own === undefined);
  return picked.id;
}
