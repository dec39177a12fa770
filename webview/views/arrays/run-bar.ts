import { element, setText } from "../../parts/dom/element";
import { savingItems } from "../../parts/export/export-items";
import { Menu } from "../../parts/controls/menu";
import { makePlainButton } from "../../parts/controls/plain-button";
import { makeButton } from "../../parts/controls/toolkit";
import type { ArraysExporter } from "./arrays-exporter";
import type { AskingPhase } from "../../state/asking";
import type { ArraysStore } from "./state";
import type { StudyRunner } from "./weights/study-runner";

const statusTexts: Readonly<Record<AskingPhase, string>> = {
  idle: "",
  running: "Mapping",
  complete: "Mapped",
  cancelled: "Cancelled; what is shown is older than the options",
  failed: "Not mapped; what is shown is older than the options",
};

/** Tells how far the mapping is, ends it, starts it again, and saves what came out. */
export function makeRunBar(
  store: ArraysStore,
  runner: StudyRunner,
  exporter: () => ArraysExporter,
): HTMLElement {
  const run = makeButton("run", "Map", "primary", () => void runner.run());
  const cancel = makeButton("cancel", "Cancel", "secondary", () => runner.cancel());
  const exporting = makePlainButton(
    { id: "export", class: "text-button" },
    () => undefined,
    "Export",
  );
  const save = new Menu("Export", exporting, savingItems(exporter));
  const status = element("span", { id: "status", class: "note", role: "status" });
  store.watch(
    ({ study }) => study.phase,
    (phase) => {
      cancel.enable(phase === "running");
      run.enable(phase !== "running");
      save.enable(phase === "complete");
      setText(status, statusTexts[phase]);
    },
  );
  return element(
    "div",
    { class: "run-bar", role: "group", "aria-label": "Mapping" },
    run.element,
    cancel.element,
    save.element,
    status,
  );
}
