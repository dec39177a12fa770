import { seededRandom } from "../kernels/seeded-random";

/** Directions in which points vary most. */
export interface PrincipalAxes {
  readonly dimension: number;
  /** Mean of the points, [dimension]. */
  readonly mean: Float64Array;
  /** Orthogonal unit vectors, row-major [count, dimension]; zero where no variance is left. */
  readonly axes: Float64Array;
  /** Share of the points' variance along each axis, [count], descending but for rounding. */
  readonly shares: Float64Array;
}

/** Points that the axes are computed from, at most; more hardly turn them. */
const usedPoints = 8192;

/** Iterations for one axis, at most. Directions of nearly equal variance need the most. */
const mostIterations = 2000;

/** An axis that turned by less than this (1 - cosine) is settled. */
const settledTurn = 1e-14;

/**
 * Principal component analysis by power iteration on the covariance matrix, one axis after the
 * other; the same points give the same axes. An axis points to where its largest component is
 * positive. Of more than 8,192 points that many are taken, at equal distances.
 * @param points row-major [n, dimension], n at least 1, finite
 * @param count axes, at least 1
 */
export function principalAxes(
  points: Float32Array,
  dimension: number,
  count: number,
): PrincipalAxes {
  const { mean, covariance, variance } = covarianceOf(points, dimension);
  const axes = new Float64Array(count * dimension);
  const shares = new Float64Array(count);
  for (let axis = 0; axis < Math.min(count, dimension); axis++) {
    const earlier = axes.subarray(0, axis * dimension);
    const own = axes.subarray(axis * dimension, (axis + 1) * dimension);
    const along = iterate(covariance, dimension, earlier, own, axis, variance);
    shares[axis] = variance > 0 ? along / variance : 0;
  }
  return { dimension, mean, axes, shares };
}

/**
 * Coordinates of points along the axes.
 * @param points row-major [n, dimension]
 * @returns row-major [n, axes]
 */
export function project(
  points: Float32Array,
  { dimension, mean, axes }: PrincipalAxes,
): Float32Array {
  const count = axes.length / dimension;
  const n = points.length / dimension;
  const places = new Float32Array(n * count);
  for (let point = 0; point < n; point++) {
    for (let axis = 0; axis < count; axis++) {
      let sum = 0;
      for (let d = 0; d < dimension; d++) {
        sum += (points[point * dimension + d] - mean[d]) * axes[axis * dimension + d];
      }
      places[point * count + axis] = sum;
    }
  }
  return places;
}

/** The covariance matrix, row-major [dimension, dimension], and its trace. */
function covarianceOf(points: Float32Array, dimension: number) {
  const n = points.length / dimension;
  const used = Math.min(n, usedPoints);
  const mean = new Float64Array(dimension);
  const covariance = new Float64Array(dimension * dimension);
  const start = (i: number): number => Math.floor((i * n) / used) * dimension;
  for (let i = 0; i < used; i++) {
    const at = start(i);
    for (let d = 0; d < dimension; d++) mean[d] += points[at + d] / used;
  }
  const centred = new Float64Array(dimension);
  for (let i = 0; i < used; i++) {
    const at = start(i);
    for (let d = 0; d < dimension; d++) centred[d] = points[at + d] - mean[d];
    for (let row = 0; row < dimension; row++) {
      const factor = centred[row] / used;
      for (let d = row; d < dimension; d++) covariance[row * dimension + d] += factor * centred[d];
    }
  }
  let variance = 0;
  for (let row = 0; row < dimension; row++) {
    variance += covariance[row * dimension + row];
    for (let d = 0; d < row; d++) covariance[row * dimension + d] = covariance[d * dimension + row];
  }
  return { mean, covariance, variance };
}

/** Finds the next axis; returns the variance along it, 0 where none is left. */
function iterate(
  matrix: Float64Array,
  dimension: number,
  earlier: Float64Array,
  axis: Float64Array,
  seed: number,
  variance: number,
): number {
  const random = seededRandom(seed);
  for (let d = 0; d < dimension; d++) axis[d] = random() - 0.5;
  removeParts(axis, earlier);
  normalise(axis);
  const image = new Float64Array(dimension);
  let along = 0;
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    multiply(matrix, axis, image);
    removeParts(image, earlier);
    along = normalise(image);
    // What rounding leaves of a covariance is no direction.
    if (along <= 1e-12 * variance) {
      axis.fill(0);
      return 0;
    }
    const turn = 1 - dot(axis, image);
    axis.set(image);
    if (turn < settledTurn) break;
  }
  pointToLargest(axis);
  return along;
}

function multiply(matrix: Float64Array, vector: Float64Array, product: Float64Array): void {
  const n = vector.length;
  for (let row = 0; row < n; row++) {
    product[row] = dot(matrix.subarray(row * n, (row + 1) * n), vector);
  }
}

/** Takes out of a vector what lies along unit vectors. */
function removeParts(vector: Float64Array, units: Float64Array): void {
  const n = vector.length;
  for (let at = 0; at < units.length; at += n) {
    const unit = units.subarray(at, at + n);
    const part = dot(vector, unit);
    for (let d = 0; d < n; d++) vector[d] -= part * unit[d];
  }
}

/** Returns the length that the vector had. */
function normalise(vector: Float64Array): number {
  const length = Math.sqrt(dot(vector, vector));
  if (length > 0) for (let d = 0; d < vector.length; d++) vector[d] /= length;
  return length;
}

function pointToLargest(axis: Float64Array): void {
  const largest = axis.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best));
  if (largest < 0) for (let d = 0; d < axis.length; d++) axis[d] = -axis[d];
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += a[d] * b[d];
  return sum;
}
