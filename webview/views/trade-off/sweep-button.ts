import { makePlainButton } from "../../parts/controls/plain-button";
import { setAttributes, setText } from "../../parts/dom/element";
import { sweep, type PageStore } from "../../state/page-state";
import { sweptPolicies } from "../../state/further/budget-sweep";

/** Adds a line through its budgets for every policy, and takes them away; says how far that is. */
export function makeSweepButton(store: PageStore): HTMLElement {
  const control = makePlainButton({ id: "trade-off-sweep", class: "text-button" }, () =>
    sweep(store, !store.state.further.isSweeping),
  );
  const button = control.element;
  store.watch(
    ({ trace, view, further }) => [
      ...[trace, view.runs, view.runStyles],
      ...[further.isSweeping, further.waiting.sweep],
    ],
    () => {
      const { trace, view, further } = store.state;
      const { isSweeping, waiting } = further;
      const left = waiting.sweep > 0 ? `: ${waiting.sweep} left` : "";
      setText(button, isSweeping ? `End sweep${left}` : "Budget sweep");
      setAttributes(button, {
        "aria-pressed": String(isSweeping),
        title: "Budgets from 64 to 2048 tokens for every policy",
      });
      control.enable(isSweeping || sweptPolicies(view, trace.catalog).length > 0);
    },
  );
  return button;
}
