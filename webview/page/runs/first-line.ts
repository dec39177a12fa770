import { makeIconButton } from "../../parts/controls/icon-button";
import { element, setText } from "../../parts/dom/element";
import { firstWords } from "../../state/opening/first-words";
import type { PageStore } from "../../state/page-state";
import { summariseRuns } from "../../state/runs/run-summaries";

/** The line above the runs. */
export interface FirstLine {
  readonly element: HTMLElement;
  /** Closes it. */
  readonly control: HTMLElement;
}

/**
 * One sentence above the runs of a trace that is new to its user, on what they waste and what that
 * costs, over all steps and heads. Its place is kept while it is awaited, so that nothing moves when
 * it comes. It goes when it is closed, and with the layer and the runs that it is about.
 * @param next where the keyboard goes on when it is closed
 */
export function makeFirstLine(store: PageStore, next: () => void): FirstLine {
  const { trace, view: first } = store.state;
  const text = element("span");
  const close = makeIconButton("first-words-close", "remove", "Close", () => {
    isOver = true;
    line.hidden = true;
    next();
  });
  const line = element(
    "p",
    { id: "first-words", class: "first-words", role: "status" },
    text,
    close.element,
  );
  let isOver = trace.isNew !== true || trace.header.decodeSteps === 0;
  store.watch(
    ({ view, simulation }) => [view.layer, view.runs, simulation.phase],
    ([layer, runs, phase]) => {
      if (layer !== first.layer || runs !== first.runs) isOver = true;
      const { view, simulation } = store.state;
      const isAwaited = !isOver && phase === "complete" && text.textContent === "";
      if (isAwaited && simulation.results) {
        const scope = { steps: "mean", heads: "mean" } as const;
        const all = { ...view, scope, stepRange: null };
        setText(text, firstWords(summariseRuns(simulation.results, all, trace.catalog)) ?? "");
      }
      const isSaid = text.textContent !== "";
      const isToCome = phase === "idle" || phase === "running";
      close.element.hidden = !isSaid;
      line.hidden = isOver || !(isSaid || isToCome);
    },
  );
  return { element: line, control: close.element };
}
