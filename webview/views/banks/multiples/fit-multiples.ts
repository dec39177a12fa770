/** Below this width of all of them, in pixels, one heat map is shown at a time. */
const narrow = 560;
/** Below this height heat maps in several rows would be seen in part only. */
const low = 320;
/** A heat map beside others is at least this wide and this high, in pixels: its verdict has a line. */
const smallest = { width: 180, height: 150 };
export const multipleGap = 16;

/** How heat maps of equal size share a place. */
export interface MultiplesFit {
  readonly columns: number;
  readonly rows: number;
  /** Of each, with its heading; a place that is too low is scrolled. */
  readonly height: number;
}

/** Whether `count` heat maps have room beside each other, with the colour bar. */
export function isCramped(count: number, width: number, height: number): boolean {
  return width < narrow || (height < low && fitMultiples(count, width, height).rows > 1);
}

/** Side by side as far as they fit, then in rows of as equal length as can be. */
export function fitMultiples(count: number, width: number, height: number): MultiplesFit {
  const most = Math.max(1, Math.floor((width + multipleGap) / (smallest.width + multipleGap)));
  const rows = Math.max(1, Math.ceil(count / most));
  const share = Math.floor((height - (rows - 1) * multipleGap) / rows);
  // A single row takes what there is.
  const least = rows > 1 ? smallest.height : Math.min(smallest.height, Math.max(1, height));
  return { columns: Math.ceil(count / rows), rows, height: Math.max(least, share) };
}
