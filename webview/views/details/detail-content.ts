import type { Picked, ViewName } from "../../../src/shared/protocol";

/** What the details tell of a picked thing, always in the same shape. */
export interface DetailContent {
  readonly title: string;
  /** Where it is. */
  readonly path: string;
  /** What is not known yet or went wrong; empty where nothing is missing. */
  readonly status: string;
  readonly isBusy: boolean;
  readonly figures: readonly DetailFigure[];
  readonly chips: readonly ChipList[];
  /** Tokens that belong to it, ascending; undefined where it has none. */
  readonly tokens: TokenList | undefined;
  /** Views that show it, too. */
  readonly links: readonly ViewName[];
}

export interface DetailFigure {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** To the mean of its like, such as `1.07×`; empty where that says nothing. */
  readonly ratio: string;
  readonly meaning: string;
}

/** Things of one kind that are related to what is picked. */
export interface ChipList {
  readonly title: string;
  readonly chips: readonly Chip[];
}

export interface Chip {
  readonly text: string;
  readonly meaning: string;
  readonly picks: Picked;
}

export interface TokenList {
  /** What the tokens are, such as `Tokens read here`. */
  readonly title: string;
  readonly tokens: readonly number[];
}
