import { element, setText } from "../../parts/dom/element";
import { savingItems } from "../../parts/export/export-items";
import { Menu } from "../../parts/controls/menu";
import { makeIconButton } from "../../parts/controls/icon-button";
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
  const run = makeIconButton("run", "again", "Map again", () => void runner.run());
  const cancel = makeIconButton("cancel", "stop", "Cancel the mapping", () => runner.cancel());
  const exporting = makeIconButton("export", "export", "Export", () => undefined);
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
    status,
    run.element,
    cancel.element,
    save.element,
  );
}
