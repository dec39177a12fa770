import type { WeightedPoints } from "../../../src/core/placement/bisect";

interface Point {
  readonly index: number;
  readonly at: readonly number[];
  readonly weight: number;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const dot = (a: readonly number[], b: readonly number[]) => sum(a.map((value, d) => value * b[d]));
const minus = (a: readonly number[], b: readonly number[]) => a.map((value, d) => value - b[d]);
const squared = (a: readonly number[]) => dot(a, a);
const weightOf = (group: readonly Point[]) => sum(group.map(({ weight }) => weight));

/** Weighted mean, the plain one of points that weigh nothing. */
function mean(group: readonly Point[]): number[] {
  const all = weightOf(group);
  return group[0].at.map((_, d) =>
    all > 0
      ? sum(group.map(({ at, weight }) => weight * at[d])) / all
      : sum(group.map(({ at }) => at[d])) / group.length,
  );
}

/** Four rounds of power iteration from the point farthest from the mean. */
function widest(group: readonly Point[]): number[] {
  const centre = mean(group);
  const out = group.map(({ at }) => minus(at, centre));
  const farthest = Math.max(...out.map(squared));
  let direction = out.find((offset) => squared(offset) === farthest) ?? [];
  for (let round = 0; round < 4; round++) {
    const pulls = group.map(
      ({ at, weight }) => weight * (dot(at, direction) - dot(centre, direction)),
    );
    const next = centre.map((_, d) => sum(out.map((offset, i) => pulls[i] * offset[d])));
    const length = Math.sqrt(squared(next));
    if (length === 0) break;
    direction = next.map((value) => value / length);
  }
  return direction;
}

/** Points in the order of a direction, the first of them until the next would be more than half over. */
function cutAlong(group: readonly Point[], direction: readonly number[], half: number): Point[][] {
  const sorted = [...group].sort(
    (a, b) => dot(a.at, direction) - dot(b.at, direction) || a.index - b.index,
  );
  const isFull = (count: number) =>
    weightOf(sorted.slice(0, count)) + sorted[count].weight / 2 >= half;
  let count = 1;
  while (count < sorted.length - 1 && !isFull(count)) count++;
  return [sorted.slice(0, count), sorted.slice(count)];
}

/** `orderBySimilarity` by its rule in words: arrays all the way, nothing kept. */
export function plainOrder(
  { features, dimension, weights }: WeightedPoints,
  unit: number,
): number[] {
  const points = Array.from(weights, (weight, index) => ({
    index,
    at: Array.from(features.slice(index * dimension, (index + 1) * dimension)),
    weight,
  }));
  const place = (group: Point[], before?: number[], after?: number[]): number[] => {
    const all = weightOf(group);
    if (all <= unit || group.length < 2) {
      return group.map(({ index }) => index).sort((a, b) => a - b);
    }
    const half = Math.ceil(all / unit / 2) * unit;
    let halves = cutAlong(group, widest(group), half);
    for (let round = 0; round < 8; round++) {
      halves = cutAlong(group, minus(mean(halves[1]), mean(halves[0])), half);
    }
    const [a, b] = halves.map(mean);
    const far = (from: number[] | undefined, to: number[]) => (from ? squared(minus(from, to)) : 0);
    const asIs = far(before, a) + far(after, b);
    const swapped = far(before, b) + far(after, a);
    const [first, second] = asIs - swapped > 0 ? [halves[1], halves[0]] : halves;
    return [...place(first, before, mean(second)), ...place(second, mean(first), after)];
  };
  return place(points);
}
