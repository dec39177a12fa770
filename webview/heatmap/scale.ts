import { colourCount } from "./colour-map";

/** How a value becomes a colour. Both ends are inside; the low end lies below the high end. */
export interface Scale {
  readonly kind: "linear" | "log";
  readonly low: number;
  readonly high: number;
}

/** From nothing to `largest`; an empty range still has two ends. */
export function linearScale(largest: number): Scale {
  return { kind: "linear", low: 0, high: largest > 0 ? largest : 1 };
}

/** Over the positive values; nothing at all has no colour of its own on it. */
export function logScale(smallestPositive: number, largest: number): Scale {
  if (!(smallestPositive > 0)) return { kind: "log", low: 1, high: 10 };
  const high = largest > smallestPositive ? largest : smallestPositive * 10;
  return { kind: "log", low: smallestPositive, high };
}

/** Where a value lies between the ends, 0 .. 1; NaN where the scale has no place for it. */
export function positionOf(scale: Scale, value: number): number {
  if (scale.kind === "linear") return clamp((value - scale.low) / (scale.high - scale.low));
  if (!(value > 0)) return NaN;
  return clamp(Math.log(value / scale.low) / Math.log(scale.high / scale.low));
}

/** Index of a value's colour in a colour table; NaN where it has none. */
export function colourIndexOf(scale: Scale, value: number): number {
  return Math.min(colourCount - 1, Math.floor(positionOf(scale, value) * colourCount));
}

function clamp(position: number): number {
  return Math.min(1, Math.max(0, position));
}
