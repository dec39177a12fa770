import type { TokensState } from "../../../src/shared/protocol";
import type { Matrix } from "../../parts/heat-map/matrix";
import { clusterPlace } from "../../parts/colours/cluster-colour";
import type { SelectionSet, StepTokens } from "../../state/details/selection-set";

/** What decides how a token that was read or missed is coloured. */
export type TokenColouring = Pick<TokensState, "colourBy" | "shown">;

/** A matrix of tokens with the largest magnitude in it; 0 where nothing was read or missed. */
export interface TokenMatrix extends Matrix {
  readonly largest: number;
}

/**
 * What was read and what was missed, tokens x steps: the mass, below 0 where the token was missed; or
 * 1 and -1; or the place of its cluster among the colours. Tokens that are neither, because they
 * were not read and do not matter or are not there yet, are NaN.
 * @param tokens of the whole trace
 */
export function tokenMatrix(
  set: SelectionSet,
  tokens: number,
  { colourBy, shown }: TokenColouring,
): TokenMatrix {
  const { fromStep, toStep } = set.request;
  const columns = toStep - fromStep;
  const values = new Float32Array(tokens * columns).fill(NaN);
  let largest = 0;
  const draw = ({ offsets, tokens: listed, mass, clusters }: StepTokens, sign: 1 | -1) => {
    for (let column = 0; column < columns; column++) {
      for (let i = offsets[column]; i < offsets[column + 1]; i++) {
        const at = listed[i] * columns + column;
        if (colourBy === "cluster") values[at] = clusterPlace(clusters[i]);
        else values[at] = sign * (colourBy === "mass" ? mass[i] : 1);
        const size = Math.abs(values[at]);
        if (size > largest) largest = size;
      }
    }
  };
  if (shown !== "missed") draw(set, 1);
  if (shown !== "read") draw(set.missed, -1);
  return { rows: tokens, columns, values, largest };
}

/** The colouring that a selection allows: without keys and queries there are no masses. */
export function possibleColouring(set: SelectionSet, wanted: TokenColouring): TokenColouring {
  const { colourBy } = wanted;
  if (colourBy !== "mass" || !Number.isNaN(set.totals[0])) return wanted;
  return { ...wanted, colourBy: "read" };
}
