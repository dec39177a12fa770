import type { ArrayColumns, ArrayPart, StepsOfTurn } from "../../../../src/shared/protocol/cim";
import { joinColumns, type Columns } from "../../../../src/shared/columns";
import { turnOfTick } from "../player/turns";
import {
  reportError,
  shownStrategy,
  type ArraysConnection,
  type ArraysStore,
  type Fetched,
} from "../state";

/**
 * Fetches what the page shows of a study: all arrays of the strategy, the array that is zoomed into,
 * and the steps around the player. What comes late, of an earlier study or place, is dropped.
 */
export class PartLoader {
  constructor(
    private readonly connection: ArraysConnection,
    private readonly store: ArraysStore,
  ) {
    store.watch(
      ({ study, view }) => [study.summary, view.strategy],
      () => void this.#load(() => this.#loadArrays()),
    );
    store.watch(
      ({ study, view }) => [study.summary, view.strategy, view.array],
      () => void this.#load(() => this.#loadArray()),
    );
    store.watch(
      (state) => {
        const shown = shownStrategy(state);
        return [shown, shown && turnOfTick(shown, state.view.tick)];
      },
      () => void this.#load(() => this.#loadTurn()),
    );
  }

  async #load(load: () => Promise<void>): Promise<void> {
    try {
      await load();
    } catch (error) {
      // A study that runs replaces what this one was asked for.
      if (this.store.state.study.phase === "done") reportError(this.store, error);
    }
  }

  async #loadArrays(): Promise<void> {
    const fetched = this.#place();
    if (!fetched) return;
    const { strategy } = fetched;
    const columns = await gather<ArrayColumns>(
      (take) => this.connection.request("arrays", { strategy }, take).reply,
    );
    if (this.#isStill(fetched)) this.store.update({ arrays: { ...fetched, columns } });
  }

  async #loadArray(): Promise<void> {
    const fetched = this.#place();
    const { array } = this.store.state.view;
    this.store.update({ array: undefined });
    if (!fetched || array === null) return;
    const parts: ArrayPart[] = [];
    const request = { strategy: fetched.strategy, array };
    const { reply } = this.connection.request("array", request, (part) => parts.push(part));
    const { blockSize } = await reply;
    if (!this.#isStill(fetched) || this.store.state.view.array !== array) return;
    const blocks = joinColumns(
      parts.flatMap((part) => (part.kind === "blocks" ? [part.columns] : [])),
    );
    const steps = joinColumns(
      parts.flatMap((part) => (part.kind === "steps" ? [part.columns] : [])),
    );
    this.store.update({ array: { ...fetched, array, blockSize, blocks, steps } });
  }

  async #loadTurn(): Promise<void> {
    const fetched = this.#place();
    const shown = shownStrategy(this.store.state);
    if (!fetched || !shown) return;
    const turn = turnOfTick(shown, this.store.state.view.tick);
    const request = { strategy: fetched.strategy, turn };
    const steps = await gather<StepsOfTurn>(
      (take) => this.connection.request("turn", request, take).reply,
    );
    if (this.#isStill(fetched)) this.store.update({ turn: { ...fetched, turn, steps } });
  }

  #place(): Fetched | undefined {
    const { study, view } = this.store.state;
    return study.summary && { summary: study.summary, strategy: view.strategy };
  }

  #isStill({ summary, strategy }: Fetched): boolean {
    const { study, view } = this.store.state;
    return study.summary === summary && view.strategy === strategy;
  }
}

/** Collects the parts of an answer and puts them together. */
async function gather<Set extends Columns<Set>>(
  request: (take: (part: Set) => void) => Promise<unknown>,
): Promise<Set> {
  const parts: Set[] = [];
  await request((part) => parts.push(part));
  return joinColumns(parts);
}
