import assert from "node:assert/strict";
import fc from "fast-check";
import { lasts, phasesOfPixels } from "../../../../webview/views/timeline/commands/pixel-phases";
import type { StepCommands } from "../../../../webview/views/timeline/commands/step-commands";
import { anyStep, anyWindow, meaning, settings, windowIn } from "./any-step";

describe("pixels of a track", () => {
  it("colours each pixel as a look at all commands for each pixel does", () => {
    const widths = fc.integer({ min: 1, max: 90 });
    fc.assert(
      fc.property(anyStep, anyWindow, widths, (step, share, width) => {
        const window = windowIn(step, share);
        for (const track of Object.values(step.tracks)) {
          const pixels = new Uint8Array(width);
          phasesOfPixels(track, window, meaning.lasting, pixels);
          assert.deepEqual(pixels, plainPixels(track, window, width));
        }
      }),
      settings,
    );
  });
});

/** Every pixel by itself, from all commands. */
function plainPixels(
  { cycles, commands, phases }: StepCommands["tracks"]["row"],
  [from, to]: readonly [number, number],
  width: number,
): Uint8Array {
  const scale = width / (to - from);
  const pixelOf = (cycle: number) => Math.floor((cycle - from) * scale);
  const places = Array.from(cycles, (_, at) => at);
  return Uint8Array.from({ length: width }, (_, pixel) => {
    const own = places.filter((at) => cycles[at] < to && pixelOf(cycles[at]) === pixel);
    if (own.some((at) => phases[at] === 6)) return 7;
    if (own.length > 0) {
      const counts = [0, 1, 2, 3, 4, 5].map(
        (phase) => own.filter((at) => phases[at] === phase).length,
      );
      return 1 + counts.indexOf(Math.max(...counts));
    }
    const before = places.filter((at) => pixelOf(cycles[at]) < pixel).at(-1);
    if (before === undefined) return 0;
    const isLasting = (cycles[before] + meaning.lasting[commands[before]] - from) * scale > pixel;
    return isLasting ? 1 + phases[before] + lasts : 0;
  });
}
