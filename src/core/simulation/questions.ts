import type { Numerics } from "../policy/numerics";
import type { Trace } from "../trace/trace";
import { answerBankTokens, type BankTokensQuestion } from "./answer-bank-tokens";
import { answerTimeline } from "./answer-timeline";
import type { BankTokens } from "./bank-tokens";
import type { Timeline, TimelineQuestion } from "./timeline";

/** What a worker can be asked about a trace, besides simulating it, with what it answers. */
export interface Questions {
  bankTokens: { question: BankTokensQuestion; answer: readonly BankTokens[] };
  timeline: { question: TimelineQuestion; answer: Timeline };
}

export type QuestionKind = keyof Questions;

type Answering = {
  readonly [Kind in QuestionKind]: (
    trace: Trace,
    question: Questions[Kind]["question"],
    numerics: Numerics,
  ) => Promise<Questions[Kind]["answer"]>;
};

const answering: Answering = {
  bankTokens: answerBankTokens,
  timeline: answerTimeline,
};

/** @throws InputError if the trace cannot be read or does not have what is asked for */
export function answerQuestion<Kind extends QuestionKind>(
  trace: Trace,
  about: Kind,
  question: Questions[Kind]["question"],
  numerics: Numerics,
): Promise<Questions[Kind]["answer"]> {
  return answering[about](trace, question, numerics);
}

/** Buffers of all arrays in an answer, each once: they are handed over, not copied. */
export function buffersIn(answer: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(answer)) {
    return answer.buffer instanceof ArrayBuffer ? [answer.buffer] : [];
  }
  if (typeof answer !== "object" || answer === null) return [];
  return [...new Set(Object.values(answer).flatMap(buffersIn))];
}
