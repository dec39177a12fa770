import { CanvasLayer } from "../../../parts/canvas/canvas-layer";
import { phaseLooks } from "../../../parts/colours/phase-colours";
import { readTheme } from "../../../parts/charts/theme";
import { element } from "../../../parts/dom/element";
import type { StepCommands } from "../commands/step-commands";
import { windowOf, type TimelineContent } from "../timeline-content";
import { wholeStep } from "../time-window";
import { cycleAt, xOf } from "./lane-layout";
import { paintTrack } from "./paint-track";

/** Height of a run in CSS pixels, and of the least of all of them together. */
const rowHeight = 5;
const leastHeight = 14;

/** All of every lane in small, with a frame around what is on screen. */
export class Overview {
  readonly #layer = new CanvasLayer("timeline-overview-canvas");
  readonly #frame = element("div", { class: "timeline-frame" });
  readonly element = element(
    "div",
    { class: "timeline-overview", "aria-hidden": "true" },
    this.#layer.element,
    this.#frame,
  );
  #painted: readonly unknown[] = [];
  #length = 0;

  /** @param onJump told of a clicked cycle, and of those that a drag goes over */
  constructor(onJump: (cycle: number) => void) {
    const jump = ({ clientX }: PointerEvent) => {
      const box = this.element.getBoundingClientRect();
      if (this.#length > 0) onJump(cycleAt(clientX - box.left, wholeStep(this.#length), box.width));
    };
    this.element.addEventListener("pointerdown", (event) => {
      this.element.setPointerCapture(event.pointerId);
      jump(event);
    });
    this.element.addEventListener("pointermove", (event) => {
      if (event.buttons === 1) jump(event);
    });
  }

  show(content: TimelineContent): void {
    const { lanes, window, length } = content;
    this.#length = length;
    this.element.style.height = `${Math.max(leastHeight, rowHeight * lanes.length)}px`;
    const width = this.element.clientWidth * devicePixelRatio;
    const { colourSet } = readTheme();
    const painted = [length, width, colourSet, ...lanes.map(({ commands }) => commands)];
    const isSame =
      painted.length === this.#painted.length &&
      painted.every((part, index) => part === this.#painted[index]);
    if (!isSame && this.#paint(content)) this.#painted = painted;
    const [from, to] = window.map((cycle) => xOf(cycle, wholeStep(length), 100));
    this.#frame.style.left = `${from}%`;
    this.#frame.style.width = `${to - from}%`;
  }

  #paint({ lanes, length }: TimelineContent): boolean {
    const surface = this.#layer.start();
    if (!surface) return false;
    const { colourSet, text, background, font } = readTheme();
    const height = Math.floor(this.#layer.element.height / Math.max(1, lanes.length));
    const looks = phaseLooks(colourSet).map((look) => ({ ...look, hatched: false }));
    const paint = (commands: StepCommands, lane: number) => {
      const style = {
        top: lane * height,
        height: height - surface.ratio,
        looks,
        text,
        ground: background,
        font,
      };
      const whole = windowOf(lanes[lane], wholeStep(length));
      for (const bus of ["column", "row"] as const) {
        paintTrack(surface, commands, bus, whole, style);
      }
    };
    lanes.forEach(({ commands }, lane) => {
      if (commands) paint(commands, lane);
    });
    return true;
  }
}
