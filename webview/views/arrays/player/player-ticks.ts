import { shownStrategy, type ArraysState } from "../state";
import { tickCount } from "./turns";

/** Where a player can stand, and where it does. */
export interface PlayerTicks {
  readonly count: number;
  /** 0 .. count - 1. */
  readonly position: number;
  tickAt(position: number): number;
}

/**
 * The ticks that are played: all of them, or those in which the array that is zoomed into works.
 * Undefined before there is a schedule.
 */
export function playerTicks(state: ArraysState): PlayerTicks | undefined {
  const shown = shownStrategy(state);
  if (!shown) return undefined;
  const { view, array } = state;
  if (view.array === null) {
    const count = tickCount(shown);
    const position = Math.max(0, Math.min(view.tick, count - 1));
    return { count, position, tickAt: (at) => at };
  }
  if (array?.array !== view.array || array.strategy !== view.strategy) return undefined;
  const { tick } = array.steps;
  return {
    count: tick.length,
    position: Math.max(0, lastAtMost(tick, view.tick)),
    tickAt: (at) => tick[at] ?? 0,
  };
}

/** Index of the last of ascending values that is at most `limit`; -1 where none is. */
function lastAtMost(values: Uint32Array, limit: number): number {
  let [low, high] = [-1, values.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (values[middle] <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
