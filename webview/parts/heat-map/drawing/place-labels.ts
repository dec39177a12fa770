import type { Axis, AxisLabel, AxisLevel } from "../picture";

/** The part of an axis that is in view, in cells, over its length in pixels. */
export interface AxisPart {
  readonly from: number;
  readonly size: number;
  readonly pixels: number;
}

/** A label with the pixels of its cells that are in view, from the start of the axis. */
interface PlacedLabel {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** The labels of one level of an axis that has room for them. */
export interface PlacedLevel {
  readonly name: string;
  readonly labels: readonly PlacedLabel[];
  /** Width that labels across the axis are given, whatever part of it is in view, in pixels. */
  readonly width: number;
  /** Whether text runs along the axis, not across it. */
  readonly isAlong: boolean;
  readonly isMarks: boolean;
}

/** Width of a text in pixels. */
export type Measure = (text: string) => number;

/** What stays free around a label along its axis, and the height of a line across it. */
const labelMargin = 5;
const lineHeight = 13;
/** From the middle of a label that is made for the part in view to that of the next. */
const labelDistance = { rows: 16, columns: 64 } as const;

/**
 * The levels of an axis whose labels all have room, from the picture outwards. A label stands over
 * what is in view of its cells.
 */
export function placeLevels(
  axis: Axis,
  side: "rows" | "columns",
  part: AxisPart,
  measure: Measure,
): PlacedLevel[] {
  return axis.levels.flatMap((level, index) => {
    // Beside the picture, text of the first level runs across the axis, that of others along it.
    const isAlong = side === "columns" || index > 0;
    const needs = ({ text }: AxisLabel) => (isAlong ? measure(text) + labelMargin : lineHeight);
    // Labels made for the part in view stand apart already, however narrow their cells are.
    const areApart = level.labelsWithin !== undefined;
    const long = placeLabels(labelsOf(level, side, part), part, needs, areApart);
    const labels = long.length > 0 ? long : placeLabels(level.shorter ?? [], part, needs, false);
    const isMarks = level.isMarks === true;
    if (labels.length === 0 && !isMarks) return [];
    const width = isAlong ? 0 : widthOf(level, labels, measure);
    return [{ name: level.name, labels, width, isAlong, isMarks }];
  });
}

function widthOf(
  { labels, widest = "" }: AxisLevel,
  placed: readonly PlacedLabel[],
  measure: Measure,
): number {
  return [...labels, ...placed].reduce(
    (width, { text }) => Math.max(width, measure(text)),
    measure(widest),
  );
}

function placeLabels(
  labels: readonly AxisLabel[],
  part: AxisPart,
  needs: (label: AxisLabel) => number,
  areApart: boolean,
): PlacedLabel[] {
  const perCell = part.pixels / part.size;
  const extent = ({ from, to }: AxisLabel) => (to - from) * perCell;
  if (!areApart && labels.some((label) => extent(label) < needs(label))) return [];
  return labels.flatMap((label) => {
    const from = Math.max(0, label.from - part.from) * perCell;
    const to = Math.min(part.size, label.to - part.from) * perCell;
    const isCut = to - from < Math.min(needs(label), extent(label)) - 0.5;
    return isCut ? [] : [{ text: label.text, from, to }];
  });
}

function labelsOf(
  level: AxisLevel,
  side: "rows" | "columns",
  { from, size, pixels }: AxisPart,
): readonly AxisLabel[] {
  if (!level.labelsWithin) return level.labels;
  const count = Math.max(1, Math.floor(pixels / labelDistance[side]));
  return level.labelsWithin(Math.floor(from), Math.ceil(from + size), count);
}
