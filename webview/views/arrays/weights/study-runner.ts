import type { CimRequests } from "../../../../src/shared/protocol/cim";
import { Asking, type AskingPhase } from "../../../state/asking";
import { reportError, type ArraysConnection, type ArraysStore } from "../state";

/** Milliseconds without a further change before changed weights or options are mapped. */
const settleTime = 250;

type Study = CimRequests["study"];

/** Has the host map what the page shows, whenever that changes. At most one study counts. */
export class StudyRunner {
  readonly #asking: Asking<Study["request"], Study["reply"], never>;

  constructor(
    connection: ArraysConnection,
    private readonly store: ArraysStore,
  ) {
    this.#asking = new Asking(connection, (request) => connection.request("study", request));
    store.watch(
      ({ view }) => [view.weights, view.configuration],
      // The first study of a page need not wait for more changes.
      () => void this.#ask(this.store.state.study.summary === undefined ? 0 : settleTime),
    );
  }

  cancel(): void {
    this.#asking.forget();
    this.#set("cancelled");
  }

  async run(): Promise<void> {
    await this.#ask(0);
  }

  async #ask(settle: number): Promise<void> {
    this.#set("running");
    let { configuration } = this.store.state.view;
    const asked = await this.#asking.ask(() => {
      const { view } = this.store.state;
      configuration = view.configuration;
      return { weights: view.weights, configuration };
    }, settle);
    switch (asked.kind) {
      case "complete":
        this.store.update({
          study: { phase: "complete", summary: asked.reply, configuration },
          message: undefined,
        });
        break;
      case "failed":
        this.#set("failed");
        reportError(this.store, asked.reason);
        break;
      case "cancelled":
        this.#set("cancelled");
        break;
      case "dropped":
        break;
    }
  }

  #set(phase: AskingPhase): void {
    this.store.update({ study: { ...this.store.state.study, phase } });
  }
}
