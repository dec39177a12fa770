import assert from "node:assert/strict";
import { furtherKey, type WantedRun } from "../../../../webview/state/further/further-state";
import { FurtherRuns } from "../../../../webview/state/further/further-runs";
import { noSimulation, type SimulationState } from "../../../../webview/state/page-state";
import { ResultSet } from "../../../../webview/state/results/result-set";
import { samplePage } from "../sample-page";
import { sampleHead, sampleHeader, sampleRun, sampleTrace } from "../samples";

const wanted = (budget: number, layer = 5): WantedRun => ({ layer, run: sampleRun({ budget }) });
const settled = () => new Promise((resolve) => setImmediate(resolve));

function makePage(simulation: SimulationState = { ...noSimulation, phase: "complete" }) {
  const page = samplePage({ simulation }, (event) => {
    if ("id" in event) further.receive(event);
  });
  const further = new FurtherRuns(page.connection, page.store);
  const asked = () => page.postedAs("simulateFurther").map(({ plan }) => plan.runs[0].budget);
  const answer = async (cycles = 7, heads = 8) => {
    const { id } = page.postedAs("simulateFurther").at(-1)!;
    const results = Array.from({ length: heads }, (_, queryHead) => {
      return sampleHead({ queryHead }, { cycles: [cycles, cycles, cycles, cycles] }, [1, 2, 3]);
    });
    page.connection.receive({ kind: "result", id, results });
    page.connection.receive({ kind: "reply", id, value: null });
    await settled();
  };
  const known = (each: WantedRun) => page.store.state.further.known.get(furtherKey(each));
  const simulate = (change: Partial<SimulationState>) => {
    page.store.update({ simulation: { ...page.store.state.simulation, ...change } });
  };
  return { ...page, further, asked, answer, known, simulate };
}

describe("results beside those of the page", () => {
  it("are asked for one after the other, and never again once they are there", async () => {
    const { store, further, asked, answer, known } = makePage();
    further.want("sweep", [wanted(1), wanted(2)]);
    assert.deepEqual(asked(), [1]);
    assert.equal(store.state.further.waiting.sweep, 2);
    await answer();
    assert.deepEqual(asked(), [1, 2]);
    await answer();
    assert.equal(store.state.further.waiting.sweep, 0);
    const [head] = known(wanted(1))!.heads;
    assert.deepEqual([...head.columns.cycles], [7, 7, 7, 7]);
    assert.ok(Object.values(head.loads).every(({ length }) => length === 0));
    further.want("sweep", [wanted(2), wanted(1), wanted(3)]);
    assert.deepEqual(asked(), [1, 2, 3]);
  });

  it("come newest wish first, and no more of what is wanted no longer", async () => {
    const { further, asked, answer } = makePage();
    further.want("sweep", [wanted(1), wanted(2)]);
    further.want("overview", [wanted(11, 3), wanted(12, 3)]);
    await answer();
    await answer();
    assert.deepEqual(asked(), [1, 11, 12]);
    further.want("overview", []);
    await answer();
    await answer();
    assert.deepEqual(asked(), [1, 11, 12, 2]);
  });

  it("wait while the page's own simulation runs, which ends what was asked for", async () => {
    const { posted, postedAs, further, asked, answer, simulate, known } = makePage();
    further.want("sweep", [wanted(1)]);
    const [{ id }] = postedAs("simulateFurther");
    simulate({ phase: "running" });
    assert.ok(posted.some((message) => message.kind === "cancel" && message.target === id));
    await settled();
    assert.deepEqual(asked(), [1]);
    simulate({ phase: "complete" });
    assert.deepEqual(asked(), [1, 1]);
    await answer(9);
    assert.equal(known(wanted(1))?.heads[0].columns.cycles[0], 9);
  });

  it("are those of the page where it has shown them", () => {
    const { further, asked, simulate, known } = makePage();
    const { run } = wanted(1);
    const scope = { layers: [5], kvHeads: [0], fromStep: 0, toStep: 4 };
    const results = ResultSet.empty({ scope, runs: [sampleRun(), run] }).with([
      sampleHead({ run: 1 }, { cycles: [3, 3, 3, 3] }),
    ]);
    simulate({ phase: "complete", results });
    assert.deepEqual([...known(wanted(1))!.ofRun(0)[0].columns.cycles], [3, 3, 3, 3]);
    further.want("sweep", [wanted(1), wanted(2)]);
    assert.deepEqual(asked(), [2]);
  });

  it("are left out where the host refuses them", async () => {
    const { store, postedAs, connection, further, asked } = makePage();
    further.want("sweep", [wanted(1), wanted(2)]);
    const [{ id }] = postedAs("simulateFurther");
    connection.receive({ kind: "failure", id, message: "no", cancelled: false });
    await settled();
    assert.deepEqual(asked(), [1, 2]);
    assert.equal(store.state.further.waiting.sweep, 1);
  });

  it("are left out where some of them are lost on the way", async () => {
    const { store, connection, postedAs, further, asked, answer, known } = makePage();
    further.want("sweep", [wanted(1), wanted(2), wanted(3)]);
    await answer(7, 7);
    assert.equal(known(wanted(1)), undefined);
    const [, { id }] = postedAs("simulateFurther");
    const head = sampleHead({});
    const columns = { ...head.columns, cycles: head.columns.cycles.slice(1) };
    connection.receive({ kind: "result", id, results: [{ ...head, columns }] });
    await answer();
    assert.equal(known(wanted(2)), undefined);
    await answer();
    assert.ok(known(wanted(3)));
    assert.deepEqual(asked(), [1, 2, 3]);
    assert.equal(store.state.further.waiting.sweep, 0);
  });

  it("are forgotten with the trace", async () => {
    const { store, further, answer, known } = makePage();
    further.want("sweep", [wanted(1)]);
    await answer();
    assert.ok(known(wanted(1)));
    store.update({ trace: sampleTrace({ header: sampleHeader({ decodeSteps: 4 }) }) });
    assert.equal(known(wanted(1)), undefined);
  });
});
