import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type * as vscode from "vscode";
import { generateTraceFile } from "../../../../src/core/trace/generate/generate-trace";
import {
  parseGenerateParameters,
  type GenerateParameters,
} from "../../../../src/core/trace/generate/options";
import type {
  OpenedTrace,
  RunConfiguration,
  SimulationPlan,
} from "../../../../src/shared/protocol";
import {
  InspectorProvider,
  inspectorViewType,
} from "../../../../src/vscode/inspector/inspector-provider";
import type { InspectorSession } from "../../../../src/vscode/inspector/inspector-session";
import { ViewStateMemory } from "../../../../src/vscode/inspector/page/view-state";
import { KeyFocus } from "../../../../src/vscode/inspector/page/key-focus";
import type { TracePool } from "../../../../src/vscode/inspector/trace/trace-pool";
import * as fake from "../fake-vscode";
import { FakePool } from "./fake-pool";
import { PageDouble } from "./page-double";

/** A trace in an inspector, with a test in the place of its page. */
export interface OpenInspector {
  readonly session: InspectorSession;
  readonly page: PageDouble;
  readonly panel: fake.FakePanel;
}

/** The inspector in a fake editor with a pool of threads that a test runs. */
export class InspectorHost {
  readonly editor = fake.resetEditor();
  /** In which a test brings simulations forward, unless the host was started with other threads. */
  readonly pool = new FakePool();
  readonly context = fake.fakeContext().context;
  readonly provider: InspectorProvider;
  readonly services;

  private constructor(
    readonly folder: string,
    pool?: TracePool,
  ) {
    const { extensionUri, workspaceState, extension } = this.context;
    this.services = {
      pool: pool ?? this.pool,
      memory: new ViewStateMemory(workspaceState),
      log: fake.window.createOutputChannel("log") as unknown as vscode.LogOutputChannel,
      extensionId: extension.id,
      keys: new KeyFocus(),
    };
    this.provider = new InspectorProvider(extensionUri, this.services);
    fake.window.registerCustomEditorProvider(inspectorViewType, this.provider);
  }

  static async start(pool?: TracePool): Promise<InspectorHost> {
    return new InspectorHost(await mkdtemp(path.join(tmpdir(), "kvtrace-host-")), pool);
  }

  async end(): Promise<void> {
    for (const panel of [...this.editor.panels]) panel.dispose();
    await rm(this.folder, { recursive: true });
  }

  /** Writes a small trace. */
  async write(name: string, parameters: Partial<GenerateParameters> = {}): Promise<fake.Uri> {
    const file = path.join(this.folder, name);
    const small = { layers: 2, queryHeads: 2, kvHeads: 1, promptTokens: 64, steps: 4, topics: 2 };
    await generateTraceFile(file, { ...parseGenerateParameters(small), ...parameters });
    return fake.Uri.file(file);
  }

  /** Opens a trace in the inspector; its page has not asked for anything yet. */
  async open(uri: fake.Uri): Promise<OpenInspector> {
    await fake.commands.executeCommand("vscode.openWith", uri, inspectorViewType);
    const session = this.provider.active;
    const panel = this.editor.panels.at(-1);
    if (!session || !panel) throw new Error("The inspector did not open.");
    return { session, panel, page: new PageDouble(panel) };
  }
}

/** All of a trace's first `runs` runs on its shown layer. */
export function planOf({ header, viewState }: OpenedTrace, runs = 1): SimulationPlan {
  return {
    scope: {
      layers: [viewState.layer],
      kvHeads: Array.from({ length: header.kvHeads }, (_, head) => head),
      fromStep: 0,
      toStep: header.decodeSteps,
    },
    runs: viewState.runs.slice(0, runs),
  };
}

/** Token top-k with a budget: a run that needs no clusters. */
export function runOf(budget: number): RunConfiguration {
  return {
    policy: "token-topk",
    parameters: {},
    budget,
    placement: "token-order",
    device: "HBM3_5.2Gbps",
    chargeIndex: true,
    chargeClustering: true,
    energyModel: "row-aware",
  };
}
