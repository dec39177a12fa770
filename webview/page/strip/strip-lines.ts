/** A run as a line over steps. */
export interface StripLine {
  /** Its place among the runs of the page. */
  readonly run: number;
  readonly colour: string;
  readonly dashes: readonly number[];
  /** Of each step; NaN where there is none. */
  readonly values: Float64Array;
}

/** Ends of the scale from bottom to top. */
export interface StripScale {
  readonly low: number;
  readonly high: number;
}

/** A scale for all lines, with 0 on it where that leaves the lines apart. */
export function stripScale(lines: readonly StripLine[]): StripScale {
  let [low, high] = [Infinity, -Infinity];
  for (const { values } of lines) {
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return { low: 0, high: 1 };
  const from = high - low > high / 4 ? Math.min(0, low) : low;
  return high > from ? { low: from, high } : { low: from - 0.5, high: from + 0.5 };
}

/**
 * The step at which a figure is worst, the first of several; undefined where there is none.
 * @param isMoreBetter the direction in which the figure gets better
 */
export function worstStep(values: Float64Array, isMoreBetter: boolean): number | undefined {
  let worst: number | undefined;
  const isWorse = (a: number, b: number) => (isMoreBetter ? a < b : a > b);
  values.forEach((value, step) => {
    if (Number.isNaN(value)) return;
    if (worst === undefined || isWorse(value, values[worst])) worst = step;
  });
  return worst;
}

/** A point of a line, in pixels. */
export interface LinePoint {
  readonly x: number;
  readonly y: number;
}

/**
 * The points of a line in a picture, from left to right; gaps are where the figure is missing. More
 * steps than pixels are drawn as the least and the largest of each pixel, so that none is lost.
 */
export function linePoints(
  values: Float64Array,
  { low, high }: StripScale,
  size: { readonly width: number; readonly height: number },
): (LinePoint | undefined)[] {
  const { length } = values;
  const yOf = (value: number) => size.height * (1 - (value - low) / (high - low));
  const xOf = (step: number) => stepPlace(step, length) * size.width;
  const perPixel = length / Math.max(1, size.width);
  if (perPixel <= 2) {
    return Array.from(values, (value, step) => {
      return Number.isNaN(value) ? undefined : { x: xOf(step), y: yOf(value) };
    });
  }
  const points: (LinePoint | undefined)[] = [];
  for (let pixel = 0; pixel < size.width; pixel++) {
    const isLast = pixel === size.width - 1;
    const from = Math.floor(pixel * perPixel);
    const to = isLast ? length : Math.floor((pixel + 1) * perPixel);
    let [least, largest] = [Infinity, -Infinity];
    for (let step = from; step < to; step++) {
      if (values[step] < least) least = values[step];
      if (values[step] > largest) largest = values[step];
    }
    if (least > largest) points.push(undefined);
    else points.push({ x: pixel + 0.5, y: yOf(least) }, { x: pixel + 0.5, y: yOf(largest) });
  }
  return points;
}

/** Where a step lies between the left edge, 0, and the right one, 1. */
export function stepPlace(step: number, steps: number): number {
  return (step + 0.5) / Math.max(1, steps);
}

/** The step at a place between the edges. */
export function stepAt(place: number, steps: number): number {
  return Math.max(0, Math.min(Math.floor(place * steps), steps - 1));
}

/**
 * Heights of labels, in the order of `wanted`, apart by at least `gap` and within 0 .. height where
 * they fit.
 */
export function spreadLabels(wanted: readonly number[], gap: number, height: number): number[] {
  const order = [...wanted.keys()].sort((a, b) => wanted[a] - wanted[b]);
  const placed = [...wanted];
  let least = gap / 2;
  for (const at of order) {
    placed[at] = Math.max(wanted[at], least);
    least = placed[at] + gap;
  }
  let most = height - gap / 2;
  for (const at of order.reverse()) {
    placed[at] = Math.min(placed[at], most);
    most = placed[at] - gap;
  }
  return placed;
}
