/** What the browser itself says of the inspector's speed: paints, long tasks, layout shifts. */
import type { Frame } from "playwright-core";
import { takeMoves, watchMoves, type Move } from "../../e2e/moved-parts";

/** What the browser saw since it was last asked. */
export interface Seen {
  /** Milliseconds from a key to the paint of the frame that it changed, of each key. */
  readonly paints: readonly number[];
  /** Milliseconds of each task of more than 50. */
  readonly longTasks: readonly number[];
  readonly moves: readonly Move[];
}

/**
 * Watches a page from now on. A key's time is that of Event Timing, in steps of 8 ms; the browser
 * reports none below 16 ms, of which the time until its frame was handed over is taken.
 */
export async function watchPage(frame: Frame): Promise<void> {
  await watchMoves(frame);
  await frame.evaluate(`(() => {
    if (window.pageClock) return;
    const clock = (window.pageClock = { handed: new Map(), told: new Map(), longTasks: [] });
    document.addEventListener("keydown", ({ timeStamp }) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => clock.handed.set(timeStamp, performance.now() - timeStamp);
        port2.postMessage(0);
      });
    }, { capture: true });
    const observe = (take, options) =>
      new PerformanceObserver((list) => list.getEntries().forEach(take)).observe(options);
    observe((entry) => {
      if (entry.name === "keydown") clock.told.set(entry.startTime, entry.duration);
    }, { type: "event", durationThreshold: 16 });
    observe(({ duration }) => clock.longTasks.push(duration), { type: "longtask", buffered: true });
  })()`);
}

/** What was seen since the last call; it is forgotten. */
export async function takeSeen(frame: Frame): Promise<Seen> {
  const times = await frame.evaluate<Omit<Seen, "moves">>(`(() => {
    const { handed, told, longTasks } = window.pageClock;
    const paints = [...handed].map(([start, time]) => told.get(start) ?? time);
    handed.clear();
    told.clear();
    return { paints, longTasks: longTasks.splice(0) };
  })()`);
  return { ...times, moves: await takeMoves(frame) };
}
