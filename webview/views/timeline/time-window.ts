/** The cycles on screen, from and to; `to` is later by at least `shortest` or by the step's length. */
export type TimeWindow = readonly [from: number, to: number];

/** Fewest cycles on screen: a command and its neighbours. */
export const shortest = 16;

/** All of a step of `length` cycles, the cycle of its last command included. */
export function wholeStep(length: number): TimeWindow {
  return [0, length + 1];
}

/** The window nearest to the wanted one that lies in a step; absent for the whole step. */
export function fitWindow(wanted: TimeWindow | null, length: number): TimeWindow {
  const [start, end] = wholeStep(length);
  if (!wanted) return [start, end];
  const size = Math.min(end - start, Math.max(shortest, wanted[1] - wanted[0]));
  const from = Math.max(start, Math.min(wanted[0], end - size));
  return [from, from + size];
}

/**
 * Shows `factor` times as many cycles.
 * @param at the cycle that keeps its place on screen
 */
export function zoom([from, to]: TimeWindow, factor: number, at: number, length: number) {
  const size = Math.max(shortest, (to - from) * factor);
  const share = (at - from) / (to - from);
  return fitWindow([at - share * size, at + (1 - share) * size], length);
}

export function pan([from, to]: TimeWindow, cycles: number, length: number): TimeWindow {
  return fitWindow([from + cycles, to + cycles], length);
}

/** The window, moved only as far as `cycle` asks to be on screen. */
export function reveal(window: TimeWindow, cycle: number, length: number): TimeWindow {
  const [from, to] = window;
  if (cycle >= from && cycle + 1 <= to) return window;
  return fitWindow([cycle - (to - from) / 2, cycle + (to - from) / 2], length);
}

/** What is kept: absent for the whole step, so that a longer one is whole, too. */
export function keptWindow(window: TimeWindow, length: number): TimeWindow | null {
  const [start, end] = wholeStep(length);
  return window[0] <= start && window[1] >= end ? null : window;
}
