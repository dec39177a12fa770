import type { ClusterSet } from "../../../state/details/cluster-set";

/** What the projection shows, for who cannot see it. */
export function projectionLabel({ facts }: ClusterSet): string {
  const kept = Math.round(100 * (facts.shares[0] + facts.shares[1]));
  return (
    `${facts.context} keys of ${facts.clusters} clusters in the plane in which their directions ` +
    `vary most, which keeps ${kept} % of the variance. The table below holds every cluster.`
  );
}
