import type { StepCommands } from "./step-commands";

/** Most waits that are gone through. */
const mostWaits = 16;

/**
 * The commands after which both buses rest longest before the next one, the longest wait first and
 * equal ones in order of time. The last command's wait is what the step takes after it.
 */
export function longestWaits({ all: { cycles }, length }: StepCommands): number[] {
  const waitOf = (place: number) => (cycles.at(place + 1) ?? length) - cycles[place];
  const longest: number[] = [];
  for (let place = 0; place < cycles.length; place++) {
    const wait = waitOf(place);
    if (longest.length === mostWaits && wait <= waitOf(longest[mostWaits - 1])) continue;
    const at = longest.findIndex((other) => waitOf(other) < wait);
    longest.splice(at < 0 ? longest.length : at, 0, place);
    longest.length = Math.min(longest.length, mostWaits);
  }
  return longest;
}

/** The next of the longest waits after that at the cursor, the longest from anywhere else. */
export function nextLongWait(
  commands: StepCommands,
  cursor: number | undefined,
): number | undefined {
  const waits = longestWaits(commands);
  const at = cursor === undefined ? -1 : waits.indexOf(cursor);
  return waits.at((at + 1) % waits.length);
}
