import { element } from "../../../parts/dom/element";
import { LaneView } from "./lane";
import type { LaneLayout } from "./lane-layout";
import type { TimelineContent } from "../timeline-content";

/** Lanes one below the other, each as high as the others. */
export class LaneList {
  readonly element = element("div", { class: "timeline-list" });
  #lanes: readonly LaneView[] = [];

  show({ lanes, shown }: TimelineContent): void {
    if (this.#lanes.length !== lanes.length) {
      this.#lanes = lanes.map((_, index) => this.#lanes.at(index) ?? new LaneView());
      this.element.replaceChildren(...this.#lanes.map((lane) => lane.element));
    }
    lanes.forEach((lane, index) => this.#lanes[index].show(lane, index === shown));
  }

  draw({ lanes, window, unit }: TimelineContent, layout: LaneLayout): void {
    lanes.forEach((lane, index) => this.#lanes[index].draw(lane, window, unit, layout));
  }
}
