import type { Trace } from "../../trace/trace";
import type { AnswerHooks } from "./answer-hooks";
import { answerBankTokens, type BankTokensQuestion } from "./answer-bank-tokens";
import { answerProgram, answerTimeline } from "./answer-timeline";
import type { BankTokens } from "./bank-tokens";
import { detailClusters } from "./cluster-detail";
import type { DetailQuestion } from "./detail";
import type {
  ClusterPart,
  ClusterRequest,
  SelectionPart,
  SelectionRequest,
  TokenPlacesPart,
} from "./detail-parts";
import type { KeptHeads } from "./kept-heads";
import { detailSelection } from "./selection-detail";
import type { Timeline, TimelineQuestion } from "./timeline";

/**
 * What a worker can be asked about a trace, besides simulating it, with what it answers: in one
 * piece, in parts that come before, or both.
 */
export interface Questions {
  bankTokens: { question: BankTokensQuestion; part: never; answer: readonly BankTokens[] };
  timeline: { question: TimelineQuestion; part: never; answer: Timeline };
  program: {
    question: TimelineQuestion;
    part: never;
    answer: Awaited<ReturnType<typeof answerProgram>>;
  };
  selection: {
    question: DetailQuestion<SelectionRequest>;
    part: SelectionPart | TokenPlacesPart;
    answer: undefined;
  };
  clusters: { question: DetailQuestion<ClusterRequest>; part: ClusterPart; answer: undefined };
}

export type QuestionKind = keyof Questions;

type Answering = {
  readonly [Kind in QuestionKind]: (
    trace: Trace,
    question: Questions[Kind]["question"],
    heads: KeptHeads,
    hooks: AnswerHooks<Questions[Kind]["part"]>,
  ) => Promise<Questions[Kind]["answer"]>;
};

const answering: Answering = {
  bankTokens: answerBankTokens,
  timeline: answerTimeline,
  program: answerProgram,
  selection: detailSelection,
  clusters: detailClusters,
};

/** @throws InputError if the trace cannot be read or does not have what is asked for */
export function answerQuestion<Kind extends QuestionKind>(
  trace: Trace,
  about: Kind,
  question: Questions[Kind]["question"],
  heads: KeptHeads,
  hooks: AnswerHooks<Questions[Kind]["part"]>,
): Promise<Questions[Kind]["answer"]> {
  return answering[about](trace, question, heads, hooks);
}
