import type { OpenedTrace } from "../../../src/shared/protocol";
import type { PageState, PageStore } from "../page-state";
import type { Simulation } from "../results/simulation";
import { fittedView, ownParts } from "../view/fitted-view";
import { notReloaded } from "./reload-state";

/**
 * Follows the file of the trace: what is written again is read, simulated, and compared with what
 * was there before.
 */
export class Reload {
  /** Of the results that are said to be those of the file as it is now. */
  #plan: object | undefined;

  /** @param changedCells cells of the table of runs that say something else than before */
  constructor(
    private readonly store: PageStore,
    private readonly simulation: Pick<Simulation, "renew" | "cancel">,
    private readonly changedCells: (state: PageState) => ReadonlySet<string> | undefined,
  ) {
    store.watch(
      ({ simulation: { phase, results } }) => [phase, results?.plan],
      () => this.#follow(),
    );
  }

  /** The file is being written. */
  begin(): void {
    this.store.update({ reload: { kind: "reading" } });
  }

  /** The file was read. */
  async take(trace: OpenedTrace): Promise<void> {
    const view = fittedView(trace, ownParts(trace, this.store.state.view));
    this.store.update({ trace, view, reload: { kind: "simulating" } });
    await this.simulation.renew();
  }

  /** The file cannot be read any more; what is shown stays. @param text why, in words */
  fail(text: string): void {
    this.store.update({ reload: notReloaded, message: { kind: "error", text } });
    this.simulation.cancel();
  }

  #follow(): void {
    const { reload, simulation } = this.store.state;
    const plan = simulation.results?.plan;
    if (reload.kind === "reloaded" && plan !== this.#plan)
      this.store.update({ reload: notReloaded });
    if (reload.kind !== "simulating" || simulation.phase === "running") return;
    this.#plan = plan;
    const changed = () => this.changedCells(this.store.state);
    this.store.update({
      reload:
        simulation.phase === "complete" ? { kind: "reloaded", changed: changed() } : notReloaded,
    });
  }
}
