import { makeIconButton } from "../../parts/controls/icon-button";
import { makeToolbar } from "../../parts/controls/toolbar";
import type { IconName } from "../../parts/dom/icon";
import { pickLongWait, pressKey } from "./timeline-keys";
import type { TimelineStage } from "./timeline-stage";

/** What keys do on the stage, as buttons. */
export function makeTimelineTools(stage: TimelineStage): HTMLElement {
  const button = (id: string, drawing: IconName, label: string, key: string, press: () => void) =>
    makeIconButton(`timeline-${id}`, drawing, label, press, key).element;
  return makeToolbar(
    "Timeline in view",
    button("zoom-in", "add", "Zoom in", "W", () => stage.zoom(0.5)),
    button("zoom-out", "subtract", "Zoom out", "S", () => stage.zoom(2)),
    button("whole", "all", "Show the whole step", "F", () => stage.showWhole()),
    button("previous", "previous", "Previous row command", "P", () => pressKey(stage, "p")),
    button("next", "next", "Next row command", "N", () => pressKey(stage, "n")),
    button("wait", "hot", "Longest wait of the buses", "H", () => pickLongWait(stage)),
    button("measure", "measure", "Measure from the picked command", "M", () =>
      stage.startMeasurement(),
    ),
  );
}
