import type { TokensState } from "../../../src/shared/protocol";
import { clusterPlace } from "../../parts/colours/cluster-colour";
import type { SelectionSet } from "../../state/details/selection-set";
import type { Matrix } from "../../parts/heat-map/matrix";

/**
 * What was read, tokens x steps: mass, place of the cluster among the colours, or 1.
 * A token that was not read is 0 where nothing read has that value, else NaN; NaN, too, are tokens
 * of steps to come, and everything outside of the cluster that is set apart.
 * @param promptTokens step s has a context of promptTokens + s + 1 tokens
 * @param apart cluster that is set apart, if any
 */
export function tokenMatrix(
  set: SelectionSet,
  promptTokens: number,
  colourBy: TokensState["colourBy"],
  apart: number | undefined,
): Matrix {
  const { fromStep, toStep } = set.request;
  const columns = toStep - fromStep;
  const rows = promptTokens + toStep;
  const values = new Float32Array(rows * columns).fill(NaN);
  const unread = colourBy !== "cluster" && apart === undefined ? 0 : NaN;
  for (let column = 0; column < columns; column++) {
    const context = promptTokens + fromStep + column + 1;
    for (let token = 0; token < context; token++) values[token * columns + column] = unread;
    for (let i = set.offsets[column]; i < set.offsets[column + 1]; i++) {
      const cluster = set.clusters[i];
      if (apart !== undefined && cluster !== apart) continue;
      values[set.tokens[i] * columns + column] = valueOf(colourBy, set.mass[i], cluster);
    }
  }
  return { rows, columns, values };
}

function valueOf(colourBy: TokensState["colourBy"], mass: number, cluster: number): number {
  switch (colourBy) {
    case "mass":
      return mass;
    case "cluster":
      return clusterPlace(cluster);
    case "read":
      return 1;
  }
}
