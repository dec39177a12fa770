import { makeRunChoice } from "../pickers/run-choice";
import type { TimelineFormat, TimelineState } from "../../../src/shared/protocol";
import type { Choice } from "../../parts/controls/choice";
import { element } from "../../parts/dom/element";
import { labelled } from "../../parts/dom/labelled";
import { changeTimeline, type PageStore } from "../../state/page-state";
import { makeButton, makeDropdown } from "../../parts/controls/toolkit";

const units: readonly Choice<TimelineState["unit"]>[] = [
  { value: "cycles", label: "Cycles" },
  { value: "ns", label: "Time" },
];

export interface TimelineActions {
  zoomIn(): void;
  zoomOut(): void;
  showWhole(): void;
  previousRowCommand(): void;
  nextRowCommand(): void;
  startMeasurement(): void;
  exportCommands(format: TimelineFormat): void;
}

/** Which run is shown, in which unit, and what can be done without the keyboard's own keys. */
export function makeTimelineControls(store: PageStore, actions: TimelineActions): HTMLElement {
  const run = makeRunChoice("timeline-run", store);
  const unit = makeDropdown<TimelineState["unit"]>("timeline-unit", (value) => {
    changeTimeline(store, { unit: value });
  });
  store.watch(
    ({ view }) => view.timeline.unit,
    (shown) => unit.show(units, shown),
  );
  const button = (id: string, label: string, press: () => void) =>
    makeButton(`timeline-${id}`, label, "secondary", press).element;
  return element(
    "div",
    { class: "toolbar", role: "group", "aria-label": "Timeline" },
    labelled("Run", run),
    labelled("Unit", unit.element),
    element(
      "div",
      { class: "timeline-buttons" },
      button("zoom-in", "Zoom in", () => actions.zoomIn()),
      button("zoom-out", "Zoom out", () => actions.zoomOut()),
      button("whole", "Whole step", () => actions.showWhole()),
      button("previous", "Previous row command", () => actions.previousRowCommand()),
      button("next", "Next row command", () => actions.nextRowCommand()),
      button("measure", "Measure from here", () => actions.startMeasurement()),
      button("export", "Export as Chrome trace", () => actions.exportCommands("chrome-trace")),
      button("export-commands", "Export as command trace", () =>
        actions.exportCommands("command-trace"),
      ),
    ),
  );
}
