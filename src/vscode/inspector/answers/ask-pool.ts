import type { QuestionKind, Questions } from "../../../core/simulation/questions/questions";
import type { TracePool } from "../trace/trace-pool";
import type { TraceHeader } from "../../../core/trace/trace";
import type { UserSettings } from "../page/user-settings";
import type { OpenDocument } from "../trace/trace-document";

/** What questions about a page's trace need of it. */
export interface PoolContext {
  readonly pool: TracePool;
  /** @throws whatever keeps the trace from being read */
  readonly open: () => OpenDocument;
  /** @throws InputError where they are wrong */
  readonly settings: () => Promise<UserSettings>;
}

/** A question, and how its answer is followed. */
interface PoolQuestion<Kind extends QuestionKind> {
  /** Makes the question and checks it. @throws InputError where the trace cannot answer it */
  readonly prepare: (header: TraceHeader, settings: UserSettings) => Questions[Kind]["question"];
  readonly onPart?: (part: Questions[Kind]["part"]) => void;
  readonly signal: AbortSignal;
}

/** Asks the pool about a page's trace. @throws Cancelled after `signal` aborts */
export async function askPool<Kind extends QuestionKind>(
  context: PoolContext,
  about: Kind,
  { prepare, onPart, signal }: PoolQuestion<Kind>,
): Promise<Questions[Kind]["answer"]> {
  const settings = await context.settings();
  const { trace, location } = context.open();
  const question = prepare(trace.header, settings);
  return context.pool.ask(location, about, question, { onPart, signal });
}
