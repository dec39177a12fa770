import type { ProjectionSummary } from "../../cim/monarch/projection";
import type { CimProjectionRequest } from "../../cim/project-tensor";
import type { CimStudy, CimStudyRequest } from "../../cim/study";

/**
 * What a worker computes that needs no trace; progress is the share that is done, 0 .. 1, where a
 * computation can tell.
 */
export interface ComputeTasks {
  readonly cimStudy: {
    readonly request: CimStudyRequest;
    readonly part: never;
    readonly result: CimStudy;
  };
  readonly cimProjection: {
    readonly request: CimProjectionRequest;
    readonly part: never;
    readonly result: ProjectionSummary;
  };
}
