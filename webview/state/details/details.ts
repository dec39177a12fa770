import type { ClusterRequest, OpenedTrace, SelectionRequest } from "../../../src/shared/protocol";
import type { Connection } from "../connection";
import type { PageState, PageStore } from "../page-state";
import { BankTokensLoader } from "./bank-tokens-loader";
import { joinClusters, type ClusterSet } from "./cluster-set";
import { DetailLoader } from "./detail-loader";
import { joinSelection, type SelectionSet } from "./selection-set";
import { TokenWords } from "./token-words";
import { wantedBank, wantedClusters, wantedSelection } from "./wanted-details";

/** Keeps the details that the open view shows up to date. */
export class Details {
  readonly #selection: DetailLoader<SelectionRequest, SelectionSet>;
  readonly #clusters: DetailLoader<ClusterRequest, ClusterSet>;
  readonly #bank: BankTokensLoader;
  #words: TokenWords;

  constructor(connection: Connection, store: PageStore) {
    this.#selection = new DetailLoader(connection, joinSelection, (selection) =>
      store.update({ selection }),
    );
    this.#clusters = new DetailLoader(connection, joinClusters, (clusters) =>
      store.update({ clusters }),
    );
    this.#bank = new BankTokensLoader(connection, () => {
      store.update({ bankTokens: this.#bank.state });
    });
    const wordsOf = ({ header }: OpenedTrace) =>
      new TokenWords(connection, header, () => {
        store.update({ wordsRead: store.state.wordsRead + 1 });
      });
    this.#words = wordsOf(store.state.trace);
    let shown = store.state.trace;
    store.watch(
      ({ trace, view }) => [trace, view],
      ([trace, view]) => {
        if (trace !== shown) {
          shown = trace;
          this.#words = wordsOf(trace);
          this.#selection.forget();
          this.#clusters.forget();
        }
        if (view.view === "tokens" || view.picked !== null) this.#words.prepare();
        this.#selection.follow(wantedSelection(trace.header, view));
        this.#clusters.follow(wantedClusters(trace.header, view, store.state.clusters.shown));
      },
    );
    store.watch(
      ({ trace, view, simulation }) => [trace, view, simulation.results?.plan],
      () => this.#followBank(store.state),
    );
  }

  #followBank({ trace, view, simulation }: PageState): void {
    const wanted = wantedBank(trace, view, simulation.results?.plan);
    if (wanted) this.#bank.load(wanted.plan, wanted.bank, trace);
    else this.#bank.clear();
  }

  /** What the tokens of the open trace are called. */
  get words(): TokenWords {
    return this.#words;
  }
}
