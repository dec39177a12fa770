import assert from "node:assert/strict";
import {
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { InputError } from "../../../src/core/errors";
import { FileChanged } from "../../../src/core/files/file-changed";
import { defaultRuns } from "../../../src/core/simulation/run/default-runs";
import type { HeadResult } from "../../../src/core/simulation/run/result";
import { OpenTraces } from "../../../src/core/simulation/threads/open-traces";
import { SimulationPool } from "../../../src/core/simulation/threads/pool";
import {
  locateTrace,
  openLocation,
  shareBytes,
  type TraceLocation,
} from "../../../src/core/simulation/threads/trace-location";
import { parseGenerateParameters } from "../../../src/core/trace/generate/options";
import type { Trace } from "../../../src/core/trace/trace";
import { generateTraceBytes } from "../../fixtures/trace/trace-bytes";

const shape = { layers: 1, queryHeads: 2, kvHeads: 1, promptTokens: 60, steps: 3 };
const traceOf = (seed: number, more: object = {}) =>
  generateTraceBytes(parseGenerateParameters({ ...shape, seed, ...more }));

describe("traces kept open", () => {
  let folder: string;
  let file: string;
  let location: TraceLocation;
  let bytes: readonly Uint8Array[];

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "kvtrace-open-"));
    file = path.join(folder, "trace.kvtrace");
    location = { kind: "file", path: file };
    bytes = await Promise.all([traceOf(1), traceOf(2)]);
  });
  beforeEach(() => writeFileSync(file, bytes[0]));
  after(() => rmSync(folder, { recursive: true }));

  const same = (trace: Trace) => Promise.resolve(trace);
  const firstKeys = (trace: Trace) => trace.keys(0, 0);
  const keysOf = async (content: Uint8Array) => {
    const trace = await openLocation(shareBytes("expected", content));
    return firstKeys(trace);
  };
  /** Whether a trace can be read no more. */
  const isClosed = async (trace: Trace) => {
    try {
      await firstKeys(trace);
      return false;
    } catch {
      return true;
    }
  };

  it("opens a file once, however often it is used", async () => {
    const traces = new OpenTraces();
    const first = await traces.use(location, same);
    assert.equal(await traces.use({ ...location }, same), first);
    const both = await Promise.all([traces.use(location, same), traces.use(location, same)]);
    assert.deepEqual(new Set(both), new Set([first]));
  });

  it("opens bytes once, and tells two pieces of one name apart", async () => {
    const traces = new OpenTraces();
    const [one, other] = bytes.map((content) => shareBytes("remote", content));
    const first = await traces.use(one, same);
    assert.equal(await traces.use(structuredClone(one), same), first);
    assert.notEqual(await traces.use(other, same), first);
  });

  for (const how of ["written to", "replaced", "replaced by one of the same time"] as const) {
    it(`opens a file anew that was ${how}`, async () => {
      const traces = new OpenTraces();
      const before = await traces.use(location, same);
      const { atime, mtime } = statSync(file);
      const other = path.join(folder, "other.kvtrace");
      writeFileSync(how === "written to" ? file : other, bytes[1]);
      if (how !== "written to") renameSync(other, file);
      if (how === "replaced by one of the same time") utimesSync(file, atime, mtime);
      assert.deepEqual(await traces.use(location, firstKeys), await keysOf(bytes[1]));
      assert.ok(await isClosed(before));
    });
  }

  it("leaves a trace open to whoever uses it, though it changed meanwhile", async () => {
    const traces = new OpenTraces();
    let inUse: Trace | undefined;
    const use = traces.use(location, async (trace) => {
      inUse = trace;
      writeFileSync(file, bytes[1]);
      assert.deepEqual(await traces.use(location, firstKeys), await keysOf(bytes[1]));
      // It was not closed: it says what happened to its file.
      await assert.rejects(firstKeys(trace), FileChanged);
    });
    await assert.rejects(use, FileChanged, "what was read before may be of either content");
    assert.ok(inUse && (await isClosed(inUse)));
  });

  it("opens no other file than was meant", async () => {
    const traces = new OpenTraces();
    const meant = await locateTrace(location);
    await traces.use(meant.location, same);
    writeFileSync(file, bytes[1]);
    await assert.rejects(traces.use(meant.location, same), FileChanged);
    assert.deepEqual(await traces.use(location, firstKeys), await keysOf(bytes[1]));
    await assert.rejects(traces.use(meant.location, same), FileChanged);
    await meant.trace.close();
  });

  it("says what is wrong with a file, and opens it when that is mended", async () => {
    const traces = new OpenTraces();
    await traces.use(location, same);
    rmSync(file);
    await assert.rejects(traces.use(location, same), (error) => {
      return error instanceof InputError && error.place.file === file;
    });
    writeFileSync(file, bytes[1]);
    assert.deepEqual(await traces.use(location, firstKeys), await keysOf(bytes[1]));
  });

  it("keeps a few, those used last, and none after a while", async () => {
    const traces = new OpenTraces({ capacity: 2, idle: 20 });
    const files = ["a", "b", "c"].map((name) => path.join(folder, `${name}.kvtrace`));
    for (const name of files) writeFileSync(name, bytes[0]);
    const open = (at: number) => traces.use({ kind: "file", path: files[at] }, same);
    const [a, b] = [await open(0), await open(1)];
    assert.equal(await open(0), a);
    const c = await open(2);
    assert.deepEqual(await Promise.all([a, b, c].map(isClosed)), [false, true, false]);
    while (!(await isClosed(a)) || !(await isClosed(c))) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assert.notEqual(await open(0), a);
  });

  it("gives a worker's next simulation the new content of its file", async () => {
    const pool = new SimulationPool(path.resolve("dist/worker.mjs"), 1);
    try {
      const trace = await openLocation(location);
      const { header } = trace;
      await trace.close();
      const scope = { layers: [0], kvHeads: [0], fromStep: 0, toStep: shape.steps };
      const plan = { scope, runs: defaultRuns(header, 16) };
      const simulate = async (from: TraceLocation) => {
        const heads: HeadResult[] = [];
        const onResults = (results: readonly HeadResult[]) => heads.push(...results);
        await pool.run(from, header, plan, { onProgress: () => undefined, onResults });
        return heads;
      };
      const before = await simulate(location);
      assert.deepEqual(await simulate(location), before);
      writeFileSync(file, bytes[1]);
      const after = await simulate(location);
      assert.notDeepEqual(after, before);
      assert.deepEqual(after, await simulate(shareBytes("new", readFileSync(file))));
    } finally {
      await pool.dispose();
    }
  });
});
