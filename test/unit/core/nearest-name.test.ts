import assert from "node:assert/strict";
import fc from "fast-check";
import { nearestName } from "../../../src/core/nearest-name";

/** Letters to insert, remove or replace, by the definition. */
function distance(from: string, to: string): number {
  if (from === "" || to === "") return from.length + to.length;
  const [a, b] = [from.slice(1), to.slice(1)];
  if (from.startsWith(to[0])) return distance(a, b);
  return 1 + Math.min(distance(a, to), distance(from, b), distance(a, b));
}

describe("the nearest name", () => {
  const names = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "B", "c"), maxLength: 5 }), {
    maxLength: 6,
  });

  it("takes the fewest changes, in capitals or not, and is the first of equals", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "B", "c"), maxLength: 5 }), names, check),
      { seed: 31, numRuns: 200 },
    );
    function check(wanted: string, among: readonly string[]): void {
      const distances = among.map((name) => distance(wanted.toLowerCase(), name.toLowerCase()));
      const least = Math.min(...distances);
      assert.equal(nearestName(wanted, among), among[distances.indexOf(least)]);
    }
  });
});
