import type {
  ArrayColumns,
  ArrayPart,
  CimRequests,
  StepsOfTurn,
} from "../../../../src/shared/protocol/cim";
import { joinColumns } from "../../../../src/shared/columns";
import { Asking, type Asked } from "../../../state/asking";
import { turnOfTick } from "../player/turns";
import {
  reportError,
  shownStrategy,
  type ArraysConnection,
  type ArraysStore,
  type Fetched,
} from "../state";

type Arrays = CimRequests["arrays"];
type OneArray = CimRequests["array"];
type Turn = CimRequests["turn"];

/**
 * Fetches what the page shows of a study: all arrays of the strategy, the array that is zoomed into,
 * and the steps around the player. What comes late, of an earlier study or place, is dropped.
 */
export class PartLoader {
  readonly #arrays: Asking<Arrays["request"], Arrays["reply"], ArrayColumns>;
  readonly #array: Asking<OneArray["request"], OneArray["reply"], ArrayPart>;
  readonly #turn: Asking<Turn["request"], Turn["reply"], StepsOfTurn>;

  constructor(
    connection: ArraysConnection,
    private readonly store: ArraysStore,
  ) {
    this.#arrays = new Asking(connection, (request, take) =>
      connection.request("arrays", request, take),
    );
    this.#array = new Asking(connection, (request, take) =>
      connection.request("array", request, take),
    );
    this.#turn = new Asking(connection, (request, take) =>
      connection.request("turn", request, take),
    );
    store.watch(
      ({ study, view }) => [study.summary, view.strategy],
      () => void this.#loadArrays(),
    );
    store.watch(
      ({ study, view }) => [study.summary, view.strategy, view.array],
      () => void this.#loadArray(),
    );
    store.watch(
      (state) => {
        const shown = shownStrategy(state);
        return [shown, shown && turnOfTick(shown, state.view.tick)];
      },
      () => void this.#loadTurn(),
    );
  }

  async #loadArrays(): Promise<void> {
    const fetched = this.#place();
    if (!fetched) return;
    const { strategy } = fetched;
    const asked = await this.#arrays.ask(() => ({ strategy }));
    if (!this.#isOf(fetched, asked)) return;
    this.store.update({ arrays: { ...fetched, columns: joinColumns(asked.parts) } });
  }

  async #loadArray(): Promise<void> {
    const fetched = this.#place();
    const { array } = this.store.state.view;
    this.#array.forget();
    this.store.update({ array: undefined });
    if (!fetched || array === null) return;
    const asked = await this.#array.ask(() => ({ strategy: fetched.strategy, array }));
    if (!this.#isOf(fetched, asked) || this.store.state.view.array !== array) return;
    const { blockSize } = asked.reply;
    const blocks = joinColumns(
      asked.parts.flatMap((part) => (part.kind === "blocks" ? [part.columns] : [])),
    );
    const steps = joinColumns(
      asked.parts.flatMap((part) => (part.kind === "steps" ? [part.columns] : [])),
    );
    this.store.update({ array: { ...fetched, array, blockSize, blocks, steps } });
  }

  async #loadTurn(): Promise<void> {
    const fetched = this.#place();
    const shown = shownStrategy(this.store.state);
    if (!fetched || !shown) return;
    const turn = turnOfTick(shown, this.store.state.view.tick);
    const asked = await this.#turn.ask(() => ({ strategy: fetched.strategy, turn }));
    if (!this.#isOf(fetched, asked)) return;
    this.store.update({ turn: { ...fetched, turn, steps: joinColumns(asked.parts) } });
  }

  #place(): Fetched | undefined {
    const { study, view } = this.store.state;
    return study.summary && { summary: study.summary, strategy: view.strategy };
  }

  /** True for an answer about what is still shown; says what went wrong otherwise. */
  #isOf<Reply, Part>(
    { summary, strategy }: Fetched,
    asked: Asked<Reply, Part>,
  ): asked is Extract<Asked<Reply, Part>, { kind: "complete" }> {
    const { study, view } = this.store.state;
    // A study that runs replaces what this one was asked for.
    if (asked.kind === "failed" && study.phase === "complete") {
      reportError(this.store, asked.reason);
    }
    return asked.kind === "complete" && study.summary === summary && view.strategy === strategy;
  }
}
