import { fewestLines, type ClusterSet } from "../../../state/details/cluster-set";

/** Clusters by size and by how many times the fewest possible lines they touch. */
export interface ScatterPoints {
  /** [clusters] */
  readonly sizes: Float64Array;
  /** 1 where a cluster lies as closely as it can; NaN where it is empty, [clusters]. */
  readonly ratios: Float64Array;
  readonly largestSize: number;
  readonly largestRatio: number;
}

export function scatterPoints(set: ClusterSet): ScatterPoints {
  const sizes = Float64Array.from(set.sizes);
  const ratios = sizes.map((_, cluster) => set.lines[cluster] / fewestLines(set, cluster));
  const most = (values: Float64Array) =>
    values.reduce((all, value) => (value > all ? value : all), 1);
  return { sizes, ratios, largestSize: most(sizes), largestRatio: Math.max(2, most(ratios)) };
}

/** Where a point stands within a picture, 0 .. 1 from the left and from below. */
export interface PointPlace {
  readonly x: number;
  readonly y: number;
}

/**
 * Sizes and lines are whole numbers: clusters that are alike are moved apart a little, each always
 * to the same side.
 */
export function pointPlace(
  { sizes, ratios, largestSize, largestRatio }: ScatterPoints,
  cluster: number,
): PointPlace {
  // Multiples of the golden ratio spread evenly over the unit interval (H. Weyl).
  const across = ((cluster * 0.618034) % 1) - 0.5;
  const upwards = ((cluster * 0.754878) % 1) - 0.5;
  return {
    x: (sizes[cluster] + 0.7 * across) / (largestSize + 1),
    y: (ratios[cluster] - 1) / (largestRatio - 1 || 1) + 0.02 * upwards,
  };
}

/** The cluster nearest to a place, if its distance, as `measure` takes it, is at most `reach`. */
export function nearestCluster(
  points: ScatterPoints,
  measure: (place: PointPlace) => number,
  reach: number,
): number | undefined {
  let nearest: number | undefined;
  let distance = reach;
  for (let cluster = 0; cluster < points.sizes.length; cluster++) {
    const away = measure(pointPlace(points, cluster));
    if (!(away <= distance)) continue;
    nearest = cluster;
    distance = away;
  }
  return nearest;
}
