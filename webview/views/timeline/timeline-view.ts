import type { TimelineFormat } from "../../../src/shared/protocol";
import { sameValue } from "../../../src/shared/same-value";
import { makeLegend } from "../../parts/charts/legend";
import { onThemeChange, readTheme } from "../../parts/charts/theme";
import { element, setText } from "../../parts/dom/element";
import type { Drawing } from "../../parts/export/drawing";
import { Table } from "../../parts/tables/table";
import type { Connection } from "../../state/connection";
import { stackOf } from "../../state/bank-address";
import { changeTimeline, changeView, pick, type PageStore } from "../../state/page-state";
import { areaTable } from "./area-table";
import { addressOf, describeCommand } from "./commands/describe-command";
import { describeStep } from "./commands/timeline-facts";
import { FindBar } from "./find-bar";
import { placeInWords, timelineContent, wantedPlaces } from "./lanes-of-view";
import { phaseLegend } from "./phases-of-steps";
import { drawTimeline } from "./picture/timeline-drawing";
import { RunTimelines } from "./run-timelines";
import { isFilled, windowOf } from "./timeline-content";
import { watchKeys } from "./timeline-keys";
import { makeTimelineSettings } from "./timeline-settings";
import { TimelineStage } from "./timeline-stage";
import { timelineTable } from "./timeline-table";
import { makeTimelineTools } from "./timeline-tools";
import { areaText, commandName, timelineHelp } from "./timeline-words";
import { keptWindow, type TimeWindow } from "./time-window";

/** What the buses of one channel do during one step, run above run, command by command. */
export class TimelineView {
  readonly #timelines: RunTimelines;
  readonly #stage: TimelineStage;
  readonly #find: FindBar;
  readonly #empty = element("p", { class: "empty", "data-test": "timeline-empty" });
  readonly #said = element("p", { id: "timeline-measured", class: "note" });
  readonly #facts = element("p", { id: "timeline-facts", class: "visually-hidden" });
  readonly #legend = element("div", { class: "timeline-legend" });
  readonly #area = new Table("timeline-area");
  readonly #table = new Table("timeline-table");
  readonly #content = element("div", { class: "timeline-content" });
  readonly element = element("section", { class: "timeline" }, this.#empty, this.#content);
  readonly settings: HTMLElement;
  readonly help = timelineHelp;

  constructor(
    private readonly store: PageStore,
    private readonly connection: Connection,
  ) {
    this.#timelines = new RunTimelines(connection, () => this.#show());
    this.#stage = new TimelineStage({
      onMove: (window) => this.#move(window),
      onPick: (lane, place) => this.#pick(lane, place),
      onMeasure: () => this.#showSaid(),
    });
    this.#find = new FindBar({
      commands: () => this.#stage.lane?.commands,
      cursor: () => this.#stage.cursor,
      go: (place) => this.#stage.pick(place),
      leave: () => this.#stage.surface.focus(),
    });
    watchKeys(this.#stage, {
      find: () => this.#find.focus(),
      letGo: () => this.#letGo(),
    });
    this.settings = makeTimelineSettings(store, (format) => void this.#export(format));
    const tools = element("div", { class: "timeline-tools" }, makeTimelineTools(this.#stage));
    tools.append(this.#find.element, this.#said);
    this.#content.append(tools, this.#legend, this.#stage.element, this.#area.element);
    this.#content.append(this.#table.element, this.#facts);
    store.watch(
      ({ trace }) => trace,
      () => this.#timelines.reset(),
    );
    store.watch(
      ({ trace, view }) => [trace, view],
      () => this.#show(),
    );
    this.#showLegend();
    onThemeChange(() => {
      this.#showLegend();
      this.#stage.redraw();
    });
  }

  /** The commands in view, for export. */
  drawings(): Drawing[] {
    const { shown } = this.#stage;
    if (!shown?.lanes.some(isFilled)) return [];
    return [drawTimeline(`Timeline: ${placeInWords(this.store.state)}`, shown)];
  }

  find(): void {
    this.#find.focus();
  }

  #show(): void {
    const { trace, view } = this.store.state;
    if (view.view !== "timeline") return;
    const hasSteps = trace.header.decodeSteps > 0;
    setText(
      this.#empty,
      hasSteps ? "" : "The trace has no decode steps, so there are no commands.",
    );
    this.#empty.hidden = hasSteps;
    this.#content.hidden = !hasSteps;
    if (!hasSteps) return;
    this.#timelines.want(wantedPlaces(this.store.state));
    const { asTable } = view.timeline;
    this.#stage.element.hidden = asTable;
    this.#table.element.hidden = !asTable;
    this.#stage.show(timelineContent(this.store.state, this.#timelines));
    this.#showSaid();
    this.#tellCommand();
    const { lane, shown } = this.#stage;
    if (lane) setText(this.#facts, describeStep(lane.commands, lane.unit));
    if (asTable && lane && shown) {
      const window = windowOf(lane, shown.window);
      this.#table.show(timelineTable(lane.commands, window, lane.unit, this.#stage.cursor));
    }
  }

  /** Lets others know the picked command, which this view alone has. */
  #tellCommand(): void {
    const { lane, cursor } = this.#stage;
    const command =
      lane && cursor !== undefined
        ? {
            index: cursor,
            ...describeCommand(lane.commands, cursor, lane.unit),
            bank: addressOf(lane.commands, cursor).bank,
          }
        : undefined;
    if (!sameValue(command, this.store.state.command)) this.store.update({ command });
  }

  #showLegend(): void {
    this.#legend.replaceChildren(makeLegend(phaseLegend(readTheme().colourSet)));
  }

  /** What is measured, and what is picked. */
  #showSaid(): void {
    const { shown, area, lane, cursor } = this.#stage;
    if (!shown) return;
    this.#area.element.hidden = area === undefined || this.store.state.view.timeline.asTable;
    if (area) {
      setText(this.#said, areaText(shown, area));
      this.#area.show(areaTable(shown, area));
    } else {
      const said = lane && cursor !== undefined ? commandName(lane, cursor) : "";
      setText(this.#said, said);
    }
    this.#said.title = this.#said.textContent;
  }

  #move(window: TimeWindow): void {
    const { shown } = this.#stage;
    if (shown) changeTimeline(this.store, { window: keptWindow(window, shown.length) });
  }

  #pick(lane: number, index: number): void {
    const run = this.#stage.shown?.lanes.at(lane)?.run;
    const { view } = this.store.state;
    if (run === undefined) return;
    const channel = channelOf(this.store);
    changeView(this.store, {
      picked: { kind: "command", channel, index },
      ...(run !== view.shownRun && { shownRun: run }),
    });
  }

  #letGo(): boolean {
    const wasPicked = this.store.state.view.picked !== null;
    if (wasPicked) pick(this.store, null);
    return wasPicked;
  }

  async #export(format: TimelineFormat): Promise<void> {
    try {
      const { runs, shownRun, layer, queryHead, step } = this.store.state.view;
      const place = { run: runs[shownRun], layer, queryHead, step };
      const { path } = await this.connection.request("exportTimeline", { place, format }).reply;
      if (path === null) return;
      this.store.update({ message: { kind: "information", text: `Timeline saved to ${path}` } });
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.store.update({ message: { kind: "error", text } });
    }
  }
}

/** The channel in which the commands' head lies. */
function channelOf({ state }: PageStore): number {
  const { view, trace } = state;
  return stackOf(trace.catalog, view.runs.at(view.shownRun))?.channelOf(view.kvHead) ?? 0;
}
