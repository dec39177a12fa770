import type { ViewPlace } from "./page/page-view";
import type { ResultSource } from "./results/result-source";

/** What sets a page apart that is not an editor of its own. */
export interface SessionPlace {
  readonly view: ViewPlace;
  /** Where its results may come from before they are simulated. */
  readonly source: ResultSource;
  /** The page was opened with another trace; otherwise it asks for this one by itself. */
  readonly isOpen: boolean;
}
