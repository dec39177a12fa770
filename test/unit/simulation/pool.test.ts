import assert from "node:assert/strict";
import { mkdtempSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { InputError } from "../../../src/core/errors";
import type { SimulationPlan } from "../../../src/core/simulation/run/configuration";
import { defaultRuns } from "../../../src/core/simulation/run/default-runs";
import { detailQuestion } from "../../../src/core/simulation/questions/detail";
import type { DetailPart } from "../../../src/core/simulation/questions/detail-parts";
import { Cancelled } from "../../../src/core/cancelled";
import { SimulationPool } from "../../../src/core/simulation/threads/pool";
import type { HeadResult } from "../../../src/core/simulation/run/result";
import {
  openLocation,
  type TraceLocation,
} from "../../../src/core/simulation/threads/trace-location";
import { generateTraceFile } from "../../../src/core/trace/generate/generate-trace";
import { parseGenerateParameters } from "../../../src/core/trace/generate/options";
import type { TraceHeader } from "../../../src/core/trace/trace";

const worker = path.resolve("dist/worker.mjs");
const steps = 4;

describe("simulation pool", () => {
  let folder: string;
  let file: string;
  let location: TraceLocation;
  let header: TraceHeader;
  let plan: SimulationPlan;
  let pool: SimulationPool;

  const collect = async (
    signal?: AbortSignal,
    onResults: (results: readonly HeadResult[]) => void = () => undefined,
  ) => {
    const heads: HeadResult[] = [];
    const progress: number[] = [];
    const listener = {
      onProgress: (done: number) => void progress.push(done),
      onResults: (results: readonly HeadResult[]) => {
        heads.push(...results);
        onResults(results);
      },
    };
    let error: unknown;
    await pool.run(location, header, plan, listener, signal).catch((e: unknown) => (error = e));
    return { heads, progress, error };
  };

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "kvtrace-pool-"));
    file = path.join(folder, "trace.kvtrace");
    const parameters = { layers: 3, queryHeads: 4, kvHeads: 2, promptTokens: 400, steps };
    await generateTraceFile(file, parseGenerateParameters(parameters));
    location = { kind: "file", path: file };
    const trace = await openLocation(location);
    await trace.close();
    header = trace.header;
    plan = {
      scope: { layers: [0, 1, 2], kvHeads: [0, 1], fromStep: 0, toStep: steps },
      runs: defaultRuns(header, 64).slice(0, 3),
    };
    pool = new SimulationPool(worker, 2);
  });
  afterEach(async () => {
    await pool.dispose();
    rmSync(folder, { recursive: true });
  });

  it("gives every run of every query head once, and progress up to the whole", async () => {
    const { heads, progress, error } = await collect();
    assert.equal(error, undefined);
    const keys = heads.map(({ run, layer, queryHead }) => `${run}/${layer}/${queryHead}`);
    assert.equal(new Set(keys).size, 3 * 3 * 4);
    assert.equal(keys.length, 3 * 3 * 4);
    assert.ok(progress.every((done, i) => i === 0 || done >= progress[i - 1]));
    assert.equal(progress.at(-1), 1);
  });

  it("answers a detail beside a simulation, and ends one that is cancelled without a part", async () => {
    const request = {
      kind: "selection",
      run: plan.runs[0],
      layer: 1,
      queryHead: 3,
      fromStep: 1,
      toStep: steps,
    } as const;
    const question = detailQuestion(header, request);
    const parts: DetailPart[] = [];
    const simulation = collect();
    await pool.ask(location, "selection", question, { onPart: (part) => parts.push(part) });
    const heads = (await simulation).heads;
    const shown = heads.find(({ run, layer, queryHead }) => {
      return run === 0 && layer === request.layer && queryHead === request.queryHead;
    });
    const told = parts.length;
    const read = parts.filter((part) => part.kind === "selection" && part.of === "read");
    const [part] = read;
    assert.ok(part.kind === "selection" && read.length === 1);
    const counts = Array.from(part.offsets.subarray(1), (end, row) => end - part.offsets[row]);
    assert.deepEqual(counts, Array.from(shown!.columns.tokens.subarray(1)));

    const controller = new AbortController();
    const cancelled = pool.ask(location, "selection", question, {
      onPart: (late) => parts.push(late),
      signal: controller.signal,
    });
    controller.abort();
    await assert.rejects(cancelled, Cancelled);
    await pool.ask(location, "selection", detailQuestion(header, { ...request, toStep: 2 }));
    assert.equal(parts.length, told);
  });

  it("answers a question while a long head has the only thread, and changes no result", async function () {
    this.timeout(60_000);
    await pool.dispose();
    pool = new SimulationPool(worker, 1);
    // One head, many times as long as an answer.
    const [run] = defaultRuns(header, 64);
    const runs = Array.from({ length: 800 }, (_, at) => ({ ...run, budget: 40 + (at % 50) }));
    plan = { scope: { ...plan.scope, layers: [0], kvHeads: [0] }, runs };
    const alone = await collect();
    const request = { kind: "clusters", run, layer: 1, kvHead: 1, step: 2 } as const;
    const question = detailQuestion(header, request);
    const events: string[] = [];
    const together = collect(undefined, () => events.push("result"));
    await pool.ask(location, "clusters", question);
    events.push("answer");
    const { heads } = await together;
    assert.deepEqual(events, ["answer", "result", "result"]);
    assert.deepEqual(heads, alone.heads);
  });

  it("refuses a detail of what the trace does not have, by name", () => {
    const clusters = { kind: "clusters", run: plan.runs[0], layer: 1, kvHead: 0, step: 0 } as const;
    for (const change of [{ layer: 9 }, { kvHead: 2 }, { step: steps }]) {
      assert.throws(() => detailQuestion(header, { ...clusters, ...change }), InputError);
    }
  });

  it("keeps two simulations apart that run at once", async () => {
    const [one, other] = await Promise.all([collect(), collect()]);
    const sorted = (heads: readonly HeadResult[]) =>
      [...heads].sort((a, b) => a.run - b.run || a.layer - b.layer || a.queryHead - b.queryHead);
    assert.deepEqual(sorted(one.heads), sorted(other.heads));
  });

  it("ends when it is cancelled, keeps what came before, and can be used again", async () => {
    const controller = new AbortController();
    const { heads, error } = await collect(controller.signal, () => controller.abort());
    assert.ok(error instanceof Cancelled);
    assert.equal(heads.length, 3, "one query head's runs");
    const again = await collect();
    assert.equal(again.error, undefined);
    assert.equal(again.heads.length, 36);
  });

  it("does not start what is cancelled already", async () => {
    const { heads, error } = await collect(AbortSignal.abort());
    assert.ok(error instanceof Cancelled);
    assert.equal(heads.length, 0);
  });

  it("ends with the field and the file when the trace is truncated under way", async () => {
    let cut = false;
    const { heads, error } = await collect(undefined, () => {
      if (!cut) truncateSync(file, 5000);
      cut = true;
    });
    assert.ok(error instanceof InputError, String(error));
    assert.match(error.message, /trace\.kvtrace/);
    assert.ok(heads.length >= 3, "earlier results stay");
  });

  it("says so when the trace vanishes under way", async () => {
    const { error } = await collect(undefined, () => rmSync(file, { force: true }));
    assert.ok(error instanceof InputError, String(error));
    assert.match(error.message, /trace\.kvtrace/);
  });
});
