import assert from "node:assert/strict";
import fc from "fast-check";
import { commandAt } from "../../../../webview/views/timeline/command-at";
import {
  fitLanes,
  laneHeights,
  laneLayout,
  topOf,
} from "../../../../webview/views/timeline/picture/lane-layout";
import {
  isFilled,
  windowOf,
  xOfCommand,
} from "../../../../webview/views/timeline/timeline-content";
import { runsInLanes, wantedPlaces } from "../../../../webview/views/timeline/lanes-of-view";
import { sampleRun, sampleView } from "../samples";
import { anyStep, anyWindow, settings } from "./any-step";
import { contentOf, laneOf } from "./lanes";

const anyPace = fc.constantFrom(0.5, 1, 1.25, 2);
const anyLanes = fc
  .array(fc.tuple(anyStep, anyPace), { minLength: 1, maxLength: 5 })
  .map((list) => list.map(([step, pace]) => laneOf(step, { pace })));

describe("stacked lanes", () => {
  it("share one scale: what happens at one time is at one place", () => {
    fc.assert(
      fc.property(anyLanes, anyWindow, (lanes, [from, size]) => {
        const { length } = contentOf(lanes, null);
        const content = contentOf(lanes, [from * length, (from + size) * length]);
        const [start, end] = content.window;
        for (const lane of lanes.filter(isFilled)) {
          const { cycles } = lane.commands.all;
          for (const place of cycles.keys()) {
            const moment = cycles[place] / lane.pace;
            const wanted = ((moment - start) / (end - start)) * 1000;
            assert.ok(Math.abs(xOfCommand(lane, place, content.window, 1000) - wanted) < 1e-6);
          }
        }
      }),
      { ...settings, numRuns: 100 },
    );
  });

  it("begin together, and the axis ends with the longest", () => {
    fc.assert(
      fc.property(anyLanes, (lanes) => {
        const { length, window } = contentOf(lanes, null);
        const ends = lanes.filter(isFilled).map(({ commands, pace }) => commands.length / pace);
        assert.ok(length >= Math.max(...ends) && length < Math.max(...ends) + 1);
        for (const lane of lanes) assert.equal(windowOf(lane, window)[0], 0);
      }),
      settings,
    );
  });

  it("fill their room as far as they may, and never overlap", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(2000), (lanes, room) => {
        const layout = fitLanes(lanes, room);
        assert.ok(layout.height >= laneHeights.least && layout.height <= laneHeights.most);
        if (layout.height > laneHeights.least) assert.ok(layout.height * lanes <= room);
        assert.ok(topOf("column", layout) >= layout.track);
        assert.ok(topOf("column", layout) + layout.track < layout.height);
      }),
      settings,
    );
  });

  it("find the command of the lane and bus under the pointer", () => {
    fc.assert(
      fc.property(anyLanes, fc.nat(), fc.nat(), (lanes, which, seed) => {
        const content = contentOf(lanes, null);
        const layout = laneLayout(100);
        const index = which % lanes.length;
        const lane = lanes[index];
        const { all, meaning } = lane.commands!;
        const place = seed % all.cycles.length;
        const bus = meaning.isRow[all.commands[place]] === 1 ? "row" : "column";
        const y = index * layout.height + topOf(bus, layout) + 1;
        // Commands are a cycle apart at least.
        const found = commandAt(content, layout, (all.cycles[place] + 0.01) / lane.pace, y);
        assert.deepEqual([found?.index, found?.place], [index, place]);
        assert.equal(commandAt(content, layout, 0, lanes.length * layout.height + 1), undefined);
      }),
      settings,
    );
  });

  it("leave hidden runs out, and ask for the run that is worked on first", () => {
    const runs = [16, 32, 64].map((budget) => sampleRun({ budget }));
    const hide = (...hidden: boolean[]) =>
      sampleView({
        runs,
        shownRun: 2,
        runStyles: hidden.map((each, colour) => ({ colour, hidden: each })),
      });
    assert.deepEqual(runsInLanes({ view: hide(false, true, false) }), [0, 2]);
    assert.deepEqual(runsInLanes({ view: hide(true, true, true) }), [2]);
    assert.deepEqual(
      wantedPlaces({ view: hide(false, false, false) }).map(({ run }) => run.budget),
      [64, 16, 32],
    );
  });
});
