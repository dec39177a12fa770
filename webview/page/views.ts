import type { ViewName } from "../../src/shared/protocol";
import type { Connection } from "../state/connection";
import type { TokenWords } from "../state/details/token-words";
import type { PageStore } from "../state/page-state";
import { BanksView } from "../views/banks/banks-view";
import { ClustersView } from "../views/clusters/clusters-view";
import { TradeOffView } from "../views/trade-off/trade-off-view";
import { TimelineView } from "../views/timeline/timeline-view";
import { TimeView } from "../views/time/time-view";
import { TokensView } from "../views/tokens/tokens-view";
import type { View } from "./view";

/** What views need of the page. */
export interface ViewNeeds {
  readonly store: PageStore;
  readonly connection: Connection;
  /** What the tokens of the trace that is open then are called. */
  readonly words: () => TokenWords;
  readonly closeSecond: () => void;
}

/** How each view is made. */
export function viewMakers({
  store,
  connection,
  words,
  closeSecond,
}: ViewNeeds): Readonly<Record<ViewName, () => View>> {
  return {
    banks: () => new BanksView(store),
    time: () => new TimeView(store),
    timeline: () => new TimelineView(store, connection),
    tokens: () => new TokensView(store, words),
    clusters: () => new ClustersView(store, words),
    "trade-off": () => new TradeOffView(store, closeSecond),
  };
}
