import { monarchParameters } from "./monarch";
import type { MonarchShape } from "./shape";
import type { MonarchWeight } from "./weight";

/** A projection and how far it is from the weight. */
export interface Projection extends MonarchWeight {
  /** ||W||^2, Frobenius. */
  readonly normSquared: number;
  /** ||W - M||^2, Frobenius: of each slice all singular values squared but the first. */
  readonly residualSquared: number;
}

/** How large a projection is and how far from the weight. */
export interface ProjectionSummary extends MonarchShape {
  readonly parameters: number;
  readonly denseParameters: number;
  /** Dense parameters over those of the projection. */
  readonly compression: number;
  /** ||W||, Frobenius. */
  readonly norm: number;
  /** ||W - M||. */
  readonly residual: number;
  /** ||W - M|| / ||W||; 0 for a weight of zeros. */
  readonly relativeError: number;
}

export function summariseProjection({
  shape,
  tiles,
  normSquared,
  residualSquared,
}: Projection): ProjectionSummary {
  const parameters = tiles.length * monarchParameters(shape.blockSize);
  const denseParameters = shape.outputs * shape.inputs;
  return {
    ...shape,
    parameters,
    denseParameters,
    compression: denseParameters / parameters,
    norm: Math.sqrt(normSquared),
    residual: Math.sqrt(residualSquared),
    relativeError: normSquared === 0 ? 0 : Math.sqrt(residualSquared / normSquared),
  };
}
