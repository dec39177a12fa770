/**
 * Orders centroids so that near ones stand together: halves them again and again at the median
 * along the line between two far ones, until a part fits into one group.
 * @param centroids row-major [k, dimension]
 * @param groupSize centroids in a group; all groups but the last are full
 * @returns centroid of each place, [k], ascending within a group
 */
export function groupCentroids(
  centroids: Float32Array,
  dimension: number,
  groupSize: number,
): Uint32Array {
  const k = centroids.length / dimension;
  const order = Uint32Array.from({ length: k }, (_, centroid) => centroid);
  const positions = new Float64Array(k);

  const split = (part: Uint32Array): void => {
    if (part.length <= groupSize) {
      part.sort();
      return;
    }
    const first = farthestFrom(part[0], part, centroids, dimension);
    const second = farthestFrom(first, part, centroids, dimension);
    projectOnLine(first, second, part, centroids, dimension, positions);
    part.sort((a, b) => positions[a] - positions[b] || a - b);
    const groups = Math.ceil(part.length / groupSize);
    const middle = Math.ceil(groups / 2) * groupSize;
    split(part.subarray(0, middle));
    split(part.subarray(middle));
  };
  split(order);
  return order;
}

function farthestFrom(
  from: number,
  part: Uint32Array,
  centroids: Float32Array,
  dimension: number,
): number {
  let farthest = from;
  let largest = -1;
  for (const centroid of part) {
    let distance = 0;
    for (let d = 0; d < dimension; d++) {
      const difference = centroids[centroid * dimension + d] - centroids[from * dimension + d];
      distance += difference * difference;
    }
    if (distance > largest) {
      farthest = centroid;
      largest = distance;
    }
  }
  return farthest;
}

function projectOnLine(
  from: number,
  to: number,
  part: Uint32Array,
  centroids: Float32Array,
  dimension: number,
  positions: Float64Array,
): void {
  const direction = new Float64Array(dimension);
  for (let d = 0; d < dimension; d++) {
    direction[d] = centroids[to * dimension + d] - centroids[from * dimension + d];
  }
  for (const centroid of part) {
    let position = 0;
    for (let d = 0; d < dimension; d++)
      position += direction[d] * centroids[centroid * dimension + d];
    positions[centroid] = position;
  }
}
