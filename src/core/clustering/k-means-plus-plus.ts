import { seededRandom } from "../kernels/seeded-random";

/**
 * Initial centroids after Arthur and Vassilvitskii, "k-means++: the advantages of careful seeding"
 * (SODA 2007): each next point is drawn with probability proportional to its squared distance from
 * the nearest one drawn so far. Where all points are drawn or doubles of drawn ones, the first
 * points not drawn follow.
 * @param points row-major [n, dimension]
 * @param count centroids to draw, 1 .. n
 * @param seed the same seed draws the same points
 * @returns row-major [count, dimension]
 */
export function kMeansPlusPlus(
  points: Float32Array,
  dimension: number,
  count: number,
  seed: number,
): Float32Array {
  const distances = new Float64Array(points.length / dimension).fill(Infinity);
  return drawPoints(points, dimension, count, seed, distances, (point) =>
    lowerDistances(
      points,
      dimension,
      points.subarray(point * dimension, (point + 1) * dimension),
      distances,
    ),
  );
}

/**
 * The drawing of k-means++, wherever distances are computed.
 * @param distances squared distance of each point from the nearest drawn one, [n]
 * @param lower brings `distances` up to date with one more drawn point
 */
export function drawPoints(
  points: Float32Array,
  dimension: number,
  count: number,
  seed: number,
  distances: Float32Array | Float64Array,
  lower: (point: number) => void,
): Float32Array {
  const n = points.length / dimension;
  const random = seededRandom(seed);
  const centroids = new Float32Array(count * dimension);
  const drawn = new Uint8Array(n);
  let next = Math.floor(random() * n);
  for (let c = 0; ; c++) {
    drawn[next] = 1;
    centroids.set(points.subarray(next * dimension, (next + 1) * dimension), c * dimension);
    if (c + 1 === count) return centroids;
    lower(next);
    next = draw(distances, random());
    if (drawn[next] === 1) next = drawn.indexOf(0);
  }
}

function lowerDistances(
  points: Float32Array,
  dimension: number,
  centroid: Float32Array,
  distances: Float64Array,
): void {
  for (let point = 0, at = 0; point < distances.length; point++, at += dimension) {
    let distance = 0;
    for (let d = 0; d < dimension; d++) {
      const difference = points[at + d] - centroid[d];
      distance += difference * difference;
    }
    if (distance < distances[point]) distances[point] = distance;
  }
}

/** The first point at which the running sum of distances passes a share of the whole. */
function draw(distances: Float32Array | Float64Array, share: number): number {
  let total = 0;
  for (const distance of distances) total += distance;
  let left = share * total;
  for (let point = 0; point < distances.length; point++) {
    left -= distances[point];
    if (left < 0) return point;
  }
  return distances.length - 1;
}
