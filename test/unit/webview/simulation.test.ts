import assert from "node:assert/strict";
import { mock } from "node:test";
import fc from "fast-check";
import type { ViewState } from "../../../src/shared/protocol";
import { emptyStateText } from "../../../webview/state/empty-state";
import { Simulation } from "../../../webview/state/results/simulation";
import { changeView } from "../../../webview/state/page-state";
import { samplePage } from "./sample-page";
import { sampleHead, sampleRun, sampleView } from "./samples";

function makePage() {
  const page = samplePage({}, (event) => {
    if ("id" in event) simulation.receive(event);
  });
  const simulation = new Simulation(page.connection, page.store);
  const simulations = () => page.postedAs("simulate");
  const cancels = () => page.postedAs("cancel").map(({ target }) => target);
  return { ...page, simulation, simulations, cancels };
}

describe("simulation", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  it("asks for every head of the layer at every step", () => {
    const { simulation, simulations } = makePage();
    void simulation.run();
    assert.deepEqual(simulations()[0].plan, {
      scope: { layers: [5], kvHeads: [0, 1, 2, 3], fromStep: 0, toStep: 4 },
      runs: sampleView().runs,
    });
  });

  it("collects what arrives until the reply", async () => {
    const { simulation, simulations, store, connection } = makePage();
    const ended = simulation.run();
    const [{ id }] = simulations();
    connection.receive({ kind: "result", id, results: [sampleHead({ queryHead: 1 })] });
    connection.receive({ kind: "progress", id, done: 0.5 });
    connection.receive({ kind: "result", id, results: [sampleHead({ queryHead: 2 })] });
    assert.equal(store.state.simulation.phase, "running");
    assert.equal(store.state.simulation.progress, 0.5);
    connection.receive({ kind: "reply", id, value: { heads: 2 } });
    await ended;
    const { phase, results } = store.state.simulation;
    assert.equal(phase, "complete");
    assert.deepEqual(
      results?.heads.map(({ queryHead }) => queryHead),
      [1, 2],
    );
    assert.equal(results.find(0, 2), results.heads[1]);
  });

  it("keeps earlier results when it fails or is cancelled, and says which it was", async () => {
    for (const cancelled of [true, false]) {
      const { simulation, simulations, store, connection, cancels } = makePage();
      const ended = simulation.run();
      const [{ id }] = simulations();
      connection.receive({ kind: "result", id, results: [sampleHead({})] });
      if (cancelled) simulation.cancel();
      assert.deepEqual(cancels(), cancelled ? [id] : []);
      connection.receive({ kind: "failure", id, message: "the file is gone", cancelled });
      await ended;
      assert.equal(store.state.simulation.phase, cancelled ? "cancelled" : "failed");
      assert.equal(store.state.simulation.results?.heads.length, 1);
      assert.equal(store.state.message?.text, cancelled ? undefined : "the file is gone");
    }
  });

  it("fails where figures of a head are lost on the way, instead of showing it as simulated", async () => {
    const head = sampleHead({ queryHead: 3 });
    const { cycles } = head.columns;
    const { vectors } = head.loads;
    const lacking = [
      { ...head, columns: { ...head.columns, cycles: cycles.slice(0, 0) } },
      { ...head, loads: { ...head.loads, vectors: vectors.slice(1) } },
    ];
    const reasons = [/cycles of run 1, query head 3 .* 0 of 4/, /vectors of run 1.* 63 of 64/];
    for (const [at, results] of lacking.entries()) {
      const { simulation, simulations, store, connection, cancels } = makePage();
      const ended = simulation.run();
      const [{ id }] = simulations();
      connection.receive({ kind: "result", id, results: [results] });
      connection.receive({ kind: "reply", id, value: { heads: 1 } });
      await ended;
      assert.equal(store.state.simulation.phase, "failed");
      assert.deepEqual(store.state.simulation.results?.heads, []);
      assert.match(store.state.message?.text ?? "", reasons[at]);
      assert.deepEqual(cancels(), [id]);
    }
  });

  it("is complete only with as many heads as the host says there are, whichever are lost", async () => {
    const places = [0, 1].flatMap((run) => [0, 1, 2, 3].map((queryHead) => ({ run, queryHead })));
    await fc.assert(
      fc.asyncProperty(fc.subarray(places), fc.boolean(), async (come, isRefused) => {
        const { simulation, simulations, store, connection } = makePage();
        const ended = simulation.run();
        const [{ id }] = simulations();
        const runs = isRefused ? [{ run: 1, reason: "no keys" }] : [];
        connection.receive({ kind: "refused", id, runs });
        const served = ({ run }: { run: number }) => !isRefused || run === 0;
        const results = come.filter(served).map((place) => sampleHead(place));
        connection.receive({ kind: "result", id, results });
        const heads = places.filter(served).length;
        connection.receive({ kind: "reply", id, value: { heads } });
        await ended;
        const isWhole = results.length === heads;
        assert.equal(store.state.simulation.phase, isWhole ? "complete" : "failed");
        const message = store.state.message?.text;
        if (isWhole) assert.equal(message, undefined);
        else assert.match(message ?? "", new RegExp(`^results: ${results.length} of ${heads} `));
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it("lets go of results of a run that is refused now", async () => {
    const { simulation, simulations, store, connection } = makePage();
    const results = [0, 1].map((run) => sampleHead({ run }));
    for (const [turn, refused] of [[], [{ run: 1, reason: "no keys" }]].entries()) {
      const ended = simulation.run();
      const { id } = simulations()[turn];
      connection.receive({ kind: "refused", id, runs: refused });
      if (turn === 0) connection.receive({ kind: "result", id, results });
      connection.receive({ kind: "reply", id, value: { heads: 2 - refused.length } });
      await ended;
      const { phase, results: shown } = store.state.simulation;
      assert.equal(phase, "complete");
      assert.deepEqual(
        shown?.heads.map(({ run }) => run),
        turn === 0 ? [0, 1] : [0],
      );
    }
  });

  it("keeps why a run was refused until something else is simulated", async () => {
    const { simulation, simulations, store, connection } = makePage();
    const ended = simulation.run();
    const [{ id }] = simulations();
    connection.receive({ kind: "refused", id, runs: [{ run: 1, reason: "no keys" }] });
    connection.receive({ kind: "result", id, results: [sampleHead({})] });
    connection.receive({ kind: "reply", id, value: { heads: 1 } });
    await ended;
    assert.equal(store.state.simulation.phase, "complete");
    assert.deepEqual([...store.state.simulation.failures], [[1, "no keys"]]);
    changeView(store, { runs: [...store.state.view.runs].reverse() });
    simulation.follow();
    assert.deepEqual([...store.state.simulation.failures], [[0, "no keys"]]);
    void simulation.run();
    const { id: again } = simulations()[simulations().length - 1];
    connection.receive({ kind: "refused", id: again, runs: [] });
    assert.equal(
      store.state.simulation.failures.size,
      0,
      "its trace or settings may be others now",
    );
    assert.equal(store.state.simulation.phase, "running");
    connection.receive({ kind: "refused", id: again, runs: [{ run: 0, reason: "no keys" }] });
    changeView(store, { layer: 3 });
    simulation.follow();
    assert.equal(store.state.simulation.failures.size, 0);
  });

  it("drops what an earlier simulation still sends", async () => {
    const { simulation, simulations, store, connection, cancels } = makePage();
    const first = simulation.run();
    void simulation.run();
    const [{ id: old }] = simulations();
    assert.deepEqual(cancels(), [old]);
    connection.receive({ kind: "result", id: old, results: [sampleHead({})] });
    connection.receive({ kind: "failure", id: old, message: "cancelled", cancelled: true });
    await first;
    assert.equal(store.state.simulation.phase, "running");
    assert.equal(store.state.simulation.results?.heads.length, 0);
  });

  it("follows a changed configuration once it has settled, dropping results that are not its own", () => {
    const { simulation, simulations, store } = makePage();
    void simulation.run();
    simulation.follow();
    assert.equal(simulations().length, 1, "nothing changed");
    for (let budget = 1; budget <= 5; budget++) {
      changeView(store, { runs: [sampleRun({ budget })] });
      simulation.follow();
      mock.timers.tick(100);
      assert.equal(simulations().length, 1);
      assert.deepEqual(store.state.simulation.results?.heads, []);
      assert.equal(store.state.simulation.phase, "running");
    }
    mock.timers.tick(300);
    assert.equal(simulations().length, 2);
    assert.equal(simulations()[1].plan.runs[0].budget, 5);
  });

  it("does not follow what needs no simulation", () => {
    const { simulation, simulations, store } = makePage();
    void simulation.run();
    changeView(store, { step: 2, queryHead: 3, kvHead: 1, view: "time", shownRun: 1 });
    simulation.follow();
    mock.timers.tick(1000);
    assert.equal(simulations().length, 1);
  });

  it("asks for known results layer by layer while they hold what is shown, then for all", () => {
    const { simulation, simulations, store } = makePage();
    const { runs } = store.state.view;
    const scope = { layers: [3, 5], kvHeads: [1], fromStep: 1, toStep: 3 };
    changeView(store, { kvHead: 1, queryHead: 2, step: 1 });
    void simulation.show({ scope, runs }, 7);
    const ask = (change: Partial<ViewState>) => {
      changeView(store, change);
      simulation.follow();
      mock.timers.tick(1000);
      return simulations().map(({ plan }) => plan.scope);
    };
    const ofLayer = (layer: number) => ({ ...scope, layers: [layer] });
    const whole = { layers: [3], kvHeads: [0, 1, 2, 3], fromStep: 0, toStep: 4 };
    assert.deepEqual(ask({ step: 2 }), [ofLayer(5)]);
    assert.deepEqual(ask({ layer: 3 }), [ofLayer(5), ofLayer(3)]);
    assert.deepEqual(ask({ step: 3 }), [ofLayer(5), ofLayer(3), whole]);
    assert.equal(ask({ step: 2 }).length, 3, "what all of it holds is not asked for again");
    assert.deepEqual(ask({ runs: [sampleRun({ budget: 3 })] })[3], whole);
  });

  it("leaves known results where a head is shown that they do not hold", () => {
    const { simulation, simulations, store } = makePage();
    const { runs } = store.state.view;
    changeView(store, { kvHead: 1, queryHead: 2, step: 1 });
    void simulation.show({ scope: { layers: [5], kvHeads: [1], fromStep: 0, toStep: 4 }, runs }, 7);
    changeView(store, { kvHead: 2, queryHead: 4 });
    simulation.follow();
    mock.timers.tick(1000);
    assert.deepEqual(
      simulations().map(({ plan }) => plan.scope.kvHeads),
      [[1], [0, 1, 2, 3]],
    );
  });

  it("asks nothing of a trace without decode steps, until it has some", () => {
    const { simulation, simulations, store } = makePage();
    const withSteps = store.state.trace;
    const header = { ...withSteps.header, decodeSteps: 0 };
    store.update({ trace: { ...withSteps, header } });
    void simulation.run();
    changeView(store, { layer: 3 });
    simulation.follow();
    mock.timers.tick(1000);
    assert.equal(simulations().length, 0);
    assert.equal(store.state.message, undefined);
    assert.equal(store.state.simulation.phase, "idle");
    assert.match(emptyStateText(store.state.simulation, 0) ?? "", /no decode steps/);
    store.update({ trace: withSteps });
    void simulation.run();
    assert.equal(simulations().length, 1);
  });

  it("shows what was simulated before at once, whatever runs and layers come in between", async () => {
    const { simulation, simulations, store, connection } = makePage();
    /** Plays the host: all that the page lacks comes. */
    const answer = async () => {
      const last = simulations().at(-1);
      if (!last) return;
      const { id, plan, has } = last;
      const [layer] = plan.scope.layers;
      const results = plan.runs.flatMap(({ budget }, run) => {
        return [0, 1, 2, 3, 4, 5, 6, 7]
          .filter((queryHead) => !has[run].includes(queryHead))
          .map((queryHead) => {
            const cycles = [layer, queryHead, budget];
            return { ...sampleHead({ run, queryHead }, { cycles }), layer };
          });
      });
      connection.receive({ kind: "result", id, results });
      connection.receive({ kind: "reply", id, value: { heads: 8 * plan.runs.length } });
      await new Promise((resolve) => setImmediate(resolve));
    };
    const seen = new Set<string>();
    const step = fc.record({
      layer: fc.constantFrom(3, 5),
      budgets: fc.uniqueArray(fc.constantFrom(8, 16, 32), { minLength: 1 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        for (const { layer, budgets } of steps) {
          changeView(store, { layer, runs: budgets.map((budget) => sampleRun({ budget })) });
          simulation.follow();
          const known = budgets.filter((budget) => seen.has(`${layer} ${budget}`));
          assert.equal(store.state.simulation.results?.heads.length, 8 * known.length);
          const isWhole = known.length === budgets.length;
          assert.equal(store.state.simulation.phase, isWhole ? "complete" : "running");
          mock.timers.tick(isWhole ? 0 : 300);
          await answer();
          const { results, phase } = store.state.simulation;
          assert.equal(phase, "complete");
          for (const [run, budget] of budgets.entries()) {
            seen.add(`${layer} ${budget}`);
            for (let queryHead = 0; queryHead < 8; queryHead++) {
              const cycles = results.find(run, queryHead)?.columns.cycles.slice(0, 3);
              assert.deepEqual([...(cycles ?? [])], [layer, queryHead, budget]);
            }
          }
        }
      }),
      { seed: 3, numRuns: 20 },
    );
    void simulation.renew();
    assert.deepEqual(store.state.simulation.results?.heads, [], "of a file that is another now");
  });

  it("takes what the host tells anew in place of what it has", async () => {
    const { simulation, simulations, store, connection } = makePage();
    const ended = simulation.run();
    const [{ id }] = simulations();
    const tell = (cycles: number) => {
      const results = [sampleHead({ queryHead: 1 }, { cycles: [cycles] })];
      connection.receive({ kind: "result", id, results });
      return store.state.simulation.results;
    };
    const before = tell(1);
    const after = tell(2);
    assert.deepEqual(
      after?.heads.map(({ columns }) => columns.cycles[0]),
      [2],
    );
    assert.notEqual(before?.plan, after.plan, "views do not add to what they had");
    connection.receive({ kind: "reply", id, value: { heads: 1 } });
    await ended;
  });

  it("is cancelled before it has begun", () => {
    const { simulation, simulations, store } = makePage();
    changeView(store, { layer: 3 });
    simulation.follow();
    simulation.cancel();
    mock.timers.tick(1000);
    assert.equal(simulations().length, 0);
    assert.equal(store.state.simulation.phase, "cancelled");
  });
});
