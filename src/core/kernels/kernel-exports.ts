/**
 * The functions of the kernels' module, one for one; assembly/*.ts says what they do. Addresses are
 * bytes in `memory`.
 */
export interface KernelExports {
  readonly memory: WebAssembly.Memory;

  packPoints(
    rows: number,
    order: number,
    count: number,
    dimension: number,
    centre: number,
    tiles: number,
  ): void;
  packCentroids(
    centroids: number,
    order: number,
    count: number,
    dimension: number,
    quads: number,
  ): void;
  tileSquares(tiles: number, count: number, dimension: number, squares: number): void;
  assign(
    tiles: number,
    from: number,
    to: number,
    quads: number,
    centroids: number,
    dimension: number,
    best: number,
    labels: number,
  ): void;
  assignPruned(work: number, from: number, to: number): number;
  clearLabels(labels: number, count: number): void;
  moveSums(
    rows: number,
    count: number,
    dimension: number,
    labels: number,
    next: number,
    sums: number,
    sizes: number,
  ): void;
  updateMeans(
    sums: number,
    sizes: number,
    k: number,
    dimension: number,
    centre: number,
    zeroEmpty: number,
    centroids: number,
    centred: number,
    drifts: number,
  ): number;
  lowerDistances(
    tiles: number,
    count: number,
    dimension: number,
    point: number,
    distances: number,
  ): void;
  windowScratch(count: number, dimension: number, k: number): number;
  clusterWindow(
    rows: number,
    count: number,
    dimension: number,
    k: number,
    maxIterations: number,
    tolerance: number,
    zeroEmpty: number,
    identity: number,
    zeros: number,
    labels: number,
    centroids: number,
    scratch: number,
  ): number;

  packQueries(
    queries: number,
    count: number,
    dimension: number,
    channels: number,
    channelCount: number,
    quads: number,
  ): void;
  scoreTiles(
    tiles: number,
    from: number,
    to: number,
    dimension: number,
    quads: number,
    queries: number,
    channels: number,
    channelCount: number,
    scores: number,
    rowBytes: number,
  ): void;
  exponentials(scores: number, count: number, scale: number, weights: number): number;
  scaleAll(values: number, count: number, factor: number): void;
  topIndices(scores: number, count: number, k: number, indices: number, histogram: number): void;
  weightedSum(
    rows: number,
    dimension: number,
    indices: number,
    count: number,
    weights: number,
    sum: number,
  ): void;
}
