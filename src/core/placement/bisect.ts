/** Rounds that find the direction in which points differ most. */
const powerRounds = 4;
/** Rounds in which the halves settle around their means. */
const meanRounds = 8;

/** Points to order: feature vectors with weights. */
export interface WeightedPoints {
  /** Row-major [n, dimension]. */
  readonly features: Float64Array;
  readonly dimension: number;
  /** What a point takes of the room that is halved, [n]. */
  readonly weights: ArrayLike<number>;
}

/**
 * An order in which similar points are near each other, by hierarchical bisection: the points are
 * split in two halves of equal weight, first across the direction in which they differ most, then
 * by which half's mean they are nearer to; each half is ordered in the same way, and the half that is
 * more like what lies before comes first. Ties go to the lower index.
 * @param unit halves weigh a multiple of this, as nearly as points allow; no more is split
 * @returns every point once
 */
export function orderBySimilarity(points: WeightedPoints, unit: number): Uint32Array {
  const { weights } = points;
  const order = new Uint32Array(weights.length);
  let placed = 0;
  /** @param before mean of the points that lie before, @param after of those behind */
  const place = (group: Uint32Array, before: Float64Array | null, after: Float64Array | null) => {
    const total = group.reduce((sum, point) => sum + weights[point], 0);
    if (total <= unit || group.length < 2) {
      order.set(group.sort(), placed);
      placed += group.length;
      return;
    }
    const half = Math.ceil(total / unit / 2) * unit;
    let [first, second] = halve(points, group, half);
    let firstMean = meanOf(points, first);
    let secondMean = meanOf(points, second);
    const misplaced = (neighbour: Float64Array | null, own: Float64Array, other: Float64Array) =>
      neighbour ? squaredDistance(neighbour, own) - squaredDistance(neighbour, other) : 0;
    if (misplaced(before, firstMean, secondMean) + misplaced(after, secondMean, firstMean) > 0) {
      [first, second] = [second, first];
      [firstMean, secondMean] = [secondMean, firstMean];
    }
    place(first, before, secondMean);
    place(second, firstMean, after);
  };
  place(
    order.map((_, point) => point),
    null,
    null,
  );
  return order;
}

type Halves = [Uint32Array, Uint32Array];

function halve(points: WeightedPoints, group: Uint32Array, half: number): Halves {
  let halves = splitAlong(points, group, widestDirection(points, group), half);
  for (let round = 0; round < meanRounds; round++) {
    const first = meanOf(points, halves[0]);
    const direction = meanOf(points, halves[1]).map((value, d) => value - first[d]);
    const next = splitAlong(points, group, direction, half);
    const settled =
      next[0].length === halves[0].length && next[0].every((point, i) => point === halves[0][i]);
    halves = next;
    if (settled) break;
  }
  return halves;
}

/** The points that come first along a direction until they weigh `half`, and the others. */
function splitAlong(
  points: WeightedPoints,
  group: Uint32Array,
  direction: Float64Array,
  half: number,
): Halves {
  const along = Float64Array.from(group, (point) => project(points, point, direction));
  const places = group.map((_, i) => i).sort((a, b) => along[a] - along[b] || group[a] - group[b]);
  const sorted = places.map((i) => group[i]);
  let cut = 0;
  for (let weight = 0; cut < sorted.length - 1; cut++) {
    const own = points.weights[sorted[cut]];
    if (cut > 0 && weight + own / 2 >= half) break;
    weight += own;
  }
  return [sorted.slice(0, cut), sorted.slice(cut)];
}

/** The direction of largest weighted variance, by power iteration from the point farthest out. */
function widestDirection(points: WeightedPoints, group: Uint32Array): Float64Array {
  const { features, dimension, weights } = points;
  const mean = meanOf(points, group);
  let direction = new Float64Array(dimension);
  let farthest = 0;
  for (const point of group) {
    const row = features.subarray(point * dimension, (point + 1) * dimension);
    const distance = squaredDistance(row, mean);
    if (distance > farthest) {
      farthest = distance;
      direction = row.map((value, d) => value - mean[d]);
    }
  }
  for (let round = 0; round < powerRounds; round++) {
    const next = new Float64Array(dimension);
    const centre = dot(mean, direction);
    for (const point of group) {
      const pull = weights[point] * (project(points, point, direction) - centre);
      for (let d = 0; d < dimension; d++)
        next[d] += pull * (features[point * dimension + d] - mean[d]);
    }
    const length = Math.sqrt(dot(next, next));
    if (length === 0) break;
    direction = next.map((value) => value / length);
  }
  return direction;
}

function project(
  { features, dimension }: WeightedPoints,
  point: number,
  direction: Float64Array,
): number {
  let sum = 0;
  for (let d = 0; d < dimension; d++) sum += features[point * dimension + d] * direction[d];
  return sum;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += a[d] * b[d];
  return sum;
}

/** Weighted mean; of points without weight the plain one. */
function meanOf(
  { features, dimension, weights }: WeightedPoints,
  group: Uint32Array,
): Float64Array {
  const mean = new Float64Array(dimension);
  const heavy = group.some((point) => weights[point] > 0);
  let total = 0;
  for (const point of group) {
    const weight = heavy ? weights[point] : 1;
    total += weight;
    for (let d = 0; d < dimension; d++) mean[d] += weight * features[point * dimension + d];
  }
  return mean.map((sum) => sum / total);
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += (a[d] - b[d]) ** 2;
  return sum;
}
