import type { AskingPhase } from "./asking";
import type { PageStore } from "./page-state";

/** How far the page is, where the tests and a curious developer find it: the body's data. */
export type PageSign = "loading" | AskingPhase;

export function setSign(sign: PageSign): void {
  document.body.dataset.state = sign;
}

/** Counts what the content security policy blocked: it ought to stay 0. */
export function countViolations(): void {
  const { dataset } = document.body;
  dataset.violations = "0";
  document.addEventListener("securitypolicyviolation", () => {
    dataset.violations = `${Number(dataset.violations) + 1}`;
  });
}

/**
 * Keeps `data-state` up, and `data-painted`: true once results of the shown simulation are on
 * screen.
 */
export function showSigns(store: PageStore): void {
  const hasResults = () => (store.state.simulation.results?.heads.length ?? 0) > 0;
  store.watch(
    ({ simulation }) => simulation.phase,
    (phase) => setSign(phase),
  );
  store.watch(hasResults, () => markPainted(hasResults));
}

/** Says whether what a page is for is on screen, which is two frames after it was drawn. */
export function markPainted(isThere: () => boolean): void {
  const { dataset } = document.body;
  dataset.painted = "false";
  if (!isThere()) return;
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      dataset.painted = String(isThere());
    }),
  );
}
