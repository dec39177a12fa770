/** Durations of one layer that can run beside each other, ns. */
export interface Overlapping {
  /** On the PIM side. */
  readonly attention: number;
  /** Query, key, value and output projections, on the GPUs. */
  readonly projections: number;
  /** Between the two. */
  readonly transfer: number;
}

/** What is left to wait for of projections and transfers beside an attention counted in full, ns. */
export interface Exposed {
  readonly projections: number;
  readonly transfer: number;
}

/**
 * Head-wise pipelining of attention with its projections and transfers (docs/pim-model.md#the-decode-step). Of two
 * that run beside each other, all of the shorter one but its first or last head is hidden behind
 * the longer; a transfer hides behind the longer of the other two.
 *
 * What attention hides is taken off the projections, so that attention itself is shown in full.
 * @param heads query heads of one device
 * @param beside what runs beside attention: projections and transfers, transfers alone, or nothing
 */
export function overlap(
  { attention, projections, transfer }: Overlapping,
  heads: number,
  beside: "both" | "transfers" | "nothing",
): Exposed {
  if (beside === "nothing") return { projections, transfer };
  const hidden = 1 - 1 / heads;
  if (beside === "transfers") {
    return { projections, transfer: transfer - hidden * Math.min(transfer, attention) };
  }
  const longer = Math.max(attention, projections);
  return {
    projections: projections - hidden * Math.min(projections, attention),
    transfer: transfer - hidden * Math.min(transfer, longer),
  };
}
