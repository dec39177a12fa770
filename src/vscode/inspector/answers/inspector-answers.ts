import type { Requests } from "../../../shared/protocol";
import { cancelAnswer, type Answers } from "../../pages/answers";
import { detailAnswers } from "./detail-answers";
import { savingAnswers, type SavingContext } from "./saving-answers";
import { simulationAnswers, type SimulationContext } from "./simulation-answers";
import { timelineAnswers, type TimelineContext } from "./timeline-answers";
import { traceAnswers, type TraceContext } from "./trace-answers";

/** What the answers to a page need of it. */
export type InspectorContext = TraceContext & SimulationContext & TimelineContext & SavingContext;

/** How every request of the inspector's page is answered. */
export const inspectorAnswers: Answers<InspectorContext, Requests> = {
  ...cancelAnswer,
  ...traceAnswers,
  ...simulationAnswers,
  ...detailAnswers,
  ...timelineAnswers,
  ...savingAnswers,
};
