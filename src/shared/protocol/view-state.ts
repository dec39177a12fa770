import type { RunConfiguration } from "../../core/simulation/run/configuration";
import type { StepColumn } from "../../core/figures/step-figures";
import type { LoadMetric } from "../../core/figures/load-figures";

/** What the page shows when it is opened: all of it can be restored. */
export interface ViewState {
  readonly view: ViewName;
  readonly layer: number;
  readonly kvHead: number;
  readonly queryHead: number;
  readonly step: number;
  /** Index into `runs` of the run that is worked on. */
  readonly shownRun: number;
  /** What the user points out: every view outlines it, the details tell of it. */
  readonly picked: Picked | null;
  readonly runs: readonly RunConfiguration[];
  /** How each of `runs` is drawn, wherever it is. */
  readonly runStyles: readonly RunStyle[];
  /** What the figures of runs are of. */
  readonly scope: Scope;
  /** Marked steps, whose mean the figures of runs then are; null leaves it to `scope`. */
  readonly stepRange: StepRange | null;
  readonly runsTable: RunsTableState;
  readonly strip: StripState;
  readonly heatMap: HeatMapState;
  readonly time: TimeState;
  readonly tokens: TokensState;
  readonly clusters: ClustersState;
  readonly timeline: TimelineState;
  readonly compare: CompareState;
}

/** How a run is drawn in every picture. */
export interface RunStyle {
  /** Its place among the colours of runs. */
  readonly colour: number;
  /** True leaves it out of pictures that show several runs. */
  readonly hidden: boolean;
}

/** What a figure of a run is of, in the shown layer. */
export interface Scope {
  /** The shown step, or the mean over all steps. */
  readonly steps: "shown" | "mean";
  /** The shown query head, or the mean over all query heads of the layer. */
  readonly heads: "shown" | "mean";
}

/** Steps of a trace: the first, and that after the last one. */
export interface StepRange {
  readonly fromStep: number;
  readonly toStep: number;
}

/**
 * What the table of runs can tell of each: all that is measured at steps, the time in ns, how many
 * times the baseline's cycles its cycles are, and what of its reads was useful.
 */
export type RunColumn = StepColumn | "time" | "ratio" | "reads";

export interface RunsTableState {
  /** From left to right, after the name. */
  readonly columns: readonly RunColumn[];
  /** By what the runs are sorted; null keeps their own order. */
  readonly order: RunColumn | "run" | null;
  readonly descending: boolean;
}

/** What the strip over steps can show. */
export const stripFigures = ["wasted", "cycles", "massKept", "outputError", "imbalance"] as const;

export type StripFigure = (typeof stripFigures)[number];

export interface StripState {
  readonly figure: StripFigure;
  readonly isCollapsed: boolean;
}

/** The views, in the order of their tabs. */
export const viewNames = ["banks", "time", "timeline", "tokens", "clusters", "trade-off"] as const;

export type ViewName = (typeof viewNames)[number];

/** What a picture of banks shows: a load, or the tokens in each bank over their mean. */
export type BankMetric = LoadMetric | "overMean";

export interface HeatMapState {
  /** Channels x banks at a step, banks of a channel x steps, or all banks of the stack x steps. */
  readonly axis: "channels" | "steps" | "banks";
  readonly metric: BankMetric;
  /** Whether runs are shown as what they have more than the baseline. */
  readonly difference: boolean;
  /** Whether channels that hold no KV head are drawn. */
  readonly idleChannels: boolean;
  readonly scale: "linear" | "square-root" | "log";
  readonly colours: "viridis" | "cividis" | "editor";
  /** What a pixel shows where it covers several cells; the largest keeps a hot bank visible. */
  readonly aggregation: "max" | "mean";
  /** Ends of the scale that the user set; null takes those of the loads. */
  readonly low: number | null;
  readonly high: number | null;
  /** The part that is zoomed in on; null shows all. */
  readonly viewport: Viewport | null;
  /** The cells that the user marked. */
  readonly range: CellRange | null;
}

/** What of a picture is in view, in cells; neither its place nor its size need be whole. */
export interface Viewport {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** A rectangle of cells: the first row and column, and those after the last ones. */
export interface CellRange {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
}

/** A bank of a stack; `bank` counts within the channel. */
export interface BankPlace {
  readonly channel: number;
  readonly bank: number;
}

/** What can be pointed out on a page. */
export type Picked =
  | ({ readonly kind: "bank" } & BankPlace)
  | { readonly kind: "token"; readonly token: number }
  /** Of the shown KV head, as the shown run clusters it. */
  | { readonly kind: "cluster"; readonly cluster: number }
  /** The command that stands at `index` among those of a channel at the shown step. */
  | { readonly kind: "command"; readonly channel: number; readonly index: number };

export interface TimeState {
  /** What of a step's cost is shown. */
  readonly show: "time" | "energy";
  readonly unit: "cycles" | "ns";
  readonly energyBy: "phase" | "part";
  /** True shows the figures instead of the picture. */
  readonly asTable: boolean;
}

export interface TimelineState {
  readonly unit: "cycles" | "ns";
  /** Cycles of the step that are on screen, from and to; absent for the whole step. */
  readonly window: readonly [number, number] | null;
  /** True shows the commands as a list instead of the picture. */
  readonly asTable: boolean;
}

export interface TokensState {
  readonly colourBy: "mass" | "cluster" | "read";
  /** Which tokens have a colour: those that were read, those that were missed, or both. */
  readonly shown: "both" | "read" | "missed";
  /** Of the mass. */
  readonly scale: "linear" | "log";
}

export interface ClustersState {
  /** What the picture shows: sizes with the lines they take, or keys with their centroids. */
  readonly picture: "lines" | "keys";
  /** From left to right in the charts, and from top to bottom in the table. */
  readonly order: "creation" | "size" | "spread" | "lines";
}

/**
 * What runs are compared by; `cycles` are those of each run's own device,
 * `time` is in ns.
 */
export const comparedFigures = [
  "cycles",
  "time",
  "wasted",
  "energy",
  "massKept",
  "recall",
  "outputError",
  "lines",
  "keyRows",
  "valueRows",
  "imbalance",
] as const;

export type ComparedFigure = (typeof comparedFigures)[number];

/** Where a compared run comes from: the page's runs, those that they replaced, the second trace. */
export type RunSource = "shown" | "previous" | "second";

/** A run among those that are compared. */
export interface RunPlace {
  readonly source: RunSource;
  /** Its index in the plan of its source. */
  readonly run: number;
}

export interface CompareState {
  /** What all runs are compared with; null takes the run that reads everything, else the first. */
  readonly baseline: RunPlace | null;
  /** What the trade-off plot shows from left to right. */
  readonly cost: ComparedFigure;
  /** What the trade-off plot shows upwards. */
  readonly quality: ComparedFigure;
}
