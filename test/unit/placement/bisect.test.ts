import assert from "node:assert/strict";
import fc from "fast-check";
import { seededRandom } from "../../../src/core/kernels/seeded-random";
import { orderBySimilarity } from "../../../src/core/placement/bisect";
import { plainOrder } from "./plain-bisect";

const points = fc
  .record({ dimension: fc.integer({ min: 1, max: 4 }), count: fc.integer({ min: 1, max: 40 }) })
  .chain(({ dimension, count }) =>
    fc.record({
      dimension: fc.constant(dimension),
      features: fc
        .array(fc.integer({ min: -5, max: 5 }), {
          minLength: dimension * count,
          maxLength: dimension * count,
        })
        .map((values) => Float64Array.from(values)),
      weights: fc.array(fc.nat(20), { minLength: count, maxLength: count }),
    }),
  );

describe("orderBySimilarity", () => {
  it("gives every point once, the same way every time", () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 64 }), (given, unit) => {
        const order = orderBySimilarity(given, unit);
        assert.deepEqual(
          Array.from(order).sort((a, b) => a - b),
          given.weights.map((_, point) => point),
        );
        assert.deepEqual(orderBySimilarity(given, unit), order);
      }),
      { seed: 58, numRuns: 300 },
    );
  });

  it("is the order by the rule in words", () => {
    // Coordinates without a pattern: sums taken in another order meet no ties.
    const scattered = fc.tuple(points, fc.integer()).map(([{ dimension, weights }, seed]) => {
      const random = seededRandom(seed);
      const features = new Float64Array(dimension * weights.length).map(random);
      return { dimension, weights, features };
    });
    fc.assert(
      fc.property(scattered, fc.integer({ min: 1, max: 64 }), (given, unit) => {
        assert.deepEqual(Array.from(orderBySimilarity(given, unit)), plainOrder(given, unit));
      }),
      { seed: 67, numRuns: 300 },
    );
  });

  it("walks along a line from one end to the other, whatever the points weigh", () => {
    const line = fc
      .uniqueArray(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 40 })
      .chain((values) =>
        fc.record({
          features: fc.constant(Float64Array.from(values)),
          dimension: fc.constant(1),
          weights: fc.array(fc.integer({ min: 1, max: 9 }), {
            minLength: values.length,
            maxLength: values.length,
          }),
        }),
      );
    fc.assert(
      fc.property(line, (given) => {
        const walked = Array.from(orderBySimilarity(given, 1), (point) => given.features[point]);
        const ascending = [...walked].sort((a, b) => a - b);
        assert.ok([ascending.join(), ascending.reverse().join()].includes(walked.join()));
      }),
      { seed: 68, numRuns: 300 },
    );
  });

  it("puts the members of well separated groups next to each other", () => {
    const random = seededRandom(3);
    const groupOf = Array.from({ length: 64 }, () => Math.floor(random() * 4));
    const features = Float64Array.from(
      groupOf.flatMap((group) => [
        100 * (group & 1) + random(),
        70 * (group >> 1) + random(),
        random(),
      ]),
    );
    const weights = groupOf.map(() => 16);
    const order = orderBySimilarity({ features, dimension: 3, weights }, 16);
    const groups = Array.from(order, (point) => groupOf[point]);
    const changes = groups.filter((group, i) => i > 0 && group !== groups[i - 1]).length;
    // Halves of equal weight cut through groups of unequal size: a few more than 3 changes.
    assert.ok(changes <= 6, groups.join(""));
  });
});
