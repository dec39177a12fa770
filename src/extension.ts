import { availableParallelism } from "node:os";
import * as vscode from "vscode";
import { SimulationPool } from "./core/simulation/pool";
import { registerCommands } from "./vscode/commands/register-commands";
import { InspectorProvider, inspectorViewType } from "./vscode/inspector/inspector-provider";
import { panelViewType, ViewPanels } from "./vscode/inspector/view-panels";
import { ViewStateMemory } from "./vscode/inspector/view-state";
import { registerLimits } from "./vscode/views/limit-diagnostics";
import { registerStatusBar } from "./vscode/views/status-bar";
import { TracesTree } from "./vscode/views/traces-tree";
import { workerPath } from "./vscode/worker-path";

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("KV Trace Inspector", { log: true });
  const wanted = vscode.workspace.getConfiguration("kvtrace").get<number>("workers", 0);
  const pool = new SimulationPool(
    workerPath(context.extensionUri),
    wanted === 0 ? availableParallelism() - 1 : wanted,
  );
  const memory = new ViewStateMemory(context.workspaceState);
  const services = { pool, memory, log, extensionId: context.extension.id };
  const provider = new InspectorProvider(context.extensionUri, services);
  const panels = new ViewPanels(context.extensionUri, provider, services, context.workspaceState);
  context.subscriptions.push(
    log,
    { dispose: () => void pool.dispose() },
    vscode.window.registerCustomEditorProvider(inspectorViewType, provider, {
      supportsMultipleEditorsPerDocument: true,
      // Results of minutes of work stay while the tab is hidden.
      webviewOptions: { retainContextWhenHidden: true },
    }),
    vscode.window.registerWebviewPanelSerializer(panelViewType, panels),
    ...registerStatusBar(provider),
    ...registerLimits(provider),
    ...new TracesTree(provider).register(),
    ...registerCommands(context, provider, panels),
  );
}
