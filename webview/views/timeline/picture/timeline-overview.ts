import { readTheme } from "../../../parts/charts/theme";
import { element } from "../../../parts/dom/element";
import { CanvasLayer } from "./canvas-layer";
import { paintTrack } from "./paint-track";
import type { StepCommands } from "../commands/step-commands";
import { cycleAt, overviewHeight, xOf } from "./timeline-layout";
import { wholeStep, type TimeWindow } from "../time-window";

/** All of a step in small, both buses in one, with a frame around what is on screen. */
export class TimelineOverview {
  readonly #layer = new CanvasLayer("timeline-overview-canvas");
  readonly #frame = element("div", { class: "timeline-frame" });
  readonly element = element(
    "div",
    { class: "timeline-overview", "aria-hidden": "true" },
    this.#layer.element,
    this.#frame,
  );
  #painted: StepCommands | undefined;
  #paintedWidth = 0;

  /** @param onJump told of a clicked cycle */
  constructor(onJump: (cycle: number) => void) {
    this.element.addEventListener("click", ({ clientX }) => {
      if (!this.#painted) return;
      const box = this.element.getBoundingClientRect();
      onJump(cycleAt(clientX - box.left, wholeStep(this.#painted.length), box.width));
    });
  }

  /** @param afresh paints the commands again, say in other colours */
  show(commands: StepCommands, window: TimeWindow, afresh: boolean): void {
    const width = this.element.clientWidth * devicePixelRatio;
    if (afresh || this.#painted !== commands || this.#paintedWidth !== width) this.#paint(commands);
    const [from, to] = window.map((cycle) => xOf(cycle, wholeStep(commands.length), 100));
    this.#frame.style.left = `${from}%`;
    this.#frame.style.width = `${to - from}%`;
  }

  #paint(commands: StepCommands): void {
    const surface = this.#layer.start();
    if (!surface) return;
    const { palette, text, font } = readTheme();
    const style = { top: 0, height: overviewHeight * surface.ratio, palette, text, font };
    const whole = wholeStep(commands.length);
    for (const bus of ["column", "row"] as const) {
      paintTrack(surface, commands.tracks[bus], commands.meaning, whole, style);
    }
    this.#painted = commands;
    this.#paintedWidth = this.element.clientWidth * devicePixelRatio;
  }
}
