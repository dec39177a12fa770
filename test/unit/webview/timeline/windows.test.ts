import assert from "node:assert/strict";
import fc from "fast-check";
import {
  fitWindow,
  keptWindow,
  pan,
  reveal,
  shortest,
  wholeStep,
  zoom,
  type TimeWindow,
} from "../../../../webview/views/timeline/time-window";
import { anyStep, anyWindow, settings, windowIn } from "./any-step";

describe("cycles on screen", () => {
  it("keeps every window inside the step, and the cycle under the pointer where it is", () => {
    const factor = fc.double({ min: 0.1, max: 10, noNaN: true });
    fc.assert(
      fc.property(
        anyStep,
        anyWindow,
        factor,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (step, share, by, at) => {
          const { length } = step;
          const window = windowIn(step, share);
          const cycle = window[0] + at * (window[1] - window[0]);
          const zoomed = zoom(window, by, cycle, length);
          for (const [from, to] of [window, zoomed, pan(window, by * 50 - 200, length)]) {
            assert.ok(from >= 0 && to <= length + 1 + 1e-6);
            assert.ok(to - from >= Math.min(shortest, length + 1) - 1e-6);
          }
          const [from, to] = zoomed;
          const isFree = from > 0 && to < length + 1;
          if (isFree) assert.ok(Math.abs((cycle - from) / (to - from) - at) < 1e-6);
        },
      ),
      settings,
    );
  });

  it("shows a cycle from its beginning to its end, and stays where it does already", () => {
    fc.assert(
      fc.property(anyStep, anyWindow, fc.nat(), fc.boolean(), (step, share, number, atEdge) => {
        const { length } = step;
        const drawn = windowIn(step, share);
        const window = [Math.floor(drawn[0]), Math.floor(drawn[1])] as const;
        // The cycles around the end of the window are those that may be half on screen.
        const cycle = atEdge
          ? Math.max(0, Math.min(length, window[1] - (number % 3)))
          : number % (length + 1);
        const isShown = ([from, to]: TimeWindow) => cycle >= from && cycle + 1 <= to;
        const shown = reveal(window, cycle, length);
        assert.ok(isShown(shown));
        if (isShown(window)) assert.equal(shown, window);
      }),
      settings,
    );
  });

  it("keeps no window for a whole step", () => {
    assert.equal(keptWindow(wholeStep(500), 500), null);
    assert.deepEqual(keptWindow([20, 80], 500), [20, 80]);
    assert.deepEqual(fitWindow(null, 500), [0, 501]);
  });
});
