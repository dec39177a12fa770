import { summariseStudy } from "../../core/cim/study-summary";
import type { ComputingThread } from "../../core/simulation/threads/computing-thread";
import type { CimEvent, CimRequests, CimView } from "../../shared/protocol/cim";
import { cancelAnswer, type Answers } from "../pages/answers";
import { arrayAnswers } from "./array-answers";
import { buildCimCatalog } from "./catalog";
import { pickWeightFile } from "./pick-weights";
import { saveStudy, saveStudyImage } from "./save-study";
import type { Studies } from "./studies";

/** What the answers to a page of arrays need of it. */
export interface CimContext {
  readonly studies: Studies;
  /** With a thread of its own, so that a new study does not end a projection. */
  readonly projections: ComputingThread;
  readonly view: () => CimView;
  /** The page shows something else. */
  readonly keep: (view: CimView) => Thenable<void>;
  readonly tell: (event: CimEvent) => void;
}

/** How every request of the page of arrays is answered. */
export const cimAnswers: Answers<CimContext, CimRequests> = {
  ...cancelAnswer,
  ...arrayAnswers,
  open: ({ view }) => ({ catalog: buildCimCatalog(), view: view() }),
  study: async ({ studies }, request, { signal }) => {
    return summariseStudy(await studies.run(request, signal));
  },
  project: ({ projections, tell }, request, { id, signal }) => {
    const onProgress = (done: number) => tell({ kind: "progress", id, done });
    return projections.compute("cimProjection", request, { signal, onProgress });
  },
  pickWeights: async () => ({ path: await pickWeightFile() }),
  saveView: async ({ keep }, { view }) => {
    await keep(view);
    return null;
  },
  export: async ({ studies }, { format }) => ({ path: await saveStudy(studies.need(), format) }),
  saveImage: async ({ studies }, request) => {
    return { path: await saveStudyImage(studies.need(), request) };
  },
};
