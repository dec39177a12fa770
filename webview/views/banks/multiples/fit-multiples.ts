/** Below this width of all of them, in pixels, one heat map is shown at a time. */
const narrow = 560;
/** A heat map beside others is at least this wide and this high, in pixels. */
const smallest = { width: 160, height: 150 };
export const multipleGap = 16;

/** How heat maps of equal size share a place. */
export interface MultiplesFit {
  readonly columns: number;
  readonly rows: number;
  /** Of each, with its heading; a place that is too low is scrolled. */
  readonly height: number;
}

/** Whether all runs have room beside each other. */
export function isNarrow(width: number): boolean {
  return width < narrow;
}

/** Side by side as far as they fit, then in rows of as equal length as can be. */
export function fitMultiples(count: number, width: number, height: number): MultiplesFit {
  const most = Math.max(1, Math.floor((width + multipleGap) / (smallest.width + multipleGap)));
  const rows = Math.max(1, Math.ceil(count / most));
  const share = Math.floor((height - (rows - 1) * multipleGap) / rows);
  return { columns: Math.ceil(count / rows), rows, height: Math.max(smallest.height, share) };
}
