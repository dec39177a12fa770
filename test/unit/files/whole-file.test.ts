import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { InputError } from "../../../src/core/errors";
import { shareFile, writeWholeFile } from "../../../src/core/files/whole-file";

describe("a file that is written whole", () => {
  let folder = "";
  let file = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "kvtrace-whole-"));
    file = path.join(folder, "file");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const part = fc.oneof(fc.string(), fc.uint8Array());
  const bytesOf = (parts: readonly (string | Uint8Array)[]) =>
    Buffer.concat(parts.map((each) => Buffer.from(each as string)));

  it("holds its parts one after the other, and nothing lies beside it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(part), async (parts) => {
        await writeWholeFile(file, parts);
        assert.deepEqual(readFileSync(file), bytesOf(parts));
        assert.deepEqual(readdirSync(folder), ["file"]);
      }),
      { seed: 4, numRuns: 50 },
    );
  });

  it("stays as it was where its parts fail or are given up, wherever that happens", async () => {
    writeFileSync(file, "before");
    await fc.assert(
      fc.asyncProperty(fc.array(part), fc.nat(8), fc.boolean(), async (parts, end, isGivenUp) => {
        const controller = new AbortController();
        const reason = new Error("ended");
        const some = function* () {
          yield* parts.slice(0, end);
          if (!isGivenUp) throw reason;
          controller.abort(reason);
          yield* parts.slice(end);
        };
        const written = writeWholeFile(file, some(), { signal: controller.signal });
        await assert.rejects(written, reason);
        assert.equal(readFileSync(file, "utf8"), "before");
        assert.deepEqual(readdirSync(folder), ["file"]);
      }),
      { seed: 4, numRuns: 50 },
    );
  });

  it("belongs to one of several writers at once", async () => {
    const texts = Array.from({ length: 20 }, (_, at) => String(at).repeat(10_000));
    await Promise.all(texts.map((text) => writeWholeFile(file, text)));
    assert.ok(texts.includes(readFileSync(file, "utf8")));
    assert.deepEqual(readdirSync(folder), ["file"]);
  });

  it("gets a second name with the same bytes, over whatever has it, and twice", async () => {
    await writeWholeFile(file, "text");
    const second = path.join(folder, "a", "second");
    for (let time = 0; time < 2; time++) {
      assert.equal(await shareFile(file, second), true);
      assert.equal(readFileSync(second, "utf8"), "text");
      assert.deepEqual(readdirSync(path.dirname(second)), ["second"]);
    }
    await writeWholeFile(file, "changed");
    assert.equal(readFileSync(second, "utf8"), "text");
    assert.equal(await shareFile(path.join(folder, "none"), second), false);
    assert.deepEqual(readdirSync(path.dirname(second)), ["second"]);
  });

  it("is no file where a pipe or a device is: that gets the bytes and stays", async function () {
    if (process.platform === "win32") {
      console.log("      skipped: Windows has no named pipes in folders");
      this.skip();
    }
    execFileSync("mkfifo", [file]);
    const read = readFile(file, "utf8");
    await writeWholeFile(file, ["one ", "two"]);
    assert.equal(await read, "one two");
    assert.ok(statSync(file).isFIFO());
    assert.deepEqual(readdirSync(folder), ["file"]);
  });

  it("makes its folder where it is told to, and else names the file", async () => {
    const deep = path.join(folder, "a", "b", "file");
    const refused = writeWholeFile(deep, "text");
    await assert.rejects(refused, (error) => {
      return error instanceof InputError && error.message.includes(deep);
    });
    await writeWholeFile(deep, "text", { makesFolder: true });
    assert.equal(readFileSync(deep, "utf8"), "text");
    mkdirSync(file);
    await assert.rejects(writeWholeFile(file, "text"), /is a directory/);
    await assert.rejects(writeWholeFile(path.join(deep, "c"), "text", { makesFolder: true }));
  });
});
