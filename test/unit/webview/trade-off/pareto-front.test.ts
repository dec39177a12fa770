import assert from "node:assert/strict";
import fc from "fast-check";
import { paretoFront } from "../../../../webview/views/trade-off/plot/pareto-front";
import { dominates } from "../../../fixtures/pareto";

const settings = { seed: 29, numRuns: 400 };
/** Few values, so that equal ones are common. */
const figure = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(NaN));
const tradeoffs = fc.array(fc.record({ across: figure, up: figure }), { maxLength: 20 });
const direction = fc.constantFrom("more" as const, "less" as const);
const directions = fc.record({ across: direction, up: direction });

describe("Pareto front", () => {
  it("has exactly the trade-offs that no other dominates, from the best across", () => {
    fc.assert(
      fc.property(tradeoffs, directions, (all, better) => {
        const known = [...all.keys()].filter((index) => {
          return !Number.isNaN(all[index].across) && !Number.isNaN(all[index].up);
        });
        const best = known.filter(
          (index) => !known.some((other) => dominates(all[other], all[index], better)),
        );
        const front = paretoFront(all, better);
        assert.deepEqual(
          front.toSorted((a, b) => a - b),
          best,
        );
        front.slice(1).forEach((index, at) => {
          const further = all[index].across - all[front[at]].across;
          assert.ok((better.across === "less" ? further : -further) >= 0);
        });
      }),
      settings,
    );
  });

  it("is that of the figures turned around where less is better instead of more", () => {
    fc.assert(
      fc.property(tradeoffs, (all) => {
        const turned = all.map(({ across, up }) => ({ across: -across, up: -up }));
        assert.deepEqual(
          paretoFront(turned, { across: "more", up: "less" }),
          paretoFront(all, { across: "less", up: "more" }),
        );
      }),
      settings,
    );
  });

  it("never lets a trade-off dominate itself or both each other", () => {
    const one = fc.record({ across: fc.integer({ max: 3 }), up: fc.integer({ max: 3 }) });
    fc.assert(
      fc.property(one, one, directions, (a, b, better) => {
        assert.ok(!dominates(a, a, better));
        assert.ok(!(dominates(a, b, better) && dominates(b, a, better)));
      }),
      settings,
    );
  });
});
