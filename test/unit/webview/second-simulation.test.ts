import assert from "node:assert/strict";
import { SecondSimulation } from "../../../webview/state/results/second-simulation";
import { ResultSet } from "../../../webview/state/results/result-set";
import { noSimulation, type SimulationState } from "../../../webview/state/page-state";
import { samplePage } from "./sample-page";
import { sampleHead, sampleHeader, sampleRun } from "./samples";

const scope = { layers: [5], kvHeads: [0], fromStep: 0, toStep: 4 };
const resultsOf = (budget: number) => ResultSet.empty({ scope, runs: [sampleRun({ budget })] });
const trace = { name: "other.kvtrace", fileSize: 1, header: sampleHeader() };

function makePage() {
  const simulation: SimulationState = {
    ...noSimulation,
    phase: "running",
    results: resultsOf(1),
  };
  const page = samplePage({ simulation }, (event) => {
    if ("id" in event) second.receive(event);
  });
  const { store } = page;
  const second = new SecondSimulation(page.connection, store);
  const main = (change: Partial<SimulationState>) =>
    store.update({ simulation: { ...store.state.simulation, ...change } });
  const requests = () => page.postedAs("simulateSecond");
  const now = () => store.state.second;
  return { ...page, now, second, main, requests };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("simulation of the second trace", () => {
  it("waits for that of the first, and shows its results when all are there", async () => {
    const { store, now, connection, second, main, requests } = makePage();
    main({ phase: "complete" });
    main({ phase: "running", results: resultsOf(2) });
    second.offer(trace);
    assert.equal(requests().length, 0);
    main({ phase: "complete" });
    assert.equal(requests()[0].plan, store.state.simulation.results?.plan);
    const [{ id, plan }] = requests();
    const results = [0, 1].map((queryHead) => sampleHead({ queryHead }));
    connection.receive({ kind: "result", id, results });
    assert.equal(now()?.results, undefined);
    connection.receive({ kind: "reply", id, value: { plan, misfits: ["no step 4"] } });
    await settled();
    const state = now();
    assert.equal(state?.phase, "complete");
    assert.equal(state.results?.heads.length, 2);
    assert.deepEqual(state.misfits, ["no step 4"]);
  });

  it("fails where some of its results are lost on the way", async () => {
    const { now, connection, second, main, requests } = makePage();
    second.offer(trace);
    main({ phase: "complete" });
    const [{ id, plan }] = requests();
    connection.receive({ kind: "result", id, results: [sampleHead({ queryHead: 1 })] });
    connection.receive({ kind: "reply", id, value: { plan, misfits: [] } });
    await settled();
    const state = now();
    assert.deepEqual([state?.phase, state?.results], ["failed", undefined]);
    assert.match(state?.misfits.join() ?? "", /1 of 2 query heads came/);
  });

  it("follows changed runs and a rewritten file, and drops what came of those before", async () => {
    const { posted, store, connection, second, main, requests } = makePage();
    second.offer(trace);
    main({ phase: "complete" });
    const [{ id: old }] = requests();
    main({ phase: "running", results: resultsOf(2) });
    assert.ok(posted.some((message) => message.kind === "cancel" && message.target === old));
    assert.equal(store.state.second?.phase, "idle");
    connection.receive({ kind: "result", id: old, results: [sampleHead({})] });
    connection.receive({ kind: "failure", id: old, message: "cancelled", cancelled: true });
    await settled();
    assert.equal(store.state.second.phase, "idle");
    main({ phase: "complete" });
    second.offer({ ...trace });
    assert.equal(requests().length, 3);
    const { id } = requests()[2];
    connection.receive({ kind: "reply", id, value: { plan: null, misfits: ["no layer 5"] } });
    await settled();
    assert.equal(store.state.second.phase, "complete");
    assert.equal(store.state.second.results, undefined);
  });

  it("says why it failed, and ends with the second trace", async () => {
    const { posted, store, connection, second, main, requests } = makePage();
    second.offer(trace);
    main({ phase: "complete" });
    const [{ id }] = requests();
    connection.receive({ kind: "failure", id, message: "the file is gone", cancelled: false });
    await settled();
    assert.deepEqual(store.state.second?.misfits, ["the file is gone"]);
    second.close();
    assert.equal(store.state.second, undefined);
    assert.equal(posted.at(-1)?.kind, "closeSecond");
    main({ phase: "running", results: resultsOf(3) });
    main({ phase: "complete" });
    assert.equal(requests().length, 1);
  });
});
