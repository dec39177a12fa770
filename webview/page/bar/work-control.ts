import { makeIconButton } from "../../parts/controls/icon-button";
import { element, setText } from "../../parts/dom/element";
import { progressText } from "../../parts/format/progress-text";
import type { PageStore, SimulationState } from "../../state/page-state";

export interface WorkActions {
  run(): void;
  cancel(): void;
}

/** How far the simulation is, and what can be done about it. */
export interface WorkControl {
  /** A line that is there while it runs. */
  readonly line: HTMLElement;
  /** The button to play, or what takes its place: to cancel, or to simulate again. */
  readonly button: HTMLElement;
}

/** @param play what else is in the place of the button */
export function makeWorkControl(
  store: PageStore,
  play: HTMLElement,
  actions: WorkActions,
): WorkControl {
  const cancel = makeIconButton("cancel", "stop", "Cancel the simulation", () => actions.cancel());
  const again = makeIconButton("run", "again", "Simulate again", () => actions.run());
  const progress = element("progress", { id: "progress", max: 1, "aria-label": "Simulation" });
  const status = element("span", { id: "status", class: "visually-hidden", role: "status" });
  store.watch(
    ({ simulation }) => simulation,
    (simulation) => {
      const { phase } = simulation;
      const hadFocus = [play, cancel.element, again.element].includes(
        document.activeElement as HTMLElement,
      );
      const isRunning = phase === "running";
      const isOver = phase === "cancelled" || phase === "failed";
      play.hidden = isRunning || isOver;
      cancel.element.hidden = !isRunning;
      again.element.hidden = !isOver;
      if (hadFocus) [play, cancel.element, again.element].find(({ hidden }) => !hidden)?.focus();
      progress.value = simulation.progress;
      progress.classList.toggle("idle", !isRunning);
      setText(status, statusText(simulation));
    },
  );
  return {
    line: element("div", { class: "work-line" }, progress, status),
    button: element("span", { class: "work-button" }, play, cancel.element, again.element),
  };
}

function statusText({ phase, progress }: SimulationState): string {
  switch (phase) {
    case "idle":
      return "";
    case "running":
      return progressText("Simulating", progress);
    case "complete":
      return "Simulated";
    case "cancelled":
      return "Cancelled; results so far stay";
    case "failed":
      return "Failed";
  }
}
