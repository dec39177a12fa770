import assert from "node:assert/strict";
import fc from "fast-check";
import { looseEnds } from "../../../webview/parts/charts/loose-ends";

describe("ends of an axis that need not begin at 0", () => {
  it("hold all values, and end where values do", () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, (shares) => {
        const { low, high } = looseEnds(shares, 1);
        assert.ok(low >= 0 && high <= 1 && shares.every((share) => low <= share && share <= high));
        assert.ok(looseEnds(shares).high > Math.max(...shares));
      }),
      { seed: 44 },
    );
    assert.equal(looseEnds([0.9, 1], 1).high, 1);
  });
});
