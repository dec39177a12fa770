import { element, setText } from "../../../parts/dom/element";
import { Tooltip } from "../../../parts/heat-map/tooltip";
import { Axis } from "./axis";
import { LaneList } from "./lane-list";
import { fitLanes, type LaneLayout } from "./lane-layout";
import { TimelineMarks, type Marks } from "./marks";
import { Overview } from "./overview";
import type { TimelineContent } from "../timeline-content";
import { timelineHelp } from "../timeline-words";

/** What is seen and heard of a timeline: overview, lanes that scroll, marks over them, the axis. */
export class StagePicture {
  readonly tooltip = new Tooltip();
  readonly #overview: Overview;
  readonly #list = new LaneList();
  readonly #marks = new TimelineMarks();
  readonly #axis = new Axis();
  readonly #spoken = element("div", {
    class: "visually-hidden",
    "aria-live": "polite",
    "data-test": "timeline-live",
  });
  /** Over all lanes. */
  readonly surface = element(
    "div",
    {
      id: "timeline",
      class: "timeline-stage",
      role: "application",
      "aria-roledescription": "timeline",
      "aria-describedby": "timeline-help",
      tabindex: 0,
    },
    this.#marks.element,
  );
  readonly #scroller = element(
    "div",
    { class: "timeline-lanes" },
    this.#list.element,
    this.surface,
  );
  readonly element: HTMLElement;

  /** @param onJump told of a cycle that is picked in the overview */
  constructor(onJump: (cycle: number) => void) {
    this.#overview = new Overview(onJump);
    this.element = element(
      "div",
      { class: "timeline-map" },
      this.#overview.element,
      this.#scroller,
      this.#axis.element,
      this.tooltip.element,
      this.#spoken,
      element("div", { id: "timeline-help", class: "visually-hidden" }, timelineHelp.join(" ")),
    );
  }

  onResize(listener: () => void): void {
    new ResizeObserver(listener).observe(this.#scroller);
  }

  layout({ lanes }: TimelineContent): LaneLayout {
    return fitLanes(lanes.length, this.#scroller.clientHeight);
  }

  /** Names what is shown; `draw` draws it. */
  show(content: TimelineContent): void {
    this.surface.setAttribute("aria-label", content.label);
    this.#list.show(content);
  }

  draw(content: TimelineContent): void {
    const layout = this.layout(content);
    this.surface.style.height = `${content.lanes.length * layout.height}px`;
    this.#list.draw(content, layout);
    this.#overview.show(content);
    this.#axis.draw(content.window, content.unit);
  }

  mark(content: TimelineContent, marks: Marks): void {
    this.#marks.draw(content, this.layout(content), marks);
  }

  /** Tells something to who listens. */
  say(text: string): void {
    setText(this.#spoken, text);
  }
}
