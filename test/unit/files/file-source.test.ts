import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { InputError } from "../../../src/core/errors";
import { FileChanged } from "../../../src/core/files/file-changed";
import { FileSource } from "../../../src/core/files/file-source";
import { SteadyFiles } from "../../../src/core/files/steady-files";
import { fileChanges, withTimesOf } from "../../fixtures/file-changes";

const contentOf = (fill: number) => new Uint8Array(100_000).fill(fill);

const changes = Object.entries(fileChanges).flatMap(([name, change]) =>
  name === "deleted"
    ? [[name, change] as const]
    : [[name, change] as const, [`${name}, its times set back`, withTimesOf(change)] as const],
);

describe("a file that is open", () => {
  let folder: string;
  let file: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "kvtrace-source-"));
    file = path.join(folder, "file");
  });
  beforeEach(() => writeFileSync(file, contentOf(1)));
  after(() => rmSync(folder, { recursive: true }));

  it("is what it was as long as nobody changes it, for all who have its stamp", async () => {
    const source = await FileSource.open(file);
    await source.read(10, 20_000);
    await source.checkContent();
    const other = await FileSource.open(file, source.stamp);
    await other.checkContent();
    await source.close();
    await other.close();
  });

  for (const [name, change] of changes) {
    it(`tells that it was ${name}, and is not taken for what it was`, async () => {
      const source = await FileSource.open(file);
      const files = new SteadyFiles();
      await (await files.open(file)).close();
      await source.read(0, 1000);
      change(file, contentOf(2));
      await assert.rejects(source.checkUnchanged(), FileChanged);
      await assert.rejects(source.checkContent(), FileChanged);
      assert.equal(await source.isCurrent(), false);
      const reason = name === "deleted" ? /does not exist/ : FileChanged;
      await assert.rejects(FileSource.open(file, source.stamp), reason);
      await assert.rejects(files.open(file), reason);
      await assert.rejects(files.checkContent(), reason);
      await source.close();
    });
  }

  it("tells by its bytes where neither size nor times do", async () => {
    const read = fc.tuple(fc.nat(90_000), fc.integer({ min: 1, max: 2000 }), fc.double({ max: 1 }));
    await fc.assert(
      fc.asyncProperty(read, async ([offset, length, share]) => {
        const source = await FileSource.open(file);
        await source.read(offset, length);
        const { identity, pieces } = source.stamp;
        await source.close();
        // Any one byte that was read is other now.
        const at = offset + Math.floor(Math.abs(share % 1 || 0) * length);
        const others = pieces.map((piece) => {
          const bytes = piece.bytes.slice();
          const place = at - piece.offset;
          if (place >= 0 && place < bytes.length) bytes[place] ^= 1;
          return { offset: piece.offset, bytes };
        });
        const now = await FileSource.open(file, { identity, pieces: others });
        await assert.rejects(now.checkContent(), FileChanged);
        await now.close();
      }),
      { seed: 3, numRuns: 50 },
    );
  });

  it("keeps a sample that stays small and spans all that was read", async () => {
    const source = await FileSource.open(file);
    for (let offset = 0; offset < 100_000; offset += 100) await source.read(offset, 100);
    const offsets = source.stamp.pieces.map((piece) => piece.offset);
    assert.ok(offsets.length > 16 && offsets.length <= 64, `${offsets.length} pieces`);
    for (let from = 0; from < 100_000; from += 10_000) {
      const inside = offsets.filter((offset) => offset >= from && offset < from + 10_000);
      assert.ok(inside.length > 0, `no piece from ${from} on`);
    }
    await source.close();
  });

  it("refuses what is past the file's end, without making room for it", async () => {
    const source = await FileSource.open(file);
    // More than any array holds: making room would be another error.
    for (const [offset, length] of [
      [0, 2 ** 52],
      [0, 100_001],
      [100_001, 0],
      [2 ** 40, 1],
    ]) {
      await assert.rejects(source.read(offset, length), (error) => {
        assert.ok(error instanceof InputError, String(error));
        assert.match(error.message, /ends at byte 100000, before/);
        return true;
      });
    }
    await source.close();
  });
});
