import type { PartIn, RequestMessage, RequestTable } from "../../shared/protocol/requests";

/** A request that is being answered. */
export interface Asked<Part = never> {
  /** Of the request; what is told of it on the way carries it. */
  readonly id: number;
  /** Aborts once the answer is not wanted any more: the page gave the request up, or is closed. */
  readonly signal: AbortSignal;
  /** Sends a piece of the answer, before the reply. */
  readonly tellPart: (part: Part) => void;
}

/** How a page's requests of some kinds are answered. What an answer throws is the failure. */
export type Answers<Context, Table extends RequestTable<Table>> = {
  readonly [Kind in keyof Table]: (
    context: Context,
    request: Table[Kind]["request"],
    asked: Asked<PartIn<Table[Kind]>>,
  ) => Table[Kind]["reply"] | Promise<Table[Kind]["reply"]>;
};

/** Answers a request as the table says. */
export async function answerWith<
  Context,
  Table extends RequestTable<Table>,
  Kind extends keyof Table,
>(
  answers: Answers<Context, Table>,
  context: Context,
  message: RequestMessage<Table, Kind>,
  asked: Asked<PartIn<Table[Kind]>>,
): Promise<Table[Kind]["reply"]> {
  return answers[message.kind](context, message, asked);
}

/** The answer to `cancel` in every table: the page's session has ended the request by then. */
export const cancelAnswer = { cancel: () => null };
