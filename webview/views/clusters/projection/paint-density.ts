import type { ChartTheme } from "../../../parts/charts/chart-theme";
import type { PaintContext } from "../../../parts/export/canvas/paint-context";
import type { ClusterSet } from "../../../state/details/cluster-set";

/** More keys than this hide each other: how close they lie is drawn instead. */
export const mostSingleKeys = 5000;

/** Side of a square of which the keys are counted, in pixels. */
const square = 4;

/** How many keys lie where: the more, the stronger the colour, by their logarithm. */
export function paintDensity(
  context: PaintContext,
  { places }: Pick<ClusterSet, "places">,
  theme: ChartTheme,
  place: (x: number, y: number) => readonly [number, number],
): void {
  const counts = new Map<number, number>();
  const perRow = 1 << 12;
  for (let at = 0; at < places.length; at += 2) {
    const [x, y] = place(places[at], places[at + 1]);
    const cell = Math.floor(y / square) * perRow + Math.floor(x / square);
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const most = [...counts.values()].reduce((all, count) => Math.max(all, count), 1);
  context.fillStyle = theme.text;
  for (const [cell, count] of counts) {
    context.globalAlpha = 0.15 + (0.85 * Math.log1p(count)) / Math.log1p(most);
    const [column, row] = [cell % perRow, Math.floor(cell / perRow)];
    context.fillRect(column * square, row * square, square, square);
  }
  context.globalAlpha = 1;
}
