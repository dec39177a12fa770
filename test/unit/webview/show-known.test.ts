import assert from "node:assert/strict";
import { mock } from "node:test";
import type { RunConfiguration } from "../../../src/shared/protocol";
import { changeView } from "../../../webview/state/page-state";
import { showKnown } from "../../../webview/state/results/show-known";
import { Simulation } from "../../../webview/state/results/simulation";
import { UndoOffer } from "../../../webview/state/view/undo-offer";
import { ViewHistory } from "../../../webview/state/view/view-history";
import { samplePage } from "./sample-page";
import { sampleHead, sampleRun } from "./samples";

describe("stored results on a page that shows runs of its user", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  const own = [8, 16].map((budget) => sampleRun({ budget }));
  const theirs = sampleRun({ budget: 32 });
  const scope = { layers: [5], kvHeads: [0, 1, 2, 3], fromStep: 0, toStep: 4 };

  /** A page whose user compares runs, all of them simulated; its host serves whatever is lacking. */
  async function makePage(budgets: readonly RunConfiguration[]) {
    const page = samplePage({}, (event) => {
      if ("id" in event) simulation.receive(event);
    });
    const { store, connection } = page;
    const simulation = new Simulation(connection, store);
    const offer = new UndoOffer(store);
    const history = new ViewHistory(
      store,
      (view) => view,
      (change) => offer.consider(change),
    );
    /** Returns how many heads the page lacked. */
    const answer = async (sign: number) => {
      const { id, plan, has } = page.postedAs("simulate").at(-1) ?? assert.fail("nothing asked");
      const results = plan.runs.flatMap(({ budget }, run) =>
        [0, 1, 2, 3, 4, 5, 6, 7]
          .filter((queryHead) => !has[run].includes(queryHead))
          .map((queryHead) => ({
            ...sampleHead({ run, queryHead }, { cycles: [sign * budget] }),
            layer: 5,
          })),
      );
      connection.receive({ kind: "result", id, results });
      connection.receive({ kind: "reply", id, value: { heads: 8 * plan.runs.length } });
      await new Promise((resolve) => setImmediate(resolve));
      return results.length;
    };
    const cycles = () => {
      const { phase, results } = store.state.simulation;
      assert.equal(phase, "complete");
      return store.state.view.runs.map((_, run) => results?.find(run, 7)?.columns.cycles[0]);
    };
    changeView(store, { layer: 5, kvHead: 0, queryHead: 0, step: 0, runs: budgets });
    simulation.follow();
    mock.timers.tick(300);
    await answer(1);
    const show = async (runs: readonly RunConfiguration[]) => {
      const event = {
        kind: "showResults",
        name: "night",
        plan: { runs, scope },
        ticket: 1,
      } as const;
      void showKnown(store, simulation, event, offer);
      await answer(-1);
    };
    return { ...page, simulation, history, answer, cycles, show };
  }

  it("are one change, which its user undoes with no figure computed again", async () => {
    const { store, simulation, history, answer, cycles, show } = await makePage(own);
    const before = store.state.view;
    await show([own[0], theirs]);
    assert.deepEqual(cycles(), [-8, -32], "of the version that stored them");
    assert.ok(history.undo());
    simulation.follow();
    assert.equal(store.state.view, before);
    assert.deepEqual(cycles(), [8, 16], "at once");
    mock.timers.tick(1000);
    assert.equal(await answer(1), 0);
    assert.ok(history.redo());
    simulation.follow();
    assert.deepEqual(cycles(), [-8, -32]);
  });

  it("are named, and an offer brings back the user's, however few of either there are", async () => {
    for (const mine of [own, own.slice(1)]) {
      for (const shown of [[theirs], [own[0], theirs], [own[0]]]) {
        const { store, simulation, cycles, show } = await makePage(mine);
        await show(shown);
        const { message } = store.state;
        assert.equal(message?.text, "Shows the runs of night.");
        assert.equal(message.action?.label, "Bring back yours");
        message.action.act();
        simulation.follow();
        assert.equal(store.state.view.runs, mine);
        assert.deepEqual(
          cycles(),
          mine.map(({ budget }) => budget),
        );
      }
    }
  });
});
