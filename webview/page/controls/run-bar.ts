import { element, setText } from "../../parts/dom/element";
import { formatShare } from "../../parts/format/number";
import type { PageStore, SimulationState } from "../../state/page-state";
import type { Exporter } from "../../state/exporter";
import { copyingItems, ExportMenu, savingItems } from "../../parts/export/export-menu";
import { makeButton } from "../../parts/controls/toolkit";

export interface RunBarActions {
  run(): void;
  cancel(): void;
  exporter(): Exporter;
}

/** Starts and ends the simulation and tells how far it is. */
export function makeRunBar(store: PageStore, actions: RunBarActions): HTMLElement {
  const run = makeButton("run", "Run", "primary", () => actions.run());
  const cancel = makeButton("cancel", "Cancel", "secondary", () => actions.cancel());
  const exporter = () => actions.exporter();
  const save = new ExportMenu([...savingItems(exporter), ...copyingItems(exporter)]);
  const progress = element("progress", { id: "progress", max: 1, "aria-label": "Simulation" });
  const status = element("span", { id: "status", class: "note", role: "status" });
  store.watch(
    ({ trace, simulation }) => [trace.header, simulation] as const,
    ([header, simulation]) => {
      run.enable(header.decodeSteps > 0);
      const running = simulation.phase === "running";
      cancel.enable(running);
      save.enable((simulation.results?.heads.length ?? 0) > 0);
      progress.value = simulation.progress;
      progress.classList.toggle("idle", !running);
      setText(status, statusText(simulation));
    },
  );
  return element(
    "div",
    { class: "run-bar", role: "group", "aria-label": "Simulation" },
    run.element,
    cancel.element,
    save.element,
    element("div", { class: "progress-holder" }, progress, status),
  );
}

function statusText({ phase, progress }: SimulationState): string {
  switch (phase) {
    case "idle":
      return "";
    case "running":
      // In tenths, so that a screen reader is not told every percent.
      return `Simulating, ${formatShare(Math.floor(progress * 10) / 10)} done`;
    case "complete":
      return "Simulated";
    case "cancelled":
      return "Cancelled; results so far stay";
    case "failed":
      return "Failed";
  }
}
