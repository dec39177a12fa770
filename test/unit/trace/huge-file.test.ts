import assert from "node:assert/strict";
import { mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { FileSource } from "../../../src/core/files/file-source";
import { openTrace } from "../../../src/core/trace/open-trace";
import { CountingSource } from "../../fixtures/trace/counting-source";
import { createSparseTrace } from "../../fixtures/trace/sparse-trace";

describe("a trace of 10 GB", () => {
  let folder = "";

  before(async function () {
    if (process.platform === "win32") {
      console.log("      skipped: files are not sparse by themselves on Windows");
      this.skip();
    }
    folder = await mkdtemp(path.join(tmpdir(), "kvtrace-"));
  });

  after(async () => {
    if (folder !== "") await rm(folder, { recursive: true });
  });

  it("opens by its header alone, and is read beyond 4 GiB", async () => {
    const file = path.join(folder, "huge.kvtrace");
    const { size, headerBytes } = await createSparseTrace(file, 10e9);
    assert.ok(size > 10e9 && (await stat(file)).size === size);
    const handle = await open(file, "r+");
    const one = Uint8Array.of(0x00, 0x3c);
    await handle.write(one, 0, 2, size - 2);
    await handle.close();

    const source = new CountingSource(await FileSource.open(file));
    const trace = await openTrace(source);
    assert.deepEqual([source.reads, source.bytes], [2, headerBytes]);

    const last = trace.header.layers.at(-1)!.id;
    const queries = await trace.queries(last, trace.header.queryHeads - 1);
    assert.equal(queries.length, 64 * 128);
    assert.equal(queries.findIndex(Boolean), 64 * 128 - 1);
    assert.equal(queries.at(-1), 1);
    assert.equal(source.bytes, headerBytes + 64 * 128 * 2);
    await trace.close();
  });
});
