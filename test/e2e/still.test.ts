import assert from "node:assert/strict";
import type { Frame } from "playwright-core";
import type { ViewName } from "../../src/shared/protocol";
import { sampleTrace, startHost, type TestHost } from "./host";
import { InspectorPage } from "./inspector-page";
import { takeMoves, watchMoves } from "./moved-parts";
import { contentOf } from "./views";

const views: readonly ViewName[] = ["banks", "time", "timeline", "tokens", "clusters", "trade-off"];
/** Enough for what follows from a change in the page itself. */
const framesOfChange = 10;

describe("what moves on the page", () => {
  let host: TestHost;
  let frame: Frame;

  before(async () => {
    host = await startHost({ "run.kvtrace": sampleTrace });
    await host.workbench.runCommand("KV Trace: Open Sample Trace");
    ({ frame } = await InspectorPage.painted(host.workbench));
    await watchMoves(frame);
    // From the steps of one digit to those of two.
    await frame.locator("#step").focus();
    await host.workbench.press("Home", ...Array<string>(8).fill("ArrowRight"));
    // Each view is made, and knows its content.
    for (const view of views) await open(view);
  });
  after(() => host.stop());

  /** Presses a key, and waits for what a view shows and the frames that draw it. */
  const press = async (key: string, view: ViewName) => {
    await frame.locator("#picture").focus();
    await host.workbench.press(key);
    await contentOf(frame, view);
    await frame.evaluate(
      (frames) =>
        new Promise<void>((drawn) => {
          const next = (left: number) =>
            left === 0 ? drawn() : requestAnimationFrame(() => next(left - 1));
          next(frames);
        }),
      framesOfChange,
    );
  };
  const open = (view: ViewName) => press(String(views.indexOf(view) + 1), view);

  for (const [at, view] of views.entries()) {
    it(`is nothing when a step changes in ${view}`, async () => {
      await open(view);
      await takeMoves(frame);
      for (const key of ["d", "d", "a", "d", "d", "a"]) {
        await press(key, view);
      }
      assert.deepEqual(await takeMoves(frame), []);
    });

    it(`is nothing when ${view} comes after another view`, async () => {
      for (let by = 1; by < views.length; by++) {
        const before = views[(at + by) % views.length];
        await open(before);
        await takeMoves(frame);
        await open(view);
        assert.deepEqual(await takeMoves(frame), [], `after ${before}`);
      }
    });
  }
});
