import * as vscode from "vscode";
import { ExperimentThread } from "./core/experiment/thread/experiment-thread";
import { SimulationPool } from "./core/simulation/threads/pool";
import { createApi, type KvTraceApi } from "./vscode/api";
import { CimPanels, cimViewType } from "./vscode/cim/cim-panels";
import { registerSettings } from "./vscode/base/wrong-settings";
import { registerCommands } from "./vscode/commands/register-commands";
import { Experiments } from "./vscode/experiments/register-experiments";
import { InspectorProvider, inspectorViewType } from "./vscode/inspector/inspector-provider";
import { KeyFocus } from "./vscode/inspector/page/key-focus";
import { panelViewType, ViewPanels } from "./vscode/inspector/panels/view-panels";
import { ViewStateMemory } from "./vscode/inspector/page/view-state";
import { registerLimits } from "./vscode/views/limit-diagnostics";
import { registerStatusBar } from "./vscode/views/status-bar";
import { TracesTree } from "./vscode/views/traces-tree";
import { experimentThreadPath, workerCount, workerPath } from "./vscode/base/worker-path";

export function activate(context: vscode.ExtensionContext): KvTraceApi {
  const { extensionUri } = context;
  const log = vscode.window.createOutputChannel("KV Trace Inspector", { log: true });
  const pool = new SimulationPool(workerPath(extensionUri), workerCount());
  const memory = new ViewStateMemory(context.workspaceState);
  const services = { pool, memory, log, extensionId: context.extension.id, keys: new KeyFocus() };
  const provider = new InspectorProvider(extensionUri, services);
  const panels = new ViewPanels(extensionUri, provider, services, context.workspaceState);
  const thread = new ExperimentThread(experimentThreadPath(extensionUri));
  const experimentServices = { thread, pool, workerPath: workerPath(extensionUri), log };
  const experiments = new Experiments(provider, experimentServices);
  const arrays = new CimPanels(extensionUri, log, context.workspaceState);
  context.subscriptions.push(
    log,
    { dispose: () => void pool.dispose() },
    { dispose: () => void thread.dispose() },
    vscode.window.registerCustomEditorProvider(inspectorViewType, provider, {
      supportsMultipleEditorsPerDocument: true,
      // Results of minutes of work stay while the tab is hidden.
      webviewOptions: { retainContextWhenHidden: true },
    }),
    vscode.window.registerWebviewPanelSerializer(panelViewType, panels),
    vscode.window.registerWebviewPanelSerializer(cimViewType, arrays),
    ...registerSettings(),
    ...registerStatusBar(provider),
    ...registerLimits(provider),
    ...new TracesTree(provider, pool).register(),
    ...experiments.register(),
    ...registerCommands(context, provider, panels, arrays, experiments.commands),
  );
  return createApi(provider, experimentServices, context.subscriptions);
}
