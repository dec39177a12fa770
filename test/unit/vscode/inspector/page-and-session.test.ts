import assert from "node:assert/strict";
import { mock } from "node:test";
import fc from "fast-check";
import { queryHeadsOf } from "../../../../src/core/simulation/run/plan";
import { Cancelled } from "../../../../src/core/cancelled";
import {
  type HostEvent,
  type HostMessage,
  type OpenedTrace,
  type PageMessage,
} from "../../../../src/shared/protocol";
import { resultCount } from "../../../../src/shared/heads";
import type { ReadableResults } from "../../../../src/vscode/inspector/results/stored-source";
import { changedCells } from "../../../../webview/page/runs/changed-cells";
import { Connection } from "../../../../webview/state/connection";
import { changeView, noDetails, noSimulation } from "../../../../webview/state/page-state";
import type { PageState } from "../../../../webview/state/page-state";
import { Reload } from "../../../../webview/state/reload/reload";
import { showKnown } from "../../../../webview/state/results/show-known";
import { Simulation } from "../../../../webview/state/results/simulation";
import { UndoOffer } from "../../../../webview/state/view/undo-offer";
import { Store } from "../../../../webview/state/store";
import type { FakePanel } from "../fake-vscode";
import { sampleHead } from "../../webview/samples";
import { ComputingPool, computedHead } from "./computing-pool";
import { InspectorHost, planOf, runOf } from "./inspector-host";

/** Two ways with a queue each, in which messages stay until a test lets the first of one through. */
class Ways {
  readonly #queues: Record<"toHost" | "toPage", (() => void)[]> = { toHost: [], toPage: [] };

  send(way: "toHost" | "toPage", arrive: () => void): void {
    this.#queues[way].push(arrive);
  }

  get isEmpty(): boolean {
    return this.#queues.toHost.length + this.#queues.toPage.length === 0;
  }

  /** Lets some messages of one way through. */
  pass(way: "toHost" | "toPage", count: number): void {
    for (const arrive of this.#queues[way].splice(0, count)) arrive();
  }
}

/** What stands below the views of a page, speaking with the host by way of queues. */
function startPage(panel: FakePanel, ways: Ways, trace: OpenedTrace) {
  const store = new Store<PageState>(
    {
      trace,
      view: trace.viewState,
      simulation: noSimulation,
      previous: undefined,
      second: undefined,
      message: undefined,
      ...noDetails,
    },
    (work) => work(),
  );
  const hear = (event: HostEvent) => {
    if (event.kind === "reloading") reload.begin();
    else if (event.kind === "reloaded") void reload.take(event.trace);
    else if (event.kind === "showResults") void showKnown(store, simulation, event, offer);
    else if ("id" in event) simulation.receive(event);
  };
  const post = (message: PageMessage) => ways.send("toHost", () => panel.post(message));
  // The test has asked with numbers of its own.
  const connection: Connection = new Connection((message) => {
    post({ ...message, id: message.id + 100 });
  }, hear);
  panel.onSent.event((raw) => {
    const message = raw as HostMessage;
    const own = "id" in message ? { ...message, id: message.id - 100 } : message;
    ways.send("toPage", () => connection.receive(own));
  });
  const simulation: Simulation = new Simulation(connection, store);
  const offer = new UndoOffer(store);
  const reload: Reload = new Reload(store, simulation, changedCells);
  return { store, simulation };
}

/** Results of an earlier version: other cycles than simulating gives now. */
const storedCycles = (version: number, budget: number, queryHead: number) => [
  -version,
  budget,
  queryHead,
  0,
];

const act = fc.oneof(
  fc.record({
    kind: fc.constant("runs" as const),
    budgets: fc.array(fc.constantFrom(8, 16, 24), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant("layer" as const), layer: fc.constantFrom(0, 1) }),
  fc.record({
    kind: fc.constant("stored" as const),
    budgets: fc.array(fc.constantFrom(8, 16), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant("pass" as const),
    way: fc.constantFrom("toHost" as const, "toPage" as const),
    count: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({ kind: fc.constant("tick" as const), time: fc.constantFrom(100, 300) }),
);

/** Lets all that needs no message come to its end; time stands still. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < 40; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe("a page and its session whose messages cross", () => {
  let host: InspectorHost;

  beforeEach(async () => {
    host = await InspectorHost.start(new ComputingPool());
  });
  afterEach(() => mock.timers.reset());
  afterEach(() => host.end());

  it("come to the results of what the page shows, stored ones never taken for others", async () => {
    const uri = await host.write("one.kvtrace", { queryHeads: 4, kvHeads: 2 });
    mock.timers.enable({ apis: ["setTimeout"] });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 25 }), async (acts) => {
        const { session, page, panel } = await host.open(uri);
        const trace = await page.open();
        const { header } = trace;
        const ways = new Ways();
        const { store, simulation } = startPage(panel, ways, trace);
        const whole = planOf(trace);
        let version = 0;
        const makeStored = (budgets: readonly number[]): ReadableResults => {
          const own = ++version;
          const plan = { ...whole, runs: budgets.map(runOf) };
          return {
            plan,
            heads: async ({ layers, runs }, onHeads, signal) => {
              for (const run of runs) {
                for (const layer of layers) {
                  for (const queryHead of whole.scope.kvHeads.flatMap((one) =>
                    queryHeadsOf(header, one),
                  )) {
                    await Promise.resolve();
                    if (signal?.aborted) throw new Cancelled();
                    const cycles = storedCycles(own, plan.runs[run].budget, queryHead);
                    const kvHead = Math.floor(queryHead / 2);
                    onHeads([{ ...sampleHead({ run, queryHead, kvHead }, { cycles }), layer }]);
                  }
                }
              }
            },
            close: () => Promise.resolve(),
          };
        };
        /** All that the page says to be complete is of one kind, and is what it shows. */
        const check = () => {
          const { view, simulation: shown } = store.state;
          if (shown.phase !== "complete" || !shown.results) return;
          const { plan, heads } = shown.results;
          assert.equal(plan.runs, view.runs);
          assert.equal(heads.length, resultCount(plan, header));
          const versions = new Set<number>();
          for (const { run, queryHead, layer, columns } of heads) {
            assert.equal(layer, view.layer);
            const cycles = [...columns.cycles];
            const fresh = [...computedHead(plan.runs[run], layer, queryHead).columns.cycles];
            const isFresh = JSON.stringify(cycles) === JSON.stringify(fresh);
            versions.add(isFresh ? 0 : -cycles[0]);
            if (!isFresh) {
              const { budget } = plan.runs[run];
              assert.deepEqual(cycles, storedCycles(-cycles[0], budget, queryHead));
            }
          }
          assert.ok(versions.size <= 2 && [...versions].filter(Boolean).length <= 1, "one version");
        };
        simulation.follow();
        for (const one of acts) {
          if (one.kind === "runs") changeView(store, { runs: one.budgets.map(runOf) });
          if (one.kind === "layer") changeView(store, { layer: one.layer });
          if (one.kind === "stored") void session.showResults("study", makeStored(one.budgets));
          if (one.kind === "pass") ways.pass(one.way, one.count);
          if (one.kind === "tick") mock.timers.tick(one.time);
          simulation.follow();
          await rest();
          check();
        }
        for (let turn = 0; turn < 200; turn++) {
          mock.timers.tick(300);
          ways.pass("toHost", 1);
          ways.pass("toPage", 2);
          await rest();
          check();
          if (ways.isEmpty && store.state.simulation.phase === "complete") break;
        }
        assert.equal(store.state.simulation.phase, "complete");
        assert.equal(store.state.message, undefined);
        panel.dispose();
      }),
      { seed: 4, numRuns: 60 },
    );
  });
});
