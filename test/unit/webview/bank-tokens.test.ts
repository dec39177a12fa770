import assert from "node:assert/strict";
import { mock } from "node:test";
import fc from "fast-check";
import type { BankTokens, PageMessage } from "../../../src/shared/protocol";
import { bankPlaceOf, cellOfBank } from "../../../webview/views/banks/picture/bank-cells";
import { rangeList } from "../../../webview/views/details/range-list";
import { BankTokensLoader } from "../../../webview/state/details/bank-tokens-loader";
import { Connection } from "../../../webview/state/connection";
import { pickedBank } from "../../../webview/views/pickers/picked-bank";
import { wantedBank } from "../../../webview/state/details/wanted-details";
import { wholeGrid } from "./banks/grids";
import { sampleRun, sampleStack, sampleTrace, sampleView } from "./samples";

function headOf(change: Partial<BankTokens> = {}): BankTokens {
  return {
    kvHead: 0,
    queryHead: 3,
    count: 2,
    clusterSource: "policy",
    clusters: Int32Array.of(-1, 7),
    clusterCounts: Uint32Array.of(1, 1),
    keyRows: Uint32Array.of(0),
    valueRows: Uint32Array.of(8192, 8193),
    tokens: Uint32Array.of(5, 21),
    slots: Uint32Array.of(4, 20),
    clusterOfToken: Int32Array.of(7, -1),
    text: null,
    ...change,
  };
}

function planAt(step: number) {
  const scope = { layers: [5], kvHeads: [0], fromStep: step, toStep: step + 1 };
  return { scope, runs: [sampleRun()] };
}

describe("a bank's place", () => {
  it("is where its cell says, in every picture", () => {
    const grid = wholeGrid(sampleStack);
    const axes = fc.constantFrom("channels", "steps", "banks");
    const channel = fc.integer({ min: 0, max: 15 });
    const bank = fc.integer({ min: 0, max: 63 });
    fc.assert(
      fc.property(axes, channel, bank, fc.nat(500), (axis, inChannel, inBank, step) => {
        const view = { kvHead: inChannel + 16, step };
        const place = { channel: inChannel, bank: inBank };
        const cell = cellOfBank(axis, place, view, grid)!;
        assert.deepEqual(bankPlaceOf(axis, cell, view, grid), { ...place, step });
      }),
      { seed: 51, numRuns: 200 },
    );
    assert.equal(
      cellOfBank("steps", { channel: 1, bank: 2 }, { kvHead: 0, step: 0 }, grid),
      undefined,
    );
  });
});

describe("a bank's rows in words", () => {
  it("are drawn together where they follow each other, and shortened", () => {
    assert.equal(rangeList(Uint32Array.of(3)), "3");
    assert.equal(rangeList(Uint32Array.of(3, 4, 5, 9, 11, 12)), "3–5, 9, 11–12");
    assert.equal(rangeList(new Uint32Array(0)), "none");
    assert.match(rangeList(Uint32Array.from({ length: 60 }, (_, i) => 2 * i)), / and 36 more$/);
  });
});

describe("what the picked bank holds", () => {
  const picked = { kind: "bank", channel: 1, bank: 5 } as const;
  const heads = [
    headOf(),
    headOf({ queryHead: 4, tokens: Uint32Array.of(2, 21), clusters: Int32Array.of(3) }),
  ];

  it("is that of the heads that are meant, each token and cluster once", () => {
    const state = {
      view: sampleView({ picked }),
      bankTokens: { kind: "complete", heads } as const,
    };
    const all = pickedBank(state, () => true)!;
    assert.deepEqual([all.tokens, all.clusters, all.count], [[2, 5, 21], [3, 7], 4]);
    const one = pickedBank(state, ({ queryHead }) => queryHead === 3)!;
    assert.deepEqual([one.tokens, one.clusters], [[5, 21], [7]]);
  });

  it("is nothing while none is picked, or it is not known", () => {
    const known = { kind: "complete", heads } as const;
    assert.equal(
      pickedBank({ view: sampleView(), bankTokens: known }, () => true),
      undefined,
    );
    const view = sampleView({ picked });
    assert.equal(
      pickedBank({ view, bankTokens: { kind: "running" } }, () => true),
      undefined,
    );
  });

  it("is asked for at the shown step of the shown run, for the heads of its channel", () => {
    const view = sampleView({ picked, step: 2, shownRun: 1 });
    const plan = { scope: planAt(0).scope, runs: [sampleRun(), sampleRun({ policy: "full" })] };
    const wanted = wantedBank(sampleTrace(), view, plan)!;
    assert.deepEqual(wanted.plan.scope.kvHeads, [1]);
    assert.deepEqual(
      [wanted.plan.scope.fromStep, wanted.plan.scope.toStep, wanted.bank],
      [2, 3, 5],
    );
    assert.deepEqual(wanted.plan.runs, [plan.runs[1]]);
    assert.equal(wantedBank(sampleTrace(), view, undefined), undefined);
    const empty = { ...view, picked: { ...picked, channel: 9, bank: 0 } };
    assert.equal(wantedBank(sampleTrace(), empty, plan), undefined);
  });
});

describe("asking for a bank's tokens", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  /** As long passes as a slider may rest before the host is asked, and answers are taken in. */
  const settle = () => {
    mock.timers.tick(100);
    return new Promise((resolve) => setImmediate(resolve));
  };

  function start() {
    const sent: PageMessage[] = [];
    const connection = new Connection(
      (message) => sent.push(message),
      () => undefined,
    );
    const states: string[] = [];
    const loader = new BankTokensLoader(connection, () => states.push(loader.state.kind));
    return { sent, connection, states, loader };
  }

  it("asks once for what a slider stops at, and for nothing twice", async () => {
    const { sent, connection, states, loader } = start();
    const trace = {};
    for (const step of [1, 2, 3]) loader.load(planAt(step), 9, trace);
    assert.equal(loader.state.kind, "running");
    await settle();
    loader.load(planAt(3), 9, trace);
    await settle();
    assert.deepEqual(
      sent.map((message) => [message.kind, "plan" in message && message.plan.scope.fromStep]),
      [["bankTokens", 3]],
    );
    connection.receive({ kind: "part", id: sent[0].id, part: headOf() });
    connection.receive({ kind: "reply", id: sent[0].id, value: null });
    await settle();
    assert.deepEqual(states, ["running", "running", "running", "complete"]);
    assert.deepEqual(loader.state, { kind: "complete", heads: [headOf()] });
    loader.load(planAt(3), 9, {});
    await settle();
    assert.equal(sent.length, 2, "a trace that was read anew is asked again");
  });

  it("ends a request that another bank replaced, and never shows its answer", async () => {
    const { sent, connection, states, loader } = start();
    const trace = {};
    loader.load(planAt(1), 9, trace);
    await settle();
    loader.load(planAt(1), 10, trace);
    await settle();
    assert.deepEqual(
      sent.map(({ kind }) => kind),
      ["bankTokens", "cancel", "bankTokens"],
    );
    connection.receive({ kind: "part", id: sent[0].id, part: headOf() });
    connection.receive({ kind: "reply", id: sent[0].id, value: null });
    await settle();
    assert.deepEqual(states, ["running", "running"]);
    const failure = { kind: "failure", id: sent[2].id, message: "no", cancelled: false } as const;
    connection.receive(failure);
    await settle();
    assert.deepEqual(loader.state, { kind: "failed", reason: "no" });
    loader.clear();
    assert.equal(loader.state.kind, "idle");
  });
});
