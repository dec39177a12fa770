import assert from "node:assert/strict";
import type { CommandColumns, PageMessage } from "../../../../src/shared/protocol";
import { Connection } from "../../../../webview/state/connection";
import { RunTimelines } from "../../../../webview/views/timeline/run-timelines";
import { TimelineLoader } from "../../../../webview/views/timeline/timeline-loader";
import { sampleRun } from "../samples";
import { meaning } from "./any-step";

describe("a loader of commands", () => {
  const make = () => {
    const posted: PageMessage[] = [];
    const connection = new Connection(
      (message) => posted.push(message),
      () => undefined,
    );
    let changes = 0;
    const loader = new TimelineLoader(connection, () => changes++);
    const asked = () => posted.filter((message) => message.kind === "timeline");
    const answer = async (id: number) => {
      connection.receive({ kind: "reply", id, value: { kind: "empty" } });
      await new Promise(setImmediate);
    };
    return { connection, loader, posted, asked, answer, changes: () => changes };
  };
  const run = sampleRun();
  const place = { run, layer: 5, queryHead: 1, step: 0 };

  it("asks once, joins the parts and shows what came", async () => {
    const { connection, loader, asked, changes } = make();
    loader.want(place);
    loader.want({ ...place });
    assert.equal(asked().length, 1);
    assert.ok(loader.isWaiting);
    const [{ id }] = asked();
    const columns = (cycle: number): CommandColumns => ({
      cycles: Uint32Array.of(cycle),
      commands: Uint8Array.of(3),
      phases: Uint8Array.of(2),
      addresses: Uint32Array.of(0),
    });
    connection.receive({ kind: "part", id, part: columns(4) });
    connection.receive({ kind: "part", id, part: columns(8) });
    connection.receive({ kind: "reply", id, value: { kind: "commands", length: 12, meaning } });
    await new Promise(setImmediate);
    assert.equal(changes(), 1);
    assert.ok(!loader.isWaiting);
    const { shown } = loader;
    assert.ok(shown?.timeline.kind === "commands");
    assert.deepEqual([...shown.timeline.commands.all.cycles], [4, 8]);
  });

  it("leaves out steps that are passed over", async () => {
    const { loader, asked, answer, posted } = make();
    for (const step of [0, 1, 2, 3]) loader.want({ ...place, step });
    assert.equal(asked().length, 1);
    await answer(asked()[0].id);
    assert.deepEqual(
      asked().map((message) => message.place.step),
      [0, 3],
    );
    assert.ok(posted.every(({ kind }) => kind !== "cancel"));
  });

  it("gives up another run's request", async () => {
    const { connection, loader, asked, posted } = make();
    loader.want(place);
    loader.want({ ...place, run: sampleRun({ policy: "full" }) });
    assert.ok(
      posted.some((message) => message.kind === "cancel" && message.target === asked()[0].id),
    );
    const [{ id }] = asked();
    connection.receive({ kind: "failure", id, message: "cancelled", cancelled: true });
    await new Promise(setImmediate);
    assert.equal(loader.shown, undefined);
    assert.equal(asked().length, 2);
  });

  it("says why a timeline cannot be shown", async () => {
    const { connection, loader, asked } = make();
    loader.want(place);
    const [{ id }] = asked();
    connection.receive({ kind: "failure", id, message: "no such head", cancelled: false });
    await new Promise(setImmediate);
    assert.deepEqual(loader.shown?.timeline, { kind: "failed", reason: "no such head" });
  });
});

describe("commands of several runs", () => {
  const make = () => {
    const posted: PageMessage[] = [];
    const connection = new Connection(
      (message) => posted.push(message),
      () => undefined,
    );
    const timelines = new RunTimelines(connection, () => undefined);
    const asked = () => posted.filter((message) => message.kind === "timeline");
    const answer = async (budget: number, step: number) => {
      const { id } = asked().findLast(({ place }) => {
        return place.run.budget === budget && place.step === step;
      })!;
      connection.receive({ kind: "reply", id, value: { kind: "empty" } });
      await new Promise(setImmediate);
    };
    return { timelines, posted, asked, answer };
  };
  const runs = [16, 32, 64].map((budget) => sampleRun({ budget }));
  const at = (step: number, wanted = runs) =>
    wanted.map((run) => ({ run, layer: 5, queryHead: 1, step }));

  it("are asked for run by run, and what is shown stays until it is replaced", async () => {
    const { timelines, asked, answer } = make();
    timelines.want(at(0));
    assert.deepEqual(
      asked().map(({ place }) => place.run.budget),
      [16, 32, 64],
    );
    for (const budget of [64, 16, 32]) await answer(budget, 0);
    timelines.want(at(1));
    await answer(32, 1);
    const shown = runs.map((run) => timelines.of(run)?.shown?.place.step);
    assert.deepEqual(shown, [0, 1, 0]);
    assert.deepEqual(
      runs.map((run) => timelines.of(run)?.isWaiting),
      [true, false, true],
    );
  });

  it("are not asked for again where a run only changes its place", async () => {
    const { timelines, asked, answer } = make();
    timelines.want(at(0));
    for (const budget of [16, 32, 64]) await answer(budget, 0);
    timelines.want(at(0, [runs[2], { ...runs[0] }]));
    assert.equal(asked().length, 3);
    assert.ok(timelines.of(runs[2])?.shown);
    assert.equal(timelines.of(runs[1]), undefined);
  });

  it("are let go of where a run is no longer shown", () => {
    const { timelines, posted, asked } = make();
    timelines.want(at(0));
    timelines.want(at(0, [runs[1]]));
    const ended = posted.flatMap((message) => (message.kind === "cancel" ? [message.target] : []));
    assert.deepEqual(
      ended,
      asked()
        .filter(({ place }) => place.run.budget !== 32)
        .map(({ id }) => id),
    );
  });
});
