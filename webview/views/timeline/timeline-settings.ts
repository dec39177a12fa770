import type { TimelineFormat, TimelineState } from "../../../src/shared/protocol";
import type { Choice } from "../../parts/controls/choice";
import { makeButton } from "../../parts/controls/button";
import { makeDropdown } from "../../parts/controls/dropdown";
import { makeCheckbox } from "../../parts/controls/toolkit";
import { element } from "../../parts/dom/element";
import { labelled } from "../../parts/dom/labelled";
import { changeTimeline, type PageStore } from "../../state/page-state";

const units: readonly Choice<TimelineState["unit"]>[] = [
  { value: "cycles", label: "Cycles" },
  { value: "ns", label: "Time" },
];

/** What is chosen rarely: the unit, the table, and files of the commands. */
export function makeTimelineSettings(
  store: PageStore,
  exportCommands: (format: TimelineFormat) => void,
): HTMLElement {
  const unit = makeDropdown<TimelineState["unit"]>("timeline-unit", (value) => {
    changeTimeline(store, { unit: value });
  });
  const table = makeCheckbox("timeline-show-table", "Show as table", (asTable) => {
    changeTimeline(store, { asTable });
  });
  store.watch(
    ({ view }) => view.timeline,
    (timeline) => {
      unit.show(units, timeline.unit);
      table.show(timeline.asTable);
    },
  );
  const save = (id: string, label: string, format: TimelineFormat) =>
    makeButton(`timeline-${id}`, label, "secondary", () => exportCommands(format)).element;
  return element(
    "div",
    { class: "settings-list" },
    labelled("Unit", unit.element),
    table.element,
    save("export", "Export as Chrome trace", "chrome-trace"),
    save("export-commands", "Export as command trace", "command-trace"),
  );
}
