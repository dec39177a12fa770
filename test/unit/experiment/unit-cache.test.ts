import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { InputError } from "../../../src/core/errors";
import { TriedCache } from "../../../src/core/experiment/cache/tried-cache";
import { UnitCache } from "../../../src/core/experiment/cache/unit-cache";
import { decodeUnit, encodeUnit, isUnit } from "../../../src/core/experiment/store/unit-file";
import { loadColumnNames } from "../../../src/core/figures/load-figures";
import { stepColumnNames } from "../../../src/core/figures/step-figures";
import type { HeadResult } from "../../../src/core/simulation/run/result";

const keyOf = (number: number) => number.toString(16).padStart(64, "0");

describe("cache of units", () => {
  let folder: string;

  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "kvtrace-cache-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const units = () => readdirSync(folder).sort();
  const bytesOf = () =>
    units().reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
  /** Seconds before now at which a unit was used. */
  const age = (number: number, seconds: number) => {
    const time = Date.now() / 1000 - seconds;
    utimesSync(path.join(folder, `${keyOf(number)}.unit`), time, time);
  };

  it("never holds more than its limit, whatever is put into it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(400), { maxLength: 30 }), async (sizes) => {
        const cache = new UnitCache(folder, 1000);
        for (const [number, size] of sizes.entries()) {
          await cache.put(keyOf(number), new Uint8Array(size));
          assert.ok(bytesOf() <= 1000);
        }
        if (sizes.length > 0) assert.ok(await cache.get(keyOf(sizes.length - 1)));
        rmSync(folder, { recursive: true, force: true });
      }),
      { seed: 3, numRuns: 20 },
    );
  });

  it("gives up what was not used for longest", async () => {
    const cache = new UnitCache(folder, 450);
    for (let number = 0; number < 4; number++) {
      await cache.put(keyOf(number), new Uint8Array(100));
      age(number, 100 - number);
    }
    assert.ok(await cache.get(keyOf(0)));
    await cache.put(keyOf(4), new Uint8Array(100));
    assert.equal(await cache.get(keyOf(1)), undefined);
    assert.deepEqual(
      units(),
      [0, 2, 3, 4].map((number) => `${keyOf(number)}.unit`),
    );
  });

  it("sees what others put there, and what they take away", async () => {
    const one = new UnitCache(folder, 1600);
    const other = new UnitCache(folder, 1600);
    await one.put(keyOf(1), new Uint8Array(100));
    assert.deepEqual(await other.get(keyOf(1)), Buffer.alloc(100));
    for (let number = 2; number < 40; number++) {
      await (number % 2 ? one : other).put(keyOf(number), new Uint8Array(110));
      assert.ok(bytesOf() <= 1600);
    }
    assert.equal(await one.get(keyOf(1)), undefined);
  });

  it("keeps a unit though somebody removes the whole folder while it is written", async () => {
    const cache = new UnitCache(folder, 10_000);
    for (let number = 0; number < 20; number++) {
      const writing = { isDone: false };
      const put = cache
        .put(keyOf(number), new Uint8Array(100))
        .finally(() => (writing.isDone = true));
      const isBegun = () => existsSync(folder) && units().some((name) => name.endsWith(".part"));
      while (!writing.isDone && !isBegun()) await turn();
      rmSync(folder, { recursive: true, force: true });
      await put;
      assert.ok(await cache.get(keyOf(number)));
    }
  });

  it("stays whole under many writers at once", async () => {
    const caches = Array.from({ length: 4 }, () => new UnitCache(folder, 5000));
    const puts = Array.from({ length: 200 }, (_, at) => {
      const number = at % 50;
      const bytes = new Uint8Array(100 + number).fill(number);
      return caches[at % caches.length].put(keyOf(number), bytes);
    });
    await Promise.all(puts);
    assert.ok(bytesOf() <= 5000);
    for (let number = 0; number < 50; number++) {
      const bytes = await caches[0].get(keyOf(number));
      if (bytes) assert.deepEqual(new Set(bytes), new Set([number]));
      if (bytes) assert.equal(bytes.length, 100 + number);
    }
    assert.ok(units().every((name) => name.endsWith(".unit")));
  });

  it("removes what a process that died left of a write, and leaves what may be under way", async () => {
    const cache = new UnitCache(folder, 1000);
    for (const [name, hours] of Object.entries({ old: 2, new: 0 })) {
      const part = path.join(folder, `${name}.part`);
      writeFileSync(part, "half");
      utimesSync(part, Date.now() / 1000 - hours * 3600, Date.now() / 1000 - hours * 3600);
    }
    await cache.put(keyOf(1), new Uint8Array(10));
    assert.deepEqual(units(), [`${keyOf(1)}.unit`, "new.part"]);
  });
});

describe("cache that no run fails because of", () => {
  let folder: string;
  let notices: string[];

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "kvtrace-cache-"));
    notices = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const tried = (cache: UnitCache) => new TriedCache(cache, (notice) => notices.push(notice));

  /** A cache whose folder cannot be looked through. */
  class HiddenCache extends UnitCache {
    override get folder(): string {
      const file = path.join(folder, "file");
      writeFileSync(file, "");
      return file;
    }
  }

  it("is given up with one sentence where it cannot be kept within its limit", async () => {
    const hidden = new HiddenCache(folder, 1000);
    await assert.rejects(hidden.put(keyOf(1), new Uint8Array(10)), InputError);
    const cache = tried(new HiddenCache(folder, 1000));
    await cache.put(keyOf(2), new Uint8Array(10));
    await cache.put(keyOf(3), new Uint8Array(10));
    assert.equal(await cache.get(keyOf(1)), undefined);
    assert.equal(notices.length, 1);
    assert.match(
      notices[0],
      /^The cache cannot be used: cache: has a parent that is not a directory/,
    );
  });

  it("is given up whatever goes wrong in it", async () => {
    class FaultyCache extends UnitCache {
      override get(): Promise<Uint8Array | undefined> {
        return Promise.reject(new Error("no idea"));
      }
    }
    const cache = tried(new FaultyCache(folder, 1000));
    assert.equal(await cache.get(keyOf(1)), undefined);
    assert.deepEqual(notices, ["The cache cannot be used: no idea."]);
  });
});

describe("unit file", () => {
  const head = (queryHead: number): HeadResult => ({
    run: 7,
    layer: 3,
    kvHead: 1,
    queryHead,
    fromStep: 2,
    steps: 3,
    columns: Object.fromEntries(
      stepColumnNames.map((name, at) => [name, Float64Array.of(at / 3, NaN, Infinity)]),
    ) as HeadResult["columns"],
    unitsPerChannel: 16,
    loads: Object.fromEntries(
      loadColumnNames.map((name, at) => [name, new Float32Array(48).fill(at + queryHead)]),
    ) as HeadResult["loads"],
  });
  const heads = [head(2), head(3)];
  const key = keyOf(1);

  it("holds every figure to the last bit, under the run that is asked for", async () => {
    const read = await decodeUnit(key, await encodeUnit(key, heads), 4);
    assert.deepEqual(
      read,
      heads.map((each) => ({ ...each, run: 4 })),
    );
  });

  it("is refused when a byte of it is wrong, missing or added, or it is another's", async () => {
    const bytes = await encodeUnit(key, heads);
    assert.equal(await decodeUnit(keyOf(2), bytes, 0), undefined);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const damaged = Uint8Array.from(bytes);
          damaged[at] ^= by;
          assert.equal(await decodeUnit(key, damaged, 7), undefined);
          assert.equal(await decodeUnit(key, bytes.subarray(0, at), 0), undefined);
        },
      ),
      { seed: 9, numRuns: 300 },
    );
    assert.equal(await decodeUnit(key, Buffer.concat([bytes, Buffer.of(0)]), 0), undefined);
  });

  /** A unit with another header or body, signed as if it were whole. */
  const signed = (header: unknown, body: Uint8Array): Uint8Array => {
    const text = typeof header === "string" ? header : JSON.stringify(header);
    const content = Buffer.concat([Buffer.from(`${text}\n`), body]);
    return Buffer.concat([content, createHash("sha256").update(content).digest()]);
  };

  it("that is rightly signed but wrong inside is none, whatever is wrong, and costs no room", async () => {
    const bytes = Buffer.from(await encodeUnit(key, heads)).subarray(0, -32);
    const end = bytes.indexOf("\n");
    const header = JSON.parse(bytes.subarray(0, end).toString()) as Record<string, unknown>;
    const body = bytes.subarray(end + 1);
    const place = { layer: 3, kvHead: 1, fromStep: 2, toStep: 5, queryHeads: [2, 3] };
    assert.ok(await isUnit(key, signed(header, body), place));
    const own = header.heads as object[];
    const headers: unknown[] = [
      ...["", "{", "null", "[]", "7", "{}"],
      ...Object.keys(header).flatMap((name) =>
        [null, undefined, 3, "x", {}, [], [null]].map((value) => ({ ...header, [name]: value })),
      ),
      ...["steps", "unitsPerChannel", "layer"].flatMap((name) =>
        [-1, 0.5, 2 ** 40, "3", null].map((value) => {
          return { ...header, heads: [{ ...own[0], [name]: value }, own[1]] };
        }),
      ),
    ];
    for (const wrong of headers) {
      const unit = signed(wrong, body);
      assert.equal(await isUnit(key, unit, place), false, JSON.stringify(wrong));
    }
    const inflated = inflateRawSync(body);
    for (const wrong of [inflated.subarray(8), Buffer.concat([inflated, Buffer.alloc(2 ** 26)])]) {
      assert.equal(await decodeUnit(key, signed(header, deflateRawSync(wrong)), 0), undefined);
    }
    for (const wrong of [Buffer.alloc(0), Buffer.from("not deflated"), body.subarray(0, -3)]) {
      assert.equal(await decodeUnit(key, signed(header, wrong), 0), undefined);
    }
    const others = [
      { layer: 4 },
      { kvHead: 0 },
      { fromStep: 1 },
      { toStep: 6 },
      { queryHeads: [2] },
    ];
    for (const other of others) {
      assert.equal(await isUnit(key, signed(header, body), { ...place, ...other }), false);
    }
  });
});
