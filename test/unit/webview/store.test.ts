import assert from "node:assert/strict";
import { Store } from "../../../webview/state/store";

interface Sample {
  readonly step: number;
  readonly head: number;
}

/** A store whose frames come when the test says so. */
function makeStore() {
  const frames: (() => void)[] = [];
  const store = new Store<Sample>({ step: 0, head: 0 }, (work) => void frames.push(work));
  return { store, frames, frame: () => frames.splice(0).forEach((work) => work()) };
}

describe("store", () => {
  it("tells watchers before the frame where it must not be missed, and then only once", () => {
    const { store, frame } = makeStore();
    const told: number[] = [];
    store.watch(
      ({ step }) => step,
      (step) => told.push(step),
    );
    store.update({ step: 1 });
    store.flush();
    store.update({ step: 2 });
    frame();
    store.flush();
    assert.deepEqual(told, [0, 1, 2]);
  });

  it("tells a watcher at once, and then only of changes to its part", () => {
    const { store, frame } = makeStore();
    const told: number[] = [];
    store.watch(
      ({ step }) => step,
      (step) => told.push(step),
    );
    store.update({ head: 3 });
    frame();
    store.update({ step: 1 });
    frame();
    store.update({ step: 1 });
    frame();
    assert.deepEqual(told, [0, 1]);
  });

  it("tells once per frame, whatever happened in it", () => {
    const { store, frames, frame } = makeStore();
    const told: number[] = [];
    store.watch(
      ({ step }) => step,
      (step) => told.push(step),
    );
    for (let step = 1; step <= 100; step++) store.update({ step });
    assert.equal(frames.length, 1);
    frame();
    assert.deepEqual(told, [0, 100]);
    assert.equal(store.state.step, 100);
  });

  it("compares several parts one by one", () => {
    const { store, frame } = makeStore();
    let told = 0;
    store.watch(
      ({ step, head }) => [step, head],
      () => told++,
    );
    store.update({ step: 0, head: 0 });
    frame();
    assert.equal(told, 1);
    store.update({ head: 1 });
    frame();
    assert.equal(told, 2);
  });

  it("tells in the same frame what a watcher changes", () => {
    const { store, frames, frame } = makeStore();
    const heads: number[] = [];
    store.watch(
      ({ head }) => head,
      (head) => heads.push(head),
    );
    store.watch(
      ({ step }) => step,
      (step) => step > 0 && store.update({ head: step * 10 }),
    );
    store.update({ step: 2 });
    frame();
    assert.deepEqual(heads, [0, 20]);
    assert.equal(frames.length, 0);
  });

  it("tells who watched first before those that it made meanwhile", () => {
    const { store, frame } = makeStore();
    const told: string[] = [];
    let isMade = false;
    store.watch(
      ({ step }) => step,
      (step) => {
        told.push(`place ${step}`);
        if (isMade) return;
        isMade = true;
        store.watch(
          (state) => state.step,
          (shown) => told.push(`view ${shown}`),
        );
      },
    );
    store.update({ step: 1 });
    frame();
    assert.deepEqual(told, ["place 0", "view 0", "place 1", "view 1"]);
  });

  it("goes on after a watcher that failed", () => {
    const { store, frame } = makeStore();
    store.watch(
      ({ step }) => step,
      (step) => assert.ok(step !== 1),
    );
    store.update({ step: 1 });
    assert.throws(frame);
    store.update({ step: 2 });
    frame();
    assert.equal(store.state.step, 2);
  });
});
