/** The product at work in a fake editor: a folder on disk with the sample trace, pages that answer. */
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { activate } from "../../../src/extension";
import { inspectorViewType } from "../../../src/vscode/inspector/inspector-provider";
import { protocolVersion } from "../../../src/shared/protocol";
import type {
  HostEvent,
  HostMessage,
  OpenedTrace,
  PageMessage,
  SimulationPlan,
  ViewState,
} from "../../../src/shared/protocol";
import * as fake from "./fake-vscode";
import type { FakeEditor } from "./fake/editor";

const sample = "media/samples/oz-small.kvtrace";

/** A page without a picture: opens its trace, keeps its view, simulates what it is told to. */
export class PlainPage {
  readonly events: HostEvent[] = [];
  trace: OpenedTrace | undefined;
  view: ViewState | undefined;
  #id = 0;

  constructor(readonly panel: fake.FakePanel) {
    panel.onSent.event((message) => this.#hear(message as HostMessage));
  }

  async open(): Promise<OpenedTrace> {
    const trace = (await this.ask({ kind: "open", version: protocolVersion })) as OpenedTrace;
    this.trace = trace;
    this.view = trace.viewState;
    return trace;
  }

  /** Sends a request; resolves with its reply, rejects with the failure's message. */
  ask(request: Question): Promise<unknown> {
    const id = ++this.#id;
    return new Promise((resolve, reject) => {
      const listener = this.panel.onSent.event((raw) => {
        const message = raw as HostMessage;
        const isAnswer = message.kind === "reply" || message.kind === "failure";
        if (!isAnswer || message.id !== id) return;
        listener.dispose();
        if (message.kind === "reply") resolve(message.value);
        else reject(new Error(message.message));
      });
      this.panel.post({ ...request, id });
    });
  }

  /** Simulates the first layer's first KV head at two steps, or what it is given. */
  async simulate(
    runs = this.view?.runs ?? [],
    ticket: number | null = null,
  ): Promise<SimulationPlan> {
    if (!this.trace) throw new Error("open the page first");
    const [layer] = this.trace.header.layers;
    const scope = { layers: [layer.id], kvHeads: [0], fromStep: 0, toStep: 2 };
    await this.ask({ kind: "simulate", plan: { scope, runs }, ticket });
    return { scope, runs };
  }

  /** Shows something else, and says so. */
  async show(change: Partial<ViewState>): Promise<void> {
    if (!this.view) throw new Error("open the page first");
    this.view = { ...this.view, ...change };
    await this.ask({ kind: "saveView", viewState: this.view });
  }

  #hear(message: HostMessage): void {
    if (message.kind === "reply" || message.kind === "failure" || message.kind === "part") return;
    this.events.push(message);
    if (message.kind === "run") void this.simulate(message.runs ?? undefined, message.ticket);
    if (message.kind === "setView") void this.show(message.change);
  }
}

type Without<Message, Name extends string> = Message extends unknown ? Omit<Message, Name> : never;
type Question = Without<PageMessage, "id">;

export interface Workplace {
  readonly editor: FakeEditor;
  readonly folder: fake.Uri;
  readonly api: ReturnType<typeof activate>;
  /** A copy of the sample under a name of its own. */
  addTrace(name: string): Promise<fake.Uri>;
  /** Runs a command of the product. */
  run(name: string, ...given: unknown[]): Promise<unknown>;
  /** Opens a trace, with a page that answers. */
  openTrace(uri: fake.Uri): Promise<PlainPage>;
  end(): Promise<void>;
}

/** @param arrange runs before the product is activated */
export async function startWork(
  arrange: (editor: FakeEditor, folder: fake.Uri) => unknown = () => undefined,
): Promise<Workplace> {
  const editor = fake.resetEditor();
  const folder = fake.Uri.file(await mkdtemp(path.join(tmpdir(), "kvtrace-workplace-")));
  editor.folders = [{ uri: folder, name: "work", index: 0 }];
  await arrange(editor, folder);
  const { context, end } = fake.fakeContext();
  const api = activate(context);
  return {
    editor,
    folder,
    api,
    addTrace: async (name) => {
      const uri = fake.Uri.joinPath(folder, name);
      await copyFile(sample, uri.fsPath);
      editor.files.tell("create", uri);
      return uri;
    },
    run: (name, ...given) => editor.execute(`kvtrace.${name}`, given),
    openTrace: async (uri) => {
      await editor.execute("vscode.openWith", [uri, inspectorViewType]);
      const panel = editor.customEditors.get(inspectorViewType)?.panels.get(uri.toString());
      if (!panel) throw new Error("the editor did not open it");
      const page = new PlainPage(panel);
      await page.open();
      return page;
    },
    end: async () => {
      for (const panel of [...editor.panels]) panel.dispose();
      end();
      await rm(folder.fsPath, { recursive: true });
    },
  };
}

/** Waits until something holds. */
export async function until(holds: () => boolean): Promise<void> {
  for (let round = 0; !holds(); round++) {
    if (round === 1000) throw new Error("waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
