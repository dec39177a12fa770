import assert from "node:assert/strict";
import fc from "fast-check";
import {
  decodeBFloat16,
  decodeFloat16,
  encodeBFloat16,
  encodeFloat16,
} from "../../../src/core/kernels/float16";
import { brainValue, halfValue } from "../../fixtures/trace/plain-reader";

const everyPattern = Uint16Array.from({ length: 0x10000 }, (_, i) => i);

const formats = [
  { name: "F16", decode: decodeFloat16, encode: encodeFloat16, value: halfValue, top: 0x7bff },
  { name: "BF16", decode: decodeBFloat16, encode: encodeBFloat16, value: brainValue, top: 0x7f7f },
];

for (const { name, decode, encode, value, top } of formats) {
  describe(`${name} floats`, () => {
    it("decodes every pattern to the value of its definition", () => {
      const decoded = decode(everyPattern);
      for (const pattern of everyPattern) {
        if (!Object.is(decoded[pattern], value(pattern))) {
          assert.fail(`${pattern}: ${decoded[pattern]} instead of ${value(pattern)}`);
        }
      }
    });

    it("encodes what it decoded to the same pattern, NaN to a NaN", () => {
      const again = encode(decode(everyPattern));
      const decoded = decode(again);
      for (const pattern of everyPattern) {
        const same = Number.isNaN(value(pattern))
          ? Number.isNaN(decoded[pattern])
          : again[pattern] === pattern;
        if (!same) assert.fail(`${pattern} became ${again[pattern]}`);
      }
    });

    it("rounds to the nearest value, ties to the even pattern", () => {
      const largest = value(top);
      const finite = fc.double({ min: -largest, max: largest, noNaN: true }).map(Math.fround);
      const bits = fc
        .integer({ min: 0, max: 0x7f7fffff })
        .map((pattern) => new Float32Array(Uint32Array.of(pattern).buffer)[0])
        .filter((float) => float <= largest);
      fc.assert(
        fc.property(fc.oneof(finite, bits), (float) => {
          const pattern = encode(Float32Array.of(float))[0];
          const magnitude = pattern & 0x7fff;
          const error = Math.abs(value(pattern) - float);
          for (const neighbour of [magnitude - 1, magnitude + 1]) {
            if (neighbour < 0 || neighbour > top) continue;
            const other = Math.abs(value(neighbour | (pattern & 0x8000)) - float);
            assert.ok(error < other || (error === other && magnitude % 2 === 0));
          }
        }),
        { seed: 16, numRuns: 20_000 },
      );
    });

    it("rounds the middle between two values to the even pattern", () => {
      for (let pattern = 0; pattern < top; pattern++) {
        const middle = Math.fround((value(pattern) + value(pattern + 1)) / 2);
        const even = pattern % 2 === 0 ? pattern : pattern + 1;
        if (encode(Float32Array.of(middle))[0] !== even) assert.fail(`above ${pattern}`);
      }
    });

    it("overflows to infinity from the middle above the largest value", () => {
      const half = (value(top) - value(top - 1)) / 2;
      const [below, at] = [value(top) + half * 0.99, value(top) + half];
      assert.equal(encode(Float32Array.of(Math.fround(below)))[0], top);
      assert.equal(encode(Float32Array.of(at))[0], top + 1);
      assert.equal(value(encode(Float32Array.of(-Infinity))[0]), -Infinity);
    });
  });
}
