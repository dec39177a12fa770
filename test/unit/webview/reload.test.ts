import assert from "node:assert/strict";
import { changedCells } from "../../../webview/page/runs/changed-cells";
import { KnownFigures } from "../../../webview/page/runs/row/row-figures";
import { changeView } from "../../../webview/state/page-state";
import { Reload } from "../../../webview/state/reload/reload";
import { reloadText } from "../../../webview/state/reload/reload-state";
import { Simulation } from "../../../webview/state/results/simulation";
import { keepPrevious } from "../../../webview/state/view/keep-previous";
import { samplePage } from "./sample-page";
import { sampleHead, sampleHeader, sampleRun, sampleTrace } from "./samples";

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A page of two runs whose host a test plays. */
function makePage() {
  const page = samplePage({}, (event) => {
    if ("id" in event) simulation.receive(event);
  });
  const { store, connection } = page;
  const simulation = new Simulation(connection, store);
  keepPrevious(store);
  const reload = new Reload(store, simulation, changedCells);
  const id = () => page.postedAs("simulate").at(-1)?.id ?? 0;
  /** Heads of both runs come. @param cycles of each run */
  const come = (cycles: readonly number[], queryHeads: readonly number[]) => {
    const results = cycles.flatMap((each, run) =>
      queryHeads.map((queryHead) => {
        const values = { cycles: Array.from({ length: 4 }, () => each) };
        return sampleHead({ run, queryHead }, values);
      }),
    );
    connection.receive({ kind: "result", id: id(), results });
  };
  const all = [0, 1, 2, 3, 4, 5, 6, 7];
  const complete = async (cycles: readonly number[]) => {
    come(cycles, all);
    connection.receive({ kind: "reply", id: id(), value: { heads: 8 * cycles.length } });
    await settled();
  };
  const giveUp = async () => {
    connection.receive({ kind: "failure", id: id(), message: "cancelled", cancelled: true });
    await settled();
  };
  const known = new KnownFigures();
  const rows = () => known.of(store.state).rows.map(({ isOld }) => isOld);
  const said = () => reloadText(store.state.reload);
  const written = () => sampleTrace({ header: sampleHeader() });
  return { ...page, simulation, reload, come, complete, giveUp, rows, said, written, all };
}

describe("a file that is written again under a page", () => {
  it("leaves its figures marked as old until others are there, and says which changed", async () => {
    const { store, simulation, reload, come, complete, rows, said, written, all } = makePage();
    void simulation.run();
    await complete([10, 20]);
    assert.deepEqual([rows(), said()], [[false, false], ""]);
    reload.begin();
    assert.deepEqual([rows(), said()], [[true, true], "reloading"]);
    void reload.take(written());
    assert.deepEqual([rows(), said()], [[true, true], "reloading"]);
    come([10], all);
    assert.deepEqual(rows(), [false, true]);
    come([10, 30], all.slice(0, 7));
    assert.deepEqual(rows(), [false, true], "a mean to which a head is missing is none");
    await complete([10, 30]);
    assert.equal(store.state.simulation.phase, "complete");
    assert.deepEqual(rows(), [false, false]);
    const { reload: state } = store.state;
    assert.deepEqual(state.kind === "reloaded" && [...(state.changed ?? [])], [
      "0 ratio",
      "1 cycles",
    ]);
    assert.equal(said(), "2 figures changed");
    changeView(store, { step: 2, view: "time" });
    assert.equal(said(), "2 figures changed");
    changeView(store, { runs: [sampleRun()] });
    simulation.follow();
    assert.equal(said(), "");
  });

  it("is compared with what was last whole, however often it is written meanwhile", async () => {
    const { store, simulation, reload, come, complete, giveUp, rows, said, written } = makePage();
    void simulation.run();
    await complete([10, 20]);
    for (let turn = 0; turn < 100; turn++) {
      reload.begin();
      await giveUp();
      assert.equal(store.state.simulation.phase, turn === 0 ? "complete" : "running");
      void reload.take(written());
      come([turn, turn], [0, 1, 2]);
      assert.deepEqual([rows(), said()], [[true, true], "reloading"]);
      assert.equal(store.state.message, undefined);
    }
    await complete([10, 20]);
    assert.deepEqual([rows(), said()], [[false, false], "0 figures changed"]);
  });

  it("is not said to have changed anything where nothing was simulated before", async () => {
    const { simulation, reload, complete, said, written } = makePage();
    void simulation.run();
    reload.begin();
    void reload.take(written());
    await complete([10, 20]);
    assert.equal(said(), "reloaded");
  });

  it("ends what is simulated where it cannot be read any more, and what is shown stays", async () => {
    const { store, simulation, reload, come, giveUp, said } = makePage();
    void simulation.run();
    come([10, 20], [0, 1]);
    reload.begin();
    await giveUp();
    assert.equal(store.state.simulation.phase, "running");
    reload.fail("the file is gone");
    assert.deepEqual([store.state.simulation.phase, said()], ["cancelled", ""]);
    assert.equal(store.state.message?.text, "the file is gone");
    assert.equal(store.state.simulation.results?.heads.length, 4);
  });
});
