import type { HeatMapState } from "../../../../src/shared/protocol";
import {
  differenceScale,
  linearScale,
  logScale,
  squareRootScale,
  type Scale,
} from "../../../parts/colours/scale";
import type { LoadRange } from "../loads/stack-loads";

type Shown = Pick<HeatMapState, "metric" | "difference" | "scale">;

/** Ends that hold the values of all runs. */
export function joinRanges(ranges: readonly LoadRange[]): LoadRange {
  const positive = ranges.map((range) => range.smallestPositive).filter((value) => value > 0);
  return {
    smallest: Math.min(0, ...ranges.map(({ smallest }) => smallest)),
    largest: Math.max(0, ...ranges.map(({ largest }) => largest)),
    smallestPositive: positive.length > 0 ? Math.min(...positive) : 0,
  };
}

/** The scale of all runs: over all steps and channels, so that colours keep their meaning. */
export function bankScale({ metric, difference, scale }: Shown, range: LoadRange): Scale {
  const { smallest, largest, smallestPositive } = range;
  if (difference) {
    const kind = scale === "square-root" ? scale : "linear";
    return differenceScale(Math.max(largest, -smallest), kind);
  }
  if (metric === "overMean") {
    // The mean in the middle, with as much room below it as above.
    const distance = largest > 1 ? largest - 1 : 1;
    return { kind: "linear", low: 1 - distance, high: 1 + distance };
  }
  const most = metric === "usefulShare" ? 1 : largest;
  switch (scale) {
    case "linear":
      return linearScale(most);
    case "square-root":
      return squareRootScale(most);
    case "log":
      return logScale(smallestPositive, most);
  }
}

/** Whether the middle of the scale means something of its own. */
export function isDiverging({ metric, difference }: Shown): boolean {
  return difference || metric === "overMean";
}

/** Holds a scale still while results arrive: it changes only where it must, and then by far. */
export class SteadyScale {
  #key = "";
  #kept: Scale | undefined;

  /**
   * @param key of what is shown: another one takes the scale that is wanted
   * @param isSettled whether all results are there
   */
  of(key: string, wanted: Scale, isSettled: boolean): Scale {
    const kept = key === this.#key ? this.#kept : undefined;
    const holds = kept && kept.low <= wanted.low && kept.high >= wanted.high;
    this.#key = key;
    this.#kept = isSettled ? wanted : kept && holds ? kept : widened(wanted);
    return this.#kept;
  }
}

/** With round ends that leave room around the middle of a diverging scale, else above. */
function widened(scale: Scale): Scale {
  const { kind, low, high } = scale;
  if (low === 0) return high === 1 ? scale : { kind, low, high: roundAbove(high) };
  if (kind === "log") return { kind, low, high: roundAbove(high) };
  const middle = (low + high) / 2;
  const distance = roundAbove(high - middle);
  return { kind, low: middle - distance, high: middle + distance };
}

/** The next of 1, 2 and 5 times a power of ten. */
function roundAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const round = [1, 2, 5, 10].find((digit) => digit * power >= value) ?? 10;
  return round * power;
}
