import type { AnswerPart, PageMessage, Requests } from "../../../shared/protocol";
import { answerWith, cancelAnswer, type Answers, type Asked } from "../../pages/answers";
import { unlessReplaced, type ReloadingPage } from "../trace/await-reload";
import { detailAnswers } from "./detail-answers";
import { savingAnswers, type SavingContext } from "./saving-answers";
import { simulationAnswers, type SimulationContext } from "./simulation-answers";
import { timelineAnswers, type TimelineContext } from "./timeline-answers";
import { traceAnswers, type TraceContext } from "./trace-answers";

/** What the answers to a page need of it. */
type InspectorContext = ReloadingPage &
  TraceContext &
  SimulationContext &
  TimelineContext &
  SavingContext;

/** How every request of the inspector's page is answered. */
const inspectorAnswers: Answers<InspectorContext, Requests> = {
  ...cancelAnswer,
  ...traceAnswers,
  ...simulationAnswers,
  ...detailAnswers,
  ...timelineAnswers,
  ...savingAnswers,
};

/** Answers a request of the inspector's page. @throws what its failure says */
export function answerInspector(
  context: InspectorContext,
  message: PageMessage,
  asked: Asked<AnswerPart["part"]>,
): Promise<unknown> {
  return unlessReplaced(context, asked, () =>
    answerWith(inspectorAnswers, context, message, asked),
  );
}
