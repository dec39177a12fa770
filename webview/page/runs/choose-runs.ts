import type { RunStyle } from "../../../src/shared/protocol";

/**
 * How runs are drawn after one more of them was chosen for pictures of several, or chosen no longer.
 * Where all are drawn, choosing begins anew with the run that is worked on; the last one stays.
 */
export function chooseToo(
  styles: readonly RunStyle[],
  shownRun: number,
  place: number,
): readonly RunStyle[] {
  const drawn = styles.map(({ hidden }) => !hidden);
  const chosen = drawn.every(Boolean)
    ? drawn.map((_, run) => run === shownRun || run === place)
    : drawn.map((was, run) => (run === place ? !was : was));
  if (!chosen.some(Boolean)) return styles;
  return styles.map((style, run) => ({ ...style, hidden: !chosen[run] }));
}
