import assert from "node:assert/strict";
import { mock } from "node:test";
import fc from "fast-check";
import { KeptHeads } from "../../../src/core/simulation/questions/kept-heads";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import type {
  ClusterRequest,
  DetailPart,
  PageMessage,
  SelectionRequest,
  TokenNames,
} from "../../../src/shared/protocol";
import { orderClusters, windowAround } from "../../../webview/views/clusters/cluster-order";
import {
  drawnTokens,
  nearestToken,
  planeBox,
} from "../../../webview/views/clusters/projection/projection-points";
import { tokensBySlot } from "../../../webview/views/clusters/slot-picture";
import { clusterPlace } from "../../../webview/parts/colours/cluster-colour";
import { Connection } from "../../../webview/state/connection";
import { fewestLines, joinClusters, tokensOf } from "../../../webview/state/details/cluster-set";
import { DetailLoader, type DetailState } from "../../../webview/state/details/detail-loader";
import { findToken, joinSelection } from "../../../webview/state/details/selection-set";
import { TokenWords } from "../../../webview/state/details/token-words";
import { stepWindow } from "../../../webview/state/details/wanted-details";
import { tokenMatrix } from "../../../webview/views/tokens/token-matrix";
import { plainNumerics } from "../../../src/core/policy/head/numerics";
import { detailClusters } from "../../../src/core/simulation/questions/cluster-detail";
import { detailSelection } from "../../../src/core/simulation/questions/selection-detail";
import { collectClusters, collectSelection } from "../../fixtures/policy/collect-detail";
import { headTrace } from "../../fixtures/policy/head-trace";
import { randomArrays } from "../../fixtures/policy/random-head";
import { sampleHeader, sampleRun } from "../webview/samples";

const heads = fc
  .record({
    promptTokens: fc.integer({ min: 1, max: 150 }),
    decodeSteps: fc.integer({ min: 1, max: 80 }),
    seed: fc.nat(1e6),
  })
  .map((shape) => randomArrays({ ...shape, headDimension: 5, members: 1 }));

const device = defaultDevicePreset;
const run = sampleRun({ policy: "starc", placement: "starc", budget: 24, device: device.name });

/** The parts that a worker sends, of at most `size` rows each. */
async function partsOf(
  send: (onPart: (part: DetailPart) => void) => Promise<void>,
): Promise<DetailPart[]> {
  const parts: DetailPart[] = [];
  await send((part) => parts.push(part));
  return parts;
}

describe("a selection on the page", () => {
  it("is what the worker sent, however it was cut", async () => {
    await fc.assert(
      fc.asyncProperty(heads, fc.integer({ min: 1, max: 60 }), async (arrays, size) => {
        const trace = headTrace(arrays);
        const { decodeSteps } = arrays;
        const fromStep = Math.floor(decodeSteps / 3);
        const common = { kind: "selection", run, layer: 2, queryHead: 0 } as const;
        const request: SelectionRequest = { ...common, fromStep, toStep: decodeSteps };
        const parts = await partsOf((onPart) =>
          detailSelection(
            trace,
            { request, device },
            new KeptHeads(plainNumerics),
            { shouldStop: () => false, onPart },
            size,
          ),
        );
        const set = joinSelection(request, parts);
        const { steps, missed } = await collectSelection(trace, request);
        const tokens = arrays.promptTokens + decodeSteps;
        const colouring = { colourBy: "mass", shown: "both" } as const;
        const matrix = tokenMatrix(set, tokens, colouring);
        assert.equal(set.clusterSource, "policy");
        const drawnMasses = matrix.values.filter((value) => !Number.isNaN(value));
        assert.equal(matrix.largest, Math.max(0, ...drawnMasses.map(Math.abs)));
        for (const [step, entries] of steps) {
          const row = step - fromStep;
          assert.equal(set.offsets[row + 1] - set.offsets[row], entries.length);
          assert.ok(Math.abs(set.totals[row] + set.missed.totals[row] - 1) < 1e-9);
          const unread = missed.get(step) ?? [];
          const masses = new Map([
            ...entries.map(({ token, mass }) => [token, mass] as const),
            ...unread.map(({ token, mass }) => [token, -mass] as const),
          ]);
          for (let token = 0; token < tokens; token++) {
            const found = findToken(set, step, token);
            const drawn = matrix.values[token * matrix.columns + row];
            assert.equal(drawn, masses.get(token) ?? NaN);
            assert.equal(found && (found.isRead ? found.mass : -found.mass), masses.get(token));
          }
        }
        assert.equal(findToken(set, decodeSteps, 0), undefined);
        assert.equal(findToken(set, fromStep - 1, 0), undefined);
      }),
      { seed: 101, numRuns: 25 },
    );
  });

  it("shows what was read or what was missed alone, and the clusters of either", async () => {
    const arrays = randomArrays({
      promptTokens: 128,
      decodeSteps: 6,
      headDimension: 5,
      members: 1,
      seed: 4,
    });
    const common = { kind: "selection", run, layer: 2, queryHead: 0 } as const;
    const request: SelectionRequest = { ...common, fromStep: 0, toStep: 6 };
    const set = joinSelection(request, (await collectSelection(headTrace(arrays), request)).whole);
    const drawn = (colourBy: "read" | "cluster", shown: "read" | "missed" | "both") => {
      const { values } = tokenMatrix(set, 134, { colourBy, shown });
      return [...values.filter((value) => !Number.isNaN(value))];
    };
    const [read, missed] = [set.tokens.length, set.missed.tokens.length];
    assert.ok(read > 0 && missed > 0);
    assert.deepEqual(drawn("read", "read"), Array<number>(read).fill(1));
    assert.deepEqual(drawn("read", "missed"), Array<number>(missed).fill(-1));
    assert.equal(drawn("read", "both").length, read + missed);
    const places = (clusters: Int32Array) => [...clusters].map((cluster) => clusterPlace(cluster));
    const sorted = (values: number[]) => values.sort((a, b) => a - b);
    assert.deepEqual(sorted(drawn("cluster", "read")), sorted(places(set.clusters)));
    assert.deepEqual(sorted(drawn("cluster", "missed")), sorted(places(set.missed.clusters)));
  });

  it("keeps its steps from step to step, and goes on where they end", () => {
    const header = sampleHeader({ tokens: 32_832, decodeSteps: 64 });
    const windows = Array.from({ length: 64 }, (_, step) => stepWindow(header, step).fromStep);
    assert.deepEqual([...new Set(windows)], [0, 1], "63 of 64 steps, from 0 and from 1 on");
    const long = sampleHeader({ tokens: 131_072, decodeSteps: 4096 });
    const changes = Array.from({ length: 4095 }, (_, step) => {
      const [now, next] = [stepWindow(long, step), stepWindow(long, step + 1)];
      assert.ok(next.fromStep < now.toStep, "one goes into the next");
      return now.fromStep === next.fromStep ? 0 : 1;
    });
    assert.ok(changes.reduce<number>((sum, one) => sum + one, 0) < 4095 / 6);
  });

  it("asks for no more steps at once than a picture has room for, and for the shown one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5e6 }), fc.integer({ min: 1, max: 1e5 }), (t, s) => {
        const header = sampleHeader({ tokens: t, decodeSteps: s });
        for (const step of [0, Math.floor(s / 2), s - 1]) {
          const { fromStep, toStep } = stepWindow(header, step);
          assert.ok(fromStep <= step && step < toStep && toStep <= s);
          assert.ok(toStep - fromStep === 1 || (toStep - fromStep) * t <= 2 ** 21);
          const most = Math.max(1, Math.floor(2 ** 21 / t));
          assert.equal(toStep - fromStep, Math.min(s, most), "as many at the end as anywhere");
        }
      }),
      { seed: 102 },
    );
  });
});

describe("clusters on the page", () => {
  it("are what the worker sent, however it was cut", async () => {
    await fc.assert(
      fc.asyncProperty(heads, fc.integer({ min: 1, max: 60 }), async (arrays, size) => {
        const trace = headTrace(arrays);
        const step = arrays.decodeSteps - 1;
        const request: ClusterRequest = { kind: "clusters", run, layer: 2, kvHead: 0, step };
        const parts = await partsOf((onPart) =>
          detailClusters(
            trace,
            { request, device },
            new KeptHeads(plainNumerics),
            { shouldStop: () => false, onPart },
            24 * size,
          ),
        );
        const set = joinClusters(request, parts);
        const plain = await collectClusters(trace, request);
        assert.deepEqual(set.facts, plain.facts);
        assert.deepEqual([...set.clusterOf], plain.clusterOf);
        assert.deepEqual([...set.slots], plain.slots);
        assert.deepEqual([...set.places], plain.places);
        assert.deepEqual([...set.sizes], plain.sizes);
        assert.deepEqual([...set.lines], plain.lines);
        assert.deepEqual([...set.centres], plain.centres);
        const slots = tokensBySlot(set);
        assert.equal(slots.filter((token) => token >= 0).length, set.facts.context);
        set.sizes.forEach((tokens, cluster) => {
          assert.equal(tokensOf(set, cluster).length, tokens);
          assert.ok(set.lines[cluster] >= fewestLines(set, cluster));
        });
        for (const order of ["creation", "size", "spread", "lines"] as const) {
          const ordered = orderClusters(set, order);
          assert.deepEqual(
            [...ordered].sort((a, b) => a - b),
            Array.from(set.sizes, (_, cluster) => cluster),
          );
        }
        const sizes = orderClusters(set, "size").map((cluster) => set.sizes[cluster]);
        assert.ok(sizes.every((value, i) => i === 0 || value <= sizes[i - 1]));
        assert.equal(drawnTokens(set, undefined).length, set.facts.context);
        const box = planeBox(set.places);
        set.places.forEach((place, i) => {
          const low = i % 2 === 0 ? box.left : box.bottom;
          assert.ok(place >= low && place <= low + box.size);
        });
        const all = drawnTokens(set, undefined);
        const at: [number, number] = [set.places[0], set.places[1]];
        const nearest = nearestToken(set, all, at, 1e-3)!;
        assert.ok(
          Math.hypot(set.places[2 * nearest] - at[0], set.places[2 * nearest + 1] - at[1]) === 0,
        );
      }),
      { seed: 103, numRuns: 25 },
    );
  });

  it("are listed around the picked one", () => {
    const clusters = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(
        clusters,
        fc.nat(39),
        fc.integer({ min: 1, max: 50 }),
        (length, picked, count) => {
          const ordered = Array.from({ length }, (_, i) => length - 1 - i);
          const found = windowAround(ordered, picked, count);
          assert.equal(found.clusters.length, Math.min(length, count));
          assert.deepEqual(found.clusters, ordered.slice(found.from, found.from + count));
          if (picked < length) assert.ok(found.clusters.includes(picked));
        },
      ),
      { seed: 104 },
    );
  });
});

describe("a detail loader", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  const requestAt = (step: number): ClusterRequest => {
    return { kind: "clusters", run, layer: 3, kvHead: 0, step };
  };

  function makeLoader() {
    const posted: PageMessage[] = [];
    const states: DetailState<number>[] = [];
    const connection: Connection = new Connection(
      (message) => posted.push(message),
      () => undefined,
    );
    const loader = new DetailLoader<ClusterRequest, number>(
      connection,
      ({ step }, parts) => 100 * step + parts.length,
      (state) => states.push(state),
    );
    const settle = async () => {
      mock.timers.tick(1000);
      await new Promise(setImmediate);
    };
    const last = () => states.at(-1);
    return { posted, connection, loader, settle, last };
  }

  const part: DetailPart = {
    kind: "clusters",
    from: 0,
    sizes: new Uint32Array(0),
    spreads: new Float32Array(0),
    lines: new Uint32Array(0),
    keyRows: new Uint32Array(0),
    places: new Float32Array(0),
  };

  it("asks once for the last of many requests, and shows it when it is whole", async () => {
    const { posted, connection, loader, settle, last } = makeLoader();
    for (const step of [0, 1, 2, 2]) loader.follow(requestAt(step));
    await settle();
    assert.equal(posted.length, 1);
    const [{ id }] = posted;
    connection.receive({ kind: "part", id, part });
    connection.receive({ kind: "part", id, part });
    assert.equal(last()?.phase, "running");
    connection.receive({ kind: "reply", id, value: null });
    await settle();
    assert.deepEqual(last(), { phase: "complete", shown: 202, problem: undefined });
    loader.follow(requestAt(2));
    await settle();
    assert.equal(posted.length, 1, "what is there is not asked for again");
  });

  it("ends a request that another replaces, and takes nothing more of it", async () => {
    const { posted, connection, loader, settle, last } = makeLoader();
    loader.follow(requestAt(1));
    await settle();
    loader.follow(requestAt(2));
    await settle();
    assert.deepEqual(
      posted.map(({ kind }) => kind),
      ["detail", "cancel", "detail"],
    );
    connection.receive({ kind: "part", id: posted[0].id, part });
    connection.receive({ kind: "reply", id: posted[0].id, value: null });
    await settle();
    assert.equal(last()?.phase, "running");
    connection.receive({ kind: "reply", id: posted[2].id, value: null });
    await settle();
    assert.equal(last()?.shown, 200);
  });

  it("says what failed, and asks again after that", async () => {
    const { posted, connection, loader, settle, last } = makeLoader();
    loader.follow(requestAt(1));
    await settle();
    const failure = { kind: "failure", message: "no keys", cancelled: false } as const;
    connection.receive({ ...failure, id: posted[0].id });
    await settle();
    assert.deepEqual(last(), { phase: "failed", shown: undefined, problem: "no keys" });
    loader.forget();
    loader.follow(requestAt(1));
    await settle();
    assert.equal(posted.length, 2);
  });
});

describe("words of tokens", () => {
  function makeWords(change: Parameters<typeof sampleHeader>[0]) {
    const posted: PageMessage[] = [];
    let arrivals = 0;
    const connection = new Connection(
      (message) => posted.push(message),
      () => undefined,
    );
    const words = new TokenWords(connection, sampleHeader(change), () => arrivals++);
    const answer = async (value: TokenNames) => {
      connection.receive({ kind: "reply", id: posted[0].id, value });
      await Promise.resolve();
      await Promise.resolve();
    };
    return { posted, words, answer, arrivals: () => arrivals, connection };
  }

  it("are fetched once, and told when they are there", async () => {
    const { posted, words, answer, arrivals } = makeWords({ hasTokenText: true, tokens: 3 });
    words.prepare();
    assert.equal(words.describe(1), "token 1");
    assert.equal(posted.length, 1);
    await answer({ ids: [7, 8, 9], texts: ["a", "<b>\n", "\t"] });
    assert.equal(arrivals(), 1);
    assert.deepEqual(
      [0, 1, 2].map((token) => words.describe(token)),
      ["token 0 “a”", "token 1 “<b>␊”", "token 2 “␉”"],
    );
    words.prepare();
    assert.equal(posted.length, 1);
  });

  it("are ids where the trace has no text, and numbers where it has neither", async () => {
    const { words, answer } = makeWords({ hasTokenIds: true, tokens: 2 });
    words.prepare();
    await answer({ ids: [7, 8], texts: [] });
    assert.equal(words.describe(1), "token 1 (id 8)");
    const bare = makeWords({});
    bare.words.prepare();
    assert.equal(bare.words.describe(1), "token 1");
    assert.equal(bare.posted.length, 0);
  });

  it("stay numbers where the file does not say any more", async () => {
    const { words, posted, connection } = makeWords({ hasTokenText: true });
    words.prepare();
    connection.receive({ kind: "failure", id: posted[0].id, message: "gone", cancelled: false });
    await Promise.resolve();
    await Promise.resolve();
    assert.equal(words.describe(2), "token 2");
    assert.equal(posted.length, 1);
  });
});
