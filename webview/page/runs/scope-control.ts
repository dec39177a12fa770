import type { Scope, StepRange } from "../../../src/shared/protocol";
import { makeDropdown } from "../../parts/controls/dropdown";
import { makeIconButton } from "../../parts/controls/icon-button";
import { makePlainButton } from "../../parts/controls/plain-button";
import { makePopover } from "../../parts/controls/popover";
import { element, setAttributes, setText } from "../../parts/dom/element";
import { labelled } from "../../parts/dom/labelled";
import { formatCount } from "../../../src/shared/format/number";
import { changeScope, changeView, type PageStore } from "../../state/page-state";
import { rangeText } from "../../state/view/step-range";

/** Says once of what all figures of runs are means, and lets it be chosen. */
export function makeScopeControl(store: PageStore): HTMLElement {
  const steps = makeDropdown<Scope["steps"] | "marked">("scope-steps", (value) => {
    if (value === "marked") return;
    const scope = { ...store.state.view.scope, steps: value };
    changeView(store, { scope, stepRange: null });
  });
  const heads = makeDropdown<Scope["heads"]>("scope-heads", (value) => {
    changeScope(store, { heads: value });
  });
  // Without room for all of its words the chip says what kind of figure it is.
  const whole = element("span", { class: "chip-whole" });
  const short = element("span", { class: "chip-short", "aria-hidden": "true" });
  const button = makePlainButton({ id: "scope", class: "chip" }, () => undefined, whole, short);
  const title = "What the figures of runs are of";
  const popover = makePopover("scope-choices", title, button.element, [
    element(
      "div",
      { class: "scope-choices" },
      labelled("Steps", steps.element),
      labelled("Heads", heads.element),
    ),
  ]);
  const reset = makeIconButton("scope-reset", "remove", "Mean of all steps again", () => {
    changeView(store, { stepRange: null });
    button.element.focus();
  });
  store.watch(
    ({ trace, view }) => [trace.header, view.scope, view.step, view.queryHead, view.stepRange],
    ([{ decodeSteps, queryHeads }, scope, step, queryHead, stepRange]) => {
      reset.element.hidden = stepRange === null;
      steps.show(
        [
          ...(stepRange
            ? [{ value: "marked" as const, label: `Mean of ${rangeText(stepRange)}` }]
            : []),
          { value: "mean", label: `Mean of all ${formatCount(decodeSteps)} steps` },
          { value: "shown", label: `Step ${step}` },
        ],
        stepRange ? "marked" : scope.steps,
      );
      heads.show(
        [
          { value: "mean", label: `Mean of all ${queryHeads} query heads` },
          { value: "shown", label: `Query head ${queryHead}` },
        ],
        scope.heads,
      );
      const place = { decodeSteps, queryHeads, step, queryHead, stepRange };
      const words = scopeWords(scope, place);
      setText(whole, words);
      setText(short, shortWords(scope, place));
      setAttributes(button.element, { "aria-label": words, title: `${title}: ${words}` });
    },
  );
  return element(
    "span",
    { class: "popover-holder" },
    button.element,
    reset.element,
    popover.element,
  );
}

interface Place {
  readonly decodeSteps: number;
  readonly queryHeads: number;
  readonly step: number;
  readonly queryHead: number;
  readonly stepRange: StepRange | null;
}

/** `mean of 8 heads × 128 steps`, or what of it is a single one. */
function scopeWords(scope: Scope, place: Place): string {
  const { decodeSteps, queryHeads, step, queryHead, stepRange } = place;
  const heads = scope.heads === "mean" ? `${queryHeads} heads` : `head ${queryHead}`;
  // What the user marked is to be read however narrow the column is.
  if (stepRange) return `${rangeText(stepRange)} × ${heads}`;
  const steps = scope.steps === "mean" ? `${formatCount(decodeSteps)} steps` : `step ${step}`;
  const isMean = scope.heads === "mean" || scope.steps === "mean";
  return `${isMean ? "mean of " : ""}${heads} × ${steps}`;
}

/** A part of the words, as what is read aloud has to hold what is seen. */
function shortWords(scope: Scope, { step, queryHead, stepRange }: Place): string {
  if (stepRange) return rangeText(stepRange);
  if (scope.steps === "shown") return `step ${step}`;
  return scope.heads === "shown" ? `head ${queryHead}` : "mean";
}
