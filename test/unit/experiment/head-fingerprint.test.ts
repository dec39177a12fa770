import assert from "node:assert/strict";
import fc from "fast-check";
import { fingerprintHead } from "../../../src/core/experiment/cache/head-fingerprint";
import { BytesSource } from "../../../src/core/files/bytes-source";
import { plainNumerics } from "../../../src/core/policy/head/numerics";
import { readHeadData } from "../../../src/core/policy/head/read-head-data";
import { parseGenerateParameters } from "../../../src/core/trace/generate/options";
import { interpretHeader } from "../../../src/core/trace/header/interpret-header";
import { readHeader } from "../../../src/core/trace/header/read-header";
import { openTrace } from "../../../src/core/trace/open-trace";
import { generateTraceBytes } from "../../fixtures/trace/trace-bytes";

const parameters = parseGenerateParameters({
  ...{
    layers: 2,
    kvHeads: 2,
    queryHeads: 4,
    promptTokens: 40,
    steps: 3,
    headDimension: 16,
    seed: 4,
  },
});
const places = [0, 1].flatMap((layer) => [0, 1].map((kvHead) => ({ layer, kvHead })));

/** Bytes of a file that note which of them were read. */
class NotingSource extends BytesSource {
  readonly ranges: [number, number][] = [];

  override read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    this.ranges.push([offset, offset + length]);
    return super.read(offset, length);
  }

  hasRead(at: number): boolean {
    return this.ranges.some(([from, to]) => from <= at && at < to);
  }
}

async function fingerprintsOf(bytes: Uint8Array): Promise<string[]> {
  const source = new BytesSource("a trace", bytes);
  const file = await readHeader(source);
  const from = { source, dataStart: file.dataStart, ...interpretHeader(file) };
  return Promise.all(places.map((place) => fingerprintHead(from, place)));
}

describe("fingerprint of a head", () => {
  it("is another one for every byte that simulating the head reads, and for no other", async () => {
    const bytes = await generateTraceBytes(parameters);
    const { dataStart } = await readHeader(new BytesSource("a trace", bytes));
    const sources = await Promise.all(
      places.map(async ({ layer, kvHead }) => {
        const source = new NotingSource("a trace", bytes);
        const trace = await openTrace(source);
        source.ranges.length = 0;
        await readHeadData(trace, layer, kvHead, plainNumerics);
        return source;
      }),
    );
    const before = await fingerprintsOf(bytes);
    assert.equal(new Set(before).size, places.length);
    const positions = fc.integer({ min: dataStart, max: bytes.length - 1 });
    await fc.assert(
      fc.asyncProperty(positions, async (at) => {
        const changed = bytes.slice();
        changed[at] ^= 1;
        const isOther = (await fingerprintsOf(changed)).map((now, head) => now !== before[head]);
        assert.deepEqual(
          isOther,
          sources.map((source) => source.hasRead(at)),
        );
      }),
      { seed: 9, numRuns: 200 },
    );
  });
});
