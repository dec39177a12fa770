/** One figure of each cluster. */
export interface ClusterBarsContent {
  /** Accessible name. */
  readonly label: string;
  /** Title of the axis. */
  readonly title: string;
  /** From left to right. */
  readonly clusters: readonly number[];
  readonly values: readonly number[];
  /** A second bar behind each, for comparison. */
  readonly against?: { readonly title: string; readonly values: readonly number[] };
  readonly picked: number | undefined;
  /** Clusters in a colour of their own, and what they have in common. */
  readonly marked?: { readonly title: string; readonly clusters: ReadonlySet<number> };
}
