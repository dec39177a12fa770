import { describeCommand } from "./commands/describe-command";
import { nearestOn } from "./commands/move-cursor";
import { commandAt, type LaneCommand } from "./command-at";
import { MeasuredArea } from "./measured-area";
import { StagePicture } from "./picture/stage-picture";
import { watchGestures } from "./timeline-gestures";
import { cycleAt } from "./picture/lane-layout";
import {
  isFilled,
  isNear,
  windowOf,
  type FilledLane,
  type TimelineContent,
} from "./timeline-content";
import { areaText, commandText } from "./timeline-words";
import { fitWindow, pan, reveal, zoom, type TimeWindow } from "./time-window";

/** Cycles around a command that a close look shows. */
const closeUp = 96;

/** What the user does that others must know of. */
export interface StageListener {
  /** The cycles of the axis that are to be shown from now on. */
  onMove(window: TimeWindow): void;
  /** A command was picked in a lane. */
  onPick(lane: number, place: number): void;
  /** Another area is measured; absent: none any more. */
  onMeasure(area: TimeWindow | undefined): void;
}

/** Lanes of commands on one axis, with a picked command and a measured area. */
export class TimelineStage {
  readonly #picture = new StagePicture((cycle) => this.#centre(cycle));
  readonly #area = new MeasuredArea();
  /** Takes the keys and the pointer. */
  readonly surface = this.#picture.surface;
  readonly element = this.#picture.element;
  #shown: TimelineContent | undefined;
  #cursor: number | undefined;

  constructor(private readonly listener: StageListener) {
    this.#picture.onResize(() => this.redraw());
    watchGestures(this.surface, {
      hover: (x, y, event) => this.#hover(x, y, event),
      leave: () => this.#picture.tooltip.hide(),
      pick: (x, y, extend) => this.#click(x, y, extend),
      measure: (from, to) => this.#drag(from, to),
      scroll: (pixels) => this.move(pixels / this.surface.clientWidth),
      zoom: (x, factor) => this.zoom(factor, this.#cycleAt(x)),
    });
  }

  /** What is on screen. */
  get shown(): TimelineContent | undefined {
    return this.#shown;
  }

  get cursor(): number | undefined {
    return this.#cursor;
  }

  get area(): TimeWindow | undefined {
    return this.#area.area;
  }

  show(content: TimelineContent): void {
    const before = this.#shown;
    const isSame = content.lanes.every(({ commands }, lane) => {
      return commands === before?.lanes.at(lane)?.commands;
    });
    if (!isSame) this.#picture.tooltip.hide();
    this.#shown = content;
    this.#cursor = content.cursor;
    this.#area.fit(content.length);
    this.#picture.show(content);
    this.redraw();
  }

  /** Draws again, at the size and in the colours that the page now has. */
  redraw(): void {
    if (!this.#shown) return;
    this.#picture.draw(this.#shown);
    this.#drawMarks();
  }

  /** @param factor above 1 shows more cycles @param at the cycle that stays; absent: the command's */
  zoom(factor: number, at?: number): void {
    if (!this.#shown) return;
    const { window, length } = this.#shown;
    const cursor = this.#cursorCycle();
    const isSeen = cursor !== undefined && cursor >= window[0] && cursor < window[1];
    const middle = isSeen ? cursor : (window[0] + window[1]) / 2;
    this.#move(zoom(window, factor, at ?? middle, length));
  }

  /** Moves the view by a share of what it shows. */
  move(share: number): void {
    if (!this.#shown) return;
    const { window, length } = this.#shown;
    this.#picture.tooltip.hide();
    this.#move(pan(window, share * (window[1] - window[0]), length));
  }

  showWhole(): void {
    if (this.#shown) this.#move(fitWindow(null, this.#shown.length));
  }

  zoomToCursor(): void {
    const cycle = this.#cursorCycle();
    if (!this.#shown || cycle === undefined) return;
    this.#move(fitWindow([cycle - closeUp / 2, cycle + closeUp / 2], this.#shown.length));
  }

  /** Starts to measure at the picked command. */
  startMeasurement(): void {
    const cycle = this.#cursorCycle();
    if (cycle === undefined) return;
    this.#area.start(cycle);
    this.#measured();
  }

  /** Picks a command of a lane; the one that is worked on where none is named. */
  pick(place: number, lane = this.#shown?.shown ?? 0): void {
    const content = this.#shown;
    const picked = content?.lanes.at(lane);
    if (!content || !isFilled(picked)) return;
    this.#shown = { ...content, shown: lane };
    this.#cursor = place;
    const cycle = picked.commands.all.cycles[place] / picked.pace;
    const next = reveal(content.window, cycle, content.length);
    if (next !== content.window) this.#move(next);
    this.#area.reachTo(cycle);
    this.#picture.tooltip.hide();
    this.listener.onPick(lane, place);
    this.#measured();
    const measured = this.#area.area && areaText(content, this.#area.area);
    this.#picture.say([commandText(picked, place), measured].filter(Boolean).join(" "));
  }

  /** The command at which keys begin where none is picked: the first that is seen. */
  firstSeen(): number {
    const lane = this.lane;
    if (!lane || !this.#shown) return 0;
    const [from] = windowOf(lane, this.#shown.window);
    return nearestOn(lane.commands, "column", Math.ceil(from)) ?? 0;
  }

  /** The lane that is worked on, once its commands are there. */
  get lane(): FilledLane | undefined {
    const lane = this.#shown?.lanes.at(this.#shown.shown);
    return isFilled(lane) ? lane : undefined;
  }

  /** @returns false where nothing was measured */
  letGoOfArea(): boolean {
    const was = this.#area.letGo();
    if (was) this.#measured();
    return was;
  }

  #move(window: TimeWindow): void {
    // At once, so that what follows in the same frame starts from there.
    if (this.#shown) this.#shown = { ...this.#shown, window };
    this.listener.onMove(window);
  }

  #cursorCycle(): number | undefined {
    const { lane } = this;
    if (!lane || this.#cursor === undefined) return undefined;
    return lane.commands.all.cycles[this.#cursor] / lane.pace;
  }

  #cycleAt(x: number): number {
    return this.#shown ? cycleAt(x, this.#shown.window, this.surface.clientWidth) : 0;
  }

  #commandAt(x: number, y: number): LaneCommand | undefined {
    return (
      this.#shown && commandAt(this.#shown, this.#picture.layout(this.#shown), this.#cycleAt(x), y)
    );
  }

  #hover(x: number, y: number, event: PointerEvent): void {
    const found = this.#commandAt(x, y);
    const content = this.#shown;
    const isMeasured = this.#covers(x);
    const width = this.surface.clientWidth;
    if (
      !found ||
      !content ||
      isMeasured ||
      !isNear(found.lane, content.window, found.place, x, width)
    ) {
      this.#picture.tooltip.hide();
      return;
    }
    const text = describeCommand(found.lane.commands, found.place, found.lane.unit);
    this.#picture.tooltip.show(text, event.clientX, event.clientY);
  }

  /** Over a measured area a tooltip would cover what was measured. */
  #covers(x: number): boolean {
    const { area } = this.#area;
    const cycle = this.#cycleAt(x);
    return area !== undefined && cycle >= area[0] && cycle < area[1];
  }

  #click(x: number, y: number, extend: boolean): void {
    const from = this.#cursorCycle();
    const found = this.#commandAt(x, y);
    if (!found) return;
    if (!extend) this.#area.letGo();
    else if (!this.#area.isOpen && from !== undefined) this.#area.start(from);
    this.pick(found.place, found.index);
  }

  #drag(fromX: number, toX: number): void {
    if (!this.#shown) return;
    const end = this.#shown.length + 1;
    const inside = (x: number) => Math.max(0, Math.min(end, this.#cycleAt(x)));
    this.#picture.tooltip.hide();
    this.#area.between(inside(fromX), inside(toX));
    this.#measured();
  }

  #measured(): void {
    this.#drawMarks();
    this.listener.onMeasure(this.#area.area);
  }

  /** Centres the view where the overview was clicked. */
  #centre(cycle: number): void {
    if (!this.#shown) return;
    const { window, length } = this.#shown;
    this.#move(pan(window, cycle - (window[0] + window[1]) / 2, length));
  }

  #drawMarks(): void {
    const marks = { cursor: this.#cursor, area: this.#area.area };
    if (this.#shown) this.#picture.mark(this.#shown, marks);
  }
}
