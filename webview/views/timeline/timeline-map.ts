import { element, setText } from "../../parts/dom/element";
import { Tooltip } from "../../parts/heat-map/tooltip";
import { describeCommand } from "./commands/describe-command";
import { moveCursor, nearestOn } from "./commands/move-cursor";
import { watchGestures } from "./timeline-gestures";
import { busAt, cycleAt, xOf } from "./picture/timeline-layout";
import { TimelineMarks } from "./picture/timeline-marks";
import { TimelineOverview } from "./picture/timeline-overview";
import { TimelinePicture } from "./picture/timeline-picture";
import { isNear, type TimelineContent } from "./timeline-content";
import { cursorText, hintText, measuredText, timelineHelp } from "./timeline-words";
import { fitWindow, pan, reveal, wholeStep, zoom, type TimeWindow } from "./time-window";

/** Cycles around the cursor that Enter shows. */
const closeUp = 96;

const zoomStep = 2;

/** Commands of two buses over time, with a cursor for mouse and keyboard. */
export class TimelineMap {
  readonly #picture = new TimelinePicture();
  readonly #marks = new TimelineMarks();
  readonly #tooltip = new Tooltip();
  readonly #spoken = element("div", {
    class: "visually-hidden",
    "aria-live": "polite",
    "data-test": "timeline-live",
  });
  readonly #measure = element("p", { id: "timeline-measured", class: "note" });
  readonly #overview = new TimelineOverview((cycle) => this.#jump(cycle));
  readonly #stage = element("div", {
    id: "timeline",
    class: "timeline-stage",
    role: "application",
    "aria-roledescription": "timeline",
    "aria-describedby": "timeline-help",
    tabindex: 0,
  });
  readonly element = element("div", { class: "timeline-map" });
  #shown: TimelineContent | undefined;
  #cursor: number | undefined;
  #start: number | undefined;

  /** @param onMove told of the cycles that are to be shown from now on */
  constructor(private readonly onMove: (window: TimeWindow) => void) {
    this.#stage.append(this.#picture.element, this.#marks.element);
    const names = element("div", { class: "timeline-buses", "aria-hidden": "true" });
    for (const bus of ["Row bus", "Column bus"]) names.append(element("span", {}, bus));
    this.element.append(
      this.#overview.element,
      names,
      this.#stage,
      this.#measure,
      this.#tooltip.element,
      this.#spoken,
      element("div", { id: "timeline-help", class: "visually-hidden" }, timelineHelp),
    );
    new ResizeObserver(() => this.redraw()).observe(this.#stage);
    this.#stage.addEventListener("keydown", (event) => this.#onKey(event));
    watchGestures(this.#stage, {
      hover: (x, y, event) => this.#hover(x, y, event),
      leave: () => this.#tooltip.hide(),
      pick: (x, y, extend) => this.#pick(x, y, extend),
      drag: (pixels) => this.#scroll(-pixels),
      scroll: (pixels) => this.#scroll(pixels),
      zoom: (x, factor) => this.zoom(factor, this.#cycleAt(x)),
    });
  }

  show(content: TimelineContent): void {
    const isOther = content.commands !== this.#shown?.commands;
    this.#shown = content;
    if (isOther) {
      this.#cursor = undefined;
      this.#start = undefined;
      this.#tooltip.hide();
    }
    this.#stage.setAttribute("aria-label", content.label);
    this.redraw();
  }

  /** Draws again, at the size and in the colours that the page now has. */
  redraw(afresh = false): void {
    if (!this.#shown) return;
    const { commands, window, unit } = this.#shown;
    this.#picture.draw(commands, window, unit);
    this.#overview.show(commands, window, afresh);
    this.#drawMarks();
  }

  /** @param factor above 1 shows more cycles @param at the cycle that stays; absent: the cursor */
  zoom(factor: number, at?: number): void {
    if (!this.#shown) return;
    const { commands, window } = this.#shown;
    const cursor = this.#cursor === undefined ? undefined : commands.all.cycles[this.#cursor];
    const isSeen = cursor !== undefined && cursor >= window[0] && cursor < window[1];
    const middle = isSeen ? cursor : (window[0] + window[1]) / 2;
    this.onMove(zoom(window, factor, at ?? middle, commands.length));
  }

  /** Puts the start of a measurement at the cursor. */
  startMeasurement(): void {
    this.#start = this.#cursor;
    this.#speak();
    this.#drawMarks();
  }

  get cursor(): number | undefined {
    return this.#cursor;
  }

  /** Moves the cursor as a key of the keyboard does. */
  press(key: string): boolean {
    if (!this.#shown) return false;
    const { commands, window } = this.#shown;
    const moved = moveCursor(commands, this.#cursor ?? this.#firstSeen(), key);
    if (moved === undefined) return false;
    // The first key only shows the cursor where it is, but for those that say where to go.
    const isFirst = this.#cursor === undefined && key.startsWith("Arrow");
    this.#cursor = isFirst ? this.#firstSeen() : moved;
    const next = reveal(window, commands.all.cycles[this.#cursor], commands.length);
    if (next !== window) this.onMove(next);
    this.#drawMarks();
    this.#speak();
    return true;
  }

  #onKey(event: KeyboardEvent): void {
    if (!this.#shown || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!this.#moveView(event) && !this.press(event.key)) return;
    event.preventDefault();
  }

  #moveView({ key, shiftKey }: KeyboardEvent): boolean {
    const { commands, window } = this.#shown!;
    const size = window[1] - window[0];
    const move = (share: number) => this.onMove(pan(window, share * size, commands.length));
    if (key === "+" || key === "=") this.zoom(1 / zoomStep);
    else if (key === "-") this.zoom(zoomStep);
    else if (key === "0") this.onMove(wholeStep(commands.length));
    else if (key === "PageDown") move(0.9);
    else if (key === "PageUp") move(-0.9);
    else if (shiftKey && key === "ArrowRight") move(0.1);
    else if (shiftKey && key === "ArrowLeft") move(-0.1);
    else if (key === "m" || key === "M") this.startMeasurement();
    else if (key === "Enter") this.#zoomToCursor();
    else if (key === "Escape") this.#letGo();
    else return false;
    return true;
  }

  #zoomToCursor(): void {
    if (!this.#shown || this.#cursor === undefined) return;
    const { commands } = this.#shown;
    const cycle = commands.all.cycles[this.#cursor];
    this.onMove(fitWindow([cycle - closeUp / 2, cycle + closeUp / 2], commands.length));
  }

  #letGo(): void {
    this.#cursor = undefined;
    this.#start = undefined;
    this.#tooltip.hide();
    this.#drawMarks();
  }

  #firstSeen(): number {
    const { commands, window } = this.#shown!;
    return nearestOn(commands, "column", Math.ceil(window[0])) ?? 0;
  }

  #cycleAt(x: number): number {
    return cycleAt(x, this.#shown!.window, this.#stage.clientWidth);
  }

  #placeAt(x: number, y: number): number | undefined {
    if (!this.#shown) return undefined;
    return nearestOn(this.#shown.commands, busAt(y), Math.floor(this.#cycleAt(x)));
  }

  #hover(x: number, y: number, event: PointerEvent): void {
    const place = this.#placeAt(x, y);
    const width = this.#stage.clientWidth;
    if (place === undefined || !this.#shown || !isNear(this.#shown, place, x, width)) {
      this.#tooltip.hide();
      return;
    }
    const { commands, unit } = this.#shown;
    this.#tooltip.show(describeCommand(commands, place, unit), event.clientX, event.clientY);
  }

  #pick(x: number, y: number, extend: boolean): void {
    const place = this.#placeAt(x, y);
    if (place === undefined) return;
    if (extend) this.#start ??= this.#cursor;
    this.#cursor = place;
    this.#drawMarks();
    this.#speak();
  }

  #scroll(pixels: number): void {
    if (!this.#shown) return;
    const { commands, window } = this.#shown;
    this.#tooltip.hide();
    const cycles = (pixels / this.#stage.clientWidth) * (window[1] - window[0]);
    this.onMove(pan(window, cycles, commands.length));
  }

  /** Centres the view where the overview was clicked. */
  #jump(cycle: number): void {
    if (!this.#shown) return;
    const { commands, window } = this.#shown;
    this.onMove(pan(window, cycle - (window[0] + window[1]) / 2, commands.length));
  }

  #measured(): string | undefined {
    return this.#shown && measuredText(this.#shown, this.#cursor, this.#start);
  }

  #drawMarks(): void {
    if (!this.#shown) return;
    const { commands, window } = this.#shown;
    this.#marks.draw(commands, window, { cursor: this.#cursor, start: this.#start });
    setText(this.#measure, this.#measured() ?? hintText(this.#shown, this.#cursor));
  }

  /** Reads the cursor's command to who listens, and shows it below the cursor. */
  #speak(): void {
    if (!this.#shown || this.#cursor === undefined) return;
    setText(
      this.#spoken,
      [cursorText(this.#shown, this.#cursor), this.#measured()].filter(Boolean).join(" "),
    );
    this.#tooltip.hide();
    if (document.activeElement !== this.#stage) return;
    const { commands, window, unit } = this.#shown;
    const box = this.#stage.getBoundingClientRect();
    const x = xOf(commands.all.cycles[this.#cursor], window, box.width);
    if (x < 0 || x > box.width) return;
    this.#tooltip.show(describeCommand(commands, this.#cursor, unit), box.left + x, box.bottom);
  }
}
