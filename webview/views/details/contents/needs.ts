import type { PageState } from "../../../state/page-state";
import type { TokenWords } from "../../../state/details/token-words";
import type { DetailContent, DetailFigure } from "../detail-content";

/** What the details are made of. */
export interface DetailNeeds {
  readonly state: PageState;
  readonly words: TokenWords;
}

/** A figure of the details. @param ratio to the mean of its like, empty where that says nothing */
export function detailFigure(
  id: string,
  label: string,
  value: string,
  meaning: string,
  ratio = "",
): DetailFigure {
  return { id, label, value, ratio, meaning };
}

/** Details of which only the name is known yet. */
export function waiting(title: string, path: string, status: string): DetailContent {
  const isBusy = status === "";
  return { title, path, status, isBusy, figures: [], chips: [], tokens: undefined, links: [] };
}
