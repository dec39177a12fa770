import { firstFrom } from "./search";
import type { Track } from "./step-commands";
import type { TimeWindow } from "../time-window";

/** Code of the refresh phase, which comes before all others in a pixel: it is rare and stops them. */
const refresh = 6;
const phaseCodes = 7;

/** Added to a pixel in which no command is issued, but one still lasts. */
export const lasts = 16;

/**
 * What each pixel shows: 0 for nothing; 1 + the phase to which most of its commands belong, the
 * earlier phase of equals, refresh wherever there is any; where none is issued, the same of the
 * command that still lasts, plus `lasts`.
 * @param lasting cycles that a command lasts, by code
 * @param pixels [width], overwritten
 */
export function phasesOfPixels(
  { cycles, commands, phases }: Track,
  [from, to]: TimeWindow,
  lasting: readonly number[],
  pixels: Uint8Array,
): void {
  const scale = pixels.length / (to - from);
  const pixelOf = (cycle: number) => Math.floor((cycle - from) * scale);
  const counts = new Uint32Array(phaseCodes);
  pixels.fill(0);
  const end = firstFrom(cycles, Math.ceil(to));
  let at = firstFrom(cycles, Math.ceil(from));
  if (at > 0) fillAfter(at - 1, -1);
  while (at < end) {
    const pixel = pixelOf(cycles[at]);
    counts.fill(0);
    // Pixels never fall from command to command, so the rest of this one's follow at once.
    while (at < end && pixelOf(cycles[at]) === pixel) counts[phases[at++]]++;
    if (pixel < pixels.length) pixels[pixel] = 1 + mostOf(counts);
    fillAfter(at - 1, pixel);
  }

  /** A command lasts until the next at the longest. */
  function fillAfter(command: number, pixel: number): void {
    const next = command + 1 < cycles.length ? cycles[command + 1] : Infinity;
    const until = Math.min(cycles[command] + lasting[commands[command]], next);
    if (until <= from) return;
    pixels.fill(1 + phases[command] + lasts, pixel + 1, Math.ceil((until - from) * scale));
  }
}

function mostOf(counts: Uint32Array): number {
  if (counts[refresh] > 0) return refresh;
  let most = 0;
  for (let phase = 1; phase < counts.length; phase++) {
    if (counts[phase] > counts[most]) most = phase;
  }
  return most;
}
