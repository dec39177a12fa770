import { RequestFailure } from "../../../state/connection";
import { reportError, type ArraysConnection, type ArraysStore, type Phase } from "../state";

/** Milliseconds without a further change before changed weights or options are mapped. */
const settleTime = 250;

/** Has the host map what the page shows, whenever that changes. At most one study counts. */
export class StudyRunner {
  #request: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly connection: ArraysConnection,
    private readonly store: ArraysStore,
  ) {
    store.watch(
      ({ view }) => [view.weights, view.configuration],
      () => this.#follow(),
    );
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#set("cancelled");
    this.#abandon();
  }

  async run(): Promise<void> {
    clearTimeout(this.#timer);
    this.#abandon();
    this.#set("running");
    const { weights, configuration } = this.store.state.view;
    const { id, reply } = this.connection.request("study", { weights, configuration });
    this.#request = id;
    try {
      const summary = await reply;
      if (this.#request !== id) return;
      this.store.update({ study: { phase: "done", summary, configuration }, message: undefined });
    } catch (error) {
      if (this.#request !== id) return;
      const isCancelled = error instanceof RequestFailure && error.cancelled;
      this.#set(isCancelled ? "cancelled" : "failed");
      if (!isCancelled) reportError(this.store, error);
    } finally {
      if (this.#request === id) this.#request = undefined;
    }
  }

  #follow(): void {
    clearTimeout(this.#timer);
    this.#abandon();
    this.#set("running");
    // The first study of a page need not wait for more changes.
    const isFirst = this.store.state.study.summary === undefined;
    this.#timer = setTimeout(() => void this.run(), isFirst ? 0 : settleTime);
  }

  #abandon(): void {
    const target = this.#request;
    this.#request = undefined;
    if (target === undefined) return;
    this.connection.request("cancel", { target }).reply.catch(() => undefined);
  }

  #set(phase: Phase): void {
    this.store.update({ study: { ...this.store.state.study, phase } });
  }
}
