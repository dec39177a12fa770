import { CanvasLayer } from "../../../parts/canvas/canvas-layer";
import { RunLabel } from "../../../parts/charts/run-label";
import { readTheme } from "../../../parts/charts/theme";
import { element, setText } from "../../../parts/dom/element";
import { windowOf, type Lane } from "../timeline-content";
import { axisTicks, paintGrid } from "./paint-axis";
import { topOf, type LaneLayout } from "./lane-layout";
import { paintLane } from "./paint-lane";
import { formatTime, type TimeUnit } from "../time-unit";
import type { TimeWindow } from "../time-window";

/** One run's name and its commands beside it. */
export class LaneView {
  readonly #layer = new CanvasLayer("timeline-canvas");
  readonly #label = new RunLabel();
  readonly #length = element("span", { class: "timeline-length" });
  readonly #buses = element("div", { class: "timeline-buses", "aria-hidden": "true" });
  readonly #note = element("p", { class: "note timeline-note" });
  readonly element = element(
    "div",
    { class: "timeline-lane" },
    element("div", { class: "timeline-name" }, this.#label.element, this.#length),
    this.#buses,
    element("div", { class: "timeline-plot" }, this.#layer.element, this.#note),
  );

  constructor() {
    for (const bus of ["row", "column"]) this.#buses.append(element("span", {}, bus));
  }

  show(lane: Lane, isShown: boolean): void {
    this.#label.show(lane.name, lane.colour, isShown);
    setText(this.#length, lane.commands ? formatTime(lane.commands.length, lane.unit) : "");
    setText(this.#note, lane.note);
    this.element.classList.toggle("shown", isShown);
    this.element.classList.toggle("stale", lane.isStale);
  }

  /** Draws at the size and in the colours that the page now has. @param unit of the axis */
  draw(lane: Lane, window: TimeWindow, unit: TimeUnit, layout: LaneLayout): void {
    this.element.style.height = `${layout.height}px`;
    (["row", "column"] as const).forEach((bus, index) => {
      const label = this.#buses.children[index];
      if (!(label instanceof HTMLElement)) return;
      label.style.top = `${topOf(bus, layout)}px`;
      label.style.height = `${layout.track}px`;
    });
    const surface = this.#layer.start();
    if (!surface) return;
    const theme = readTheme();
    paintGrid(surface, axisTicks(surface, window, unit), layout.height, theme);
    if (lane.commands) {
      paintLane(surface, lane.commands, windowOf(lane, window), layout, theme);
    }
  }
}
