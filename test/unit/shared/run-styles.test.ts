import assert from "node:assert/strict";
import fc from "fast-check";
import { runColours, stylesFor } from "../../../src/shared/run-styles";
import { sampleRun } from "../webview/samples";

const runs = fc.uniqueArray(
  fc
    .tuple(fc.constantFrom("full", "starc", "quest"), fc.integer({ min: 1, max: 5 }))
    .map(([policy, budget]) => sampleRun({ policy, budget })),
  { selector: ({ policy, budget }) => `${policy} ${budget}`, maxLength: 12 },
);

describe("the colours of runs", () => {
  it("differ as long as there are enough, and fewest runs share one beyond", () => {
    fc.assert(
      fc.property(runs, (of) => {
        const used = stylesFor(of).map(({ colour }) => colour);
        const uses = Array.from(
          { length: runColours },
          (_, colour) => used.filter((other) => other === colour).length,
        );
        assert.ok(Math.max(...uses) - Math.min(...uses) <= 1);
      }),
      { seed: 1 },
    );
  });

  it("stay with their runs, whichever come, go or change places", () => {
    fc.assert(
      fc.property(runs, runs, (before, after) => {
        const runStyles = stylesFor(before);
        const styles = stylesFor(after, { runs: before, runStyles });
        assert.equal(styles.length, after.length);
        after.forEach((run, place) => {
          const at = before.findIndex(
            ({ policy, budget }) => policy === run.policy && budget === run.budget,
          );
          if (at >= 0) assert.deepEqual(styles[place], runStyles[at]);
        });
      }),
      { seed: 2 },
    );
  });

  it("stay with a run that is changed in its place", () => {
    const before = [sampleRun({ policy: "full" }), sampleRun({ budget: 4 })];
    const runStyles = [
      { colour: 1, hidden: false },
      { colour: 5, hidden: true },
    ];
    const after = [before[0], sampleRun({ budget: 8 })];
    assert.deepEqual(stylesFor(after, { runs: before, runStyles }), runStyles);
  });
});
