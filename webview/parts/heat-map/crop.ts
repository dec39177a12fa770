import { aggregate } from "./drawing/aggregate";
import { clipRange, type CellRange } from "./marking/cell-range";
import { nameOf, type Axis, type AxisLabel, type CellMark, type Picture } from "./picture";
import { cellsInView, isWhole, type Viewport } from "./viewport";

/** Finer labels of a part of an axis, about as many as an axis has. */
const finerLabels = 10;

/** The part of a picture that is in view, as a picture of its own. */
export function cropPicture(picture: Picture, viewport: Viewport): Picture {
  const { matrix, rowAxis, columnAxis, markedRow, markedColumn } = picture;
  if (isWhole(viewport, matrix)) return picture;
  const part = cellsInView(viewport, matrix);
  const { fromRow, toRow, fromColumn, toColumn } = part;
  return {
    ...picture,
    matrix: aggregate(matrix, Infinity, Infinity, "max", part),
    rowAxis: cropAxis(rowAxis, fromRow, toRow),
    columnAxis: cropAxis(columnAxis, fromColumn, toColumn),
    markedRow: shifted(markedRow, fromRow, toRow),
    markedColumn: shifted(markedColumn, fromColumn, toColumn),
    picked: undefined,
    grounds: picture.grounds?.slice(fromRow, toRow),
    marks: picture.marks?.flatMap((mark) => marksWithin(mark, part)),
    describe: ({ row, column }) =>
      picture.describe({ row: row + fromRow, column: column + fromColumn }),
  };
}

function cropAxis(axis: Axis, from: number, to: number): Axis {
  const { levels, dividers } = axis;
  const part = (labels: readonly AxisLabel[]) =>
    labels
      .filter((label) => label.to > from && label.from < to)
      .map(({ text, ...label }) => ({
        from: Math.max(from, label.from) - from,
        to: Math.min(to, label.to) - from,
        text,
      }));
  return {
    levels: levels.map((level) => ({
      name: level.name,
      labels: part(level.labelsWithin?.(from, to, finerLabels) ?? level.labels),
      shorter: part(level.shorter ?? []),
    })),
    dividers: dividers
      .filter(({ at }) => at > from && at < to)
      .map(({ at, weight }) => ({ at: at - from, weight })),
    nameOf: (index) => nameOf(axis, index + from),
  };
}

function marksWithin({ kind, range }: CellMark, part: CellRange): CellMark[] {
  const moved = {
    fromRow: range.fromRow - part.fromRow,
    toRow: range.toRow - part.fromRow,
    fromColumn: range.fromColumn - part.fromColumn,
    toColumn: range.toColumn - part.fromColumn,
  };
  const rows = part.toRow - part.fromRow;
  const within = clipRange(moved, { rows, columns: part.toColumn - part.fromColumn });
  return within ? [{ kind, range: within }] : [];
}

function shifted(index: number | undefined, from: number, to: number): number | undefined {
  return index === undefined || index < from || index >= to ? undefined : index - from;
}
