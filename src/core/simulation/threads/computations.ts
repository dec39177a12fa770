import type { ProjectionSummary } from "../../cim/monarch/projection";
import { projectTensor, type CimProjectionRequest } from "../../cim/project-tensor";
import type { CimStudy, CimStudyRequest } from "../../cim/study";
import { studyWeights } from "../../cim/study-weights";

/** What a worker computes that needs no trace, with what it gives. */
export interface Computations {
  cimStudy: { request: CimStudyRequest; result: CimStudy };
  cimProjection: { request: CimProjectionRequest; result: ProjectionSummary };
}

export type ComputationKind = keyof Computations;

type Computing = {
  readonly [Kind in ComputationKind]: (
    request: Computations[Kind]["request"],
    onProgress: (done: number) => void,
  ) => Promise<Computations[Kind]["result"]>;
};

const computing: Computing = {
  cimStudy: (request) => studyWeights(request),
  cimProjection: (request, onProgress) => projectTensor(request, onProgress),
};

/**
 * @param onProgress told the share that is done, 0 .. 1, where a computation can tell
 * @throws InputError where the request cannot be met
 */
export function compute<Kind extends ComputationKind>(
  about: Kind,
  request: Computations[Kind]["request"],
  onProgress: (done: number) => void,
): Promise<Computations[Kind]["result"]> {
  return computing[about](request, onProgress);
}
