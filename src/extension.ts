import { availableParallelism } from "node:os";
import * as vscode from "vscode";
import { SimulationPool } from "./core/simulation/pool";
import { registerCommands } from "./vscode/commands/register-commands";
import { InspectorProvider, inspectorViewType } from "./vscode/inspector/inspector-provider";
import { ViewStateMemory } from "./vscode/inspector/view-state";
import { workerPath } from "./vscode/worker-path";

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("KV Trace Inspector", { log: true });
  const wanted = vscode.workspace.getConfiguration("kvtrace").get<number>("workers", 0);
  const pool = new SimulationPool(
    workerPath(context.extensionUri),
    wanted === 0 ? availableParallelism() - 1 : wanted,
  );
  const memory = new ViewStateMemory(context.workspaceState);
  const provider = new InspectorProvider(context.extensionUri, { pool, memory, log });
  context.subscriptions.push(
    log,
    { dispose: () => void pool.dispose() },
    vscode.window.registerCustomEditorProvider(inspectorViewType, provider, {
      supportsMultipleEditorsPerDocument: true,
      // Results of minutes of work stay while the tab is hidden.
      webviewOptions: { retainContextWhenHidden: true },
    }),
    ...registerCommands(context, provider),
  );
}
