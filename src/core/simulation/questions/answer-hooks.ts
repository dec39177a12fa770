/** How an answer is followed and ended. */
export interface AnswerHooks<Part> {
  /** True ends it without further parts. */
  readonly shouldStop: () => boolean;
  readonly onPart: (part: Part) => void;
}
