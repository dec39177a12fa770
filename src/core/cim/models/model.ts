import type { LinearLayer } from "../mapping/linear-layer";

/** A transformer as far as its weights and its attention decide what it costs. */
export interface CimModel {
  readonly name: string;
  readonly title: string;
  /** Tokens that attention reads. */
  readonly context: number;
  readonly hidden: number;
  /** Attention modules; Q K^T and A V have no weights and stay as they are. */
  readonly attentions: number;
  readonly layers: readonly LinearLayer[];
  readonly source: string;
}
