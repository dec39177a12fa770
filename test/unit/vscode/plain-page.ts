import { protocolVersion } from "../../../src/shared/protocol";
import type {
  HostEvent,
  HostMessage,
  OpenedTrace,
  PageMessage,
  SimulationPlan,
  ViewState,
} from "../../../src/shared/protocol";
import type { FakePanel } from "./fake-vscode";

/** A page without a picture: opens its trace, keeps its view, simulates what it is told to. */
export class PlainPage {
  readonly events: HostEvent[] = [];
  trace: OpenedTrace | undefined;
  view: ViewState | undefined;
  #id = 0;

  constructor(readonly panel: FakePanel) {
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
    // It simulates what it shows.
    if (runs !== this.view?.runs || layer.id !== this.view.layer) {
      await this.show({ runs, layer: layer.id });
    }
    const scope = { layers: [layer.id], kvHeads: [0], fromStep: 0, toStep: 2 };
    await this.ask({
      kind: "simulate",
      plan: { scope, runs },
      first: { run: 0, kvHead: 0 },
      has: [],
      ticket,
    });
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
