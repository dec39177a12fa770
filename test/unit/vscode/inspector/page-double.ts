import assert from "node:assert/strict";
import type {
  HostEvent,
  HostMessage,
  OpenedTrace,
  Requests,
} from "../../../../src/shared/protocol";
import { protocolVersion, type SimulationPlan } from "../../../../src/shared/protocol";
import type { Answer } from "../../../../src/shared/protocol/requests";
import type { FakePanel } from "../fake-vscode";

type EventOf<Kind> = Extract<HostEvent, { readonly kind: Kind }>;

/** Plays the inspector's page in a panel: sends its requests and hears what the host says. */
export class PageDouble {
  #nextId = 1;
  readonly #heard: HostMessage[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(private readonly panel: FakePanel) {
    panel.onSent.event((message) => {
      this.#heard.push(message as HostMessage);
      for (const look of [...this.#waiting]) look();
    });
  }

  /** What the host has said so far, of one kind. */
  heard<Kind extends HostMessage["kind"]>(kind: Kind) {
    return this.#heard.filter((message): message is Extract<HostMessage, { kind: Kind }> => {
      return message.kind === kind;
    });
  }

  /** The first event of a kind, and those after it; waits until it has come. @param skip how many */
  async next<Kind extends HostEvent["kind"]>(kind: Kind, skip = 0): Promise<EventOf<Kind>> {
    return this.#wait(() => this.heard(kind).at(skip) as EventOf<Kind> | undefined);
  }

  /** Sends a request; resolves with its answer. */
  request<Kind extends keyof Requests>(
    kind: Kind,
    request: Requests[Kind]["request"],
  ): { readonly id: number; readonly answer: Promise<Answer> } {
    const id = this.#nextId++;
    this.panel.post({ kind, id, ...request });
    const answer = this.#wait(() =>
      [...this.heard("reply"), ...this.heard("failure")].find((message) => message.id === id),
    );
    return { id, answer };
  }

  async open(): Promise<OpenedTrace> {
    const answer = await this.request("open", { version: protocolVersion }).answer;
    assert.equal(answer.kind, "reply", JSON.stringify(answer));
    return (answer as { value: OpenedTrace }).value;
  }

  /** @param change what differs from a page that has nothing yet and shows the first run and head */
  simulate(
    plan: SimulationPlan,
    ticket: number | null = null,
    change: Partial<Requests["simulate"]["request"]> = {},
  ) {
    const first = { run: 0, kvHead: plan.scope.kvHeads[0] };
    return this.request("simulate", { plan, first, has: [], ticket, ...change });
  }

  #wait<Value>(find: () => Value | undefined): Promise<Value> {
    return new Promise((resolve) => {
      const look = () => {
        const found = find();
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}
