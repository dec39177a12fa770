import type { DeviceEntry, TimelineFormat, TimelinePlace } from "../../../src/shared/protocol";
import { makeLegend } from "../../parts/charts/legend";
import { onThemeChange, readTheme } from "../../parts/charts/theme";
import type { Connection } from "../../state/connection";
import { element, setText } from "../../parts/dom/element";
import type { Drawing } from "../../parts/export/drawing";
import { drawTimeline } from "./picture/timeline-drawing";
import { nameRuns } from "../../parts/format/run-names";
import { changeTimeline, type PageState, type PageStore } from "../../state/page-state";
import { makeTable } from "../../parts/tables/table";
import type { StepCommands } from "./commands/step-commands";
import { makeTimelineControls } from "./timeline-controls";
import { describeStep, phasesIn } from "./commands/timeline-facts";
import { TimelineLoader, type LoadedTimeline } from "./timeline-loader";
import { TimelineMap } from "./timeline-map";
import { timelineTable } from "./timeline-table";
import { timeUnit } from "./time-unit";
import { fitWindow, keptWindow, type TimeWindow } from "./time-window";

/** What one channel does during one step, command by command. */
export class TimelineView {
  readonly #loader: TimelineLoader;
  readonly #map = new TimelineMap((window) => this.#move(window));
  readonly #title = element("h2", { id: "timeline-title" });
  readonly #empty = element("p", { class: "empty", "data-test": "timeline-empty" });
  readonly #facts = element("p", { id: "timeline-facts", class: "note" });
  readonly #legend = element("div");
  readonly #table = element("div", { id: "timeline-table-holder" });
  readonly #asTable = element(
    "details",
    { class: "as-table" },
    element("summary", { id: "timeline-show-table" }, "Show as table"),
    this.#table,
  );
  readonly #content = element("div", { class: "timeline-content" });
  readonly element: HTMLElement;
  /** Commands and window that the table shows. */
  #tabled: readonly unknown[] = [];

  constructor(
    private readonly store: PageStore,
    private readonly connection: Connection,
  ) {
    this.#loader = new TimelineLoader(connection, () => this.#show());
    const zoom = (factor: number) => this.#map.zoom(factor);
    const controls = makeTimelineControls(store, {
      zoomIn: () => zoom(0.5),
      zoomOut: () => zoom(2),
      showWhole: () => changeTimeline(store, { window: null }),
      previousRowCommand: () => this.#map.press("p"),
      nextRowCommand: () => this.#map.press("n"),
      startMeasurement: () => this.#map.startMeasurement(),
      exportCommands: (format) => void this.#export(format),
    });
    const note = element("p", { class: "note" }, clusteringNote);
    this.#content.append(this.#legend, this.#map.element, this.#facts, note, this.#asTable);
    this.element = element(
      "section",
      { class: "view timeline" },
      controls,
      this.#title,
      this.#empty,
      this.#content,
    );
    this.#asTable.addEventListener("toggle", () => this.#show());
    store.watch(
      ({ trace }) => trace,
      () => this.#loader.reset(),
    );
    store.watch(
      ({ trace, view }) => [trace, view],
      () => this.#show(),
    );
    onThemeChange(() => {
      this.#showLegend();
      this.#map.redraw(true);
    });
  }

  /** The commands in view, for export. */
  drawings(): Drawing[] {
    const { shown } = this.#loader;
    const device = shown && deviceOf(this.store.state, shown.place);
    if (shown?.timeline.kind !== "commands" || !device) return [];
    const { commands } = shown.timeline;
    const { unit, window } = this.store.state.view.timeline;
    return [
      drawTimeline(
        titleOf(this.store.state, shown.place),
        commands,
        fitWindow(window, commands.length),
        timeUnit(unit, device),
      ),
    ];
  }

  #show(): void {
    const { trace, view } = this.store.state;
    if (view.view !== "timeline") return;
    if (trace.header.decodeSteps === 0) {
      this.#say("The trace has no decode steps, so there are no commands.");
      return;
    }
    this.#loader.want(placeOf(this.store.state));
    const { shown } = this.#loader;
    if (!shown) {
      this.#say("Loading the commands of this step.");
      return;
    }
    setText(this.#title, titleOf(this.store.state, shown.place));
    this.#content.classList.toggle("stale", this.#loader.isWaiting);
    if (shown.timeline.kind === "commands") this.#showCommands(shown.timeline.commands);
    else this.#say(wordsFor(shown.timeline));
  }

  #say(text: string): void {
    setText(this.#empty, text);
    this.#empty.hidden = false;
    this.#content.hidden = true;
  }

  #showCommands(commands: StepCommands): void {
    const { view, trace } = this.store.state;
    const device = deviceOf(this.store.state, this.#loader.shown!.place);
    if (!device) return;
    this.#empty.hidden = true;
    this.#content.hidden = false;
    const unit = timeUnit(view.timeline.unit, device);
    const window = fitWindow(view.timeline.window, commands.length);
    const label = `${titleOf(this.store.state, this.#loader.shown!.place)}, ${trace.name}`;
    this.#map.show({ label, commands, window, unit });
    setText(this.#facts, describeStep(commands, unit));
    this.#showLegend();
    this.#showTable(commands, window);
  }

  #showLegend(): void {
    const timeline = this.#loader.shown?.timeline;
    if (timeline?.kind !== "commands") return;
    const { palette } = readTheme();
    const entries = phasesIn(timeline.commands).map(({ label, colour }) => ({
      label,
      colour: palette[colour],
    }));
    this.#legend.replaceChildren(makeLegend(entries));
  }

  #showTable(commands: StepCommands, window: TimeWindow): void {
    const state = this.store.state;
    const device = deviceOf(state, this.#loader.shown!.place);
    const tabled = [commands, ...window, device];
    const isSame = tabled.every((part, index) => part === this.#tabled[index]);
    if (!this.#asTable.open || !device || isSame) return;
    this.#tabled = tabled;
    const unit = timeUnit(state.view.timeline.unit, device);
    const content = timelineTable(commands, window, unit, this.#map.cursor);
    this.#table.replaceChildren(makeTable("timeline-table", content));
  }

  #move(window: TimeWindow): void {
    const timeline = this.#loader.shown?.timeline;
    if (timeline?.kind !== "commands") return;
    changeTimeline(this.store, { window: keptWindow(window, timeline.commands.length) });
  }

  async #export(format: TimelineFormat): Promise<void> {
    try {
      const place = placeOf(this.store.state);
      const { path } = await this.connection.request("exportTimeline", { place, format }).reply;
      if (path === null) return;
      this.store.update({ message: { kind: "information", text: `Timeline saved to ${path}` } });
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.store.update({ message: { kind: "error", text } });
    }
  }
}

const clusteringNote =
  "A full block is the cycle in which a command holds its bus, the pale rest how long it lasts. " +
  "Clustering is charged per decoded token in Time and is not among the commands of a step.";

function placeOf({ view }: PageState): TimelinePlace {
  const { runs, shownRun, layer, queryHead, step } = view;
  return { run: runs[shownRun], layer, queryHead, step };
}

function deviceOf({ trace }: PageState, { run }: TimelinePlace): DeviceEntry | undefined {
  return trace.catalog.devices.find(({ id }) => id === run.device);
}

function titleOf({ trace, view }: PageState, place: TimelinePlace): string {
  const name = nameRuns(view.runs, trace.catalog).at(view.runs.indexOf(place.run)) ?? "";
  return `${name}: layer ${place.layer}, query head ${place.queryHead}, step ${place.step}`;
}

function wordsFor(timeline: Exclude<LoadedTimeline, { kind: "commands" }>): string {
  switch (timeline.kind) {
    case "independent":
      return "The bank groups of this device run on their own: there is no command stream that all of them follow.";
    case "empty":
      return "The policy selects no token at this step, so nothing is read.";
    case "failed":
      return `The commands cannot be shown: ${timeline.reason}`;
  }
}
