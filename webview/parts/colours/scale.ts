import { colourCount } from "./colour-map";

/**
 * How distances between values become distances between colours. Square roots tell small values
 * apart and still have a place for none at all; they keep the sign of what is below 0. So does
 * "signed-log", whose ends are those of magnitudes: what is below 0 has the lower half, the largest
 * magnitude at its end; nothing at all has no place.
 */
export type ScaleKind = "linear" | "square-root" | "log" | "signed-log";

/** How a value becomes a colour. Both ends are inside; the low end lies below the high end. */
export interface Scale {
  readonly kind: ScaleKind;
  readonly low: number;
  readonly high: number;
}

/** From nothing to `largest`; an empty range still has two ends. */
export function linearScale(largest: number): Scale {
  return { kind: "linear", low: 0, high: largest > 0 ? largest : 1 };
}

/** From nothing to `largest`; an empty range still has two ends. */
export function squareRootScale(largest: number): Scale {
  return { ...linearScale(largest), kind: "square-root" };
}

/** Over the positive values; nothing at all has no colour of its own on it. */
export function logScale(smallestPositive: number, largest: number): Scale {
  if (!(smallestPositive > 0)) return { kind: "log", low: 1, high: 10 };
  const high = largest > smallestPositive ? largest : smallestPositive * 10;
  return { kind: "log", low: smallestPositive, high };
}

/**
 * For differences, with no difference in the middle: as far below 0 as above, so that the colours
 * of the map "difference" tell more from less.
 * @param largest the largest difference, its sign left out
 */
export function differenceScale(
  largest: number,
  kind: Exclude<ScaleKind, "log"> = "linear",
): Scale {
  const high = largest > 0 ? largest : 1;
  return { kind, low: -high, high };
}

/**
 * Over magnitudes, those of values below 0 in the lower half: the largest at either end, the
 * smallest in the middle.
 */
export function signedLogScale(smallest: number, largest: number): Scale {
  return { ...logScale(smallest, largest), kind: "signed-log" };
}

/**
 * The scale with ends that a user set; an end of null stays as it is. Ends that leave the scale
 * nothing between them, or a logarithmic one without a positive low end, are not taken.
 */
export function withEnds(scale: Scale, low: number | null, high: number | null): Scale {
  const changed = { ...scale, low: low ?? scale.low, high: high ?? scale.high };
  const isPossible = changed.low < changed.high && (scale.kind !== "log" || changed.low > 0);
  return isPossible ? changed : scale;
}

/** Where a value lies between the ends, 0 .. 1; NaN where the scale has no place for it. */
export function positionOf({ kind, low, high }: Scale, value: number): number {
  switch (kind) {
    case "linear":
      return clamp((value - low) / (high - low));
    case "square-root":
      return clamp((signedRoot(value) - signedRoot(low)) / (signedRoot(high) - signedRoot(low)));
    case "log":
      return value > 0 ? clamp(Math.log(value / low) / Math.log(high / low)) : NaN;
    case "signed-log": {
      if (value === 0) return NaN;
      const half = clamp(Math.log(Math.abs(value) / low) / Math.log(high / low)) / 2;
      return value > 0 ? 0.5 + half : 0.5 - half;
    }
  }
}

/** Index of a value's colour in a colour table; NaN where it has none. */
export function colourIndexOf(scale: Scale, value: number): number {
  return Math.min(colourCount - 1, Math.floor(positionOf(scale, value) * colourCount));
}

export function signedRoot(value: number): number {
  return value < 0 ? -Math.sqrt(-value) : Math.sqrt(value);
}

function clamp(position: number): number {
  return Math.min(1, Math.max(0, position));
}
