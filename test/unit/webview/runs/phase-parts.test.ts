import assert from "node:assert/strict";
import fc from "fast-check";
import { phaseFigures, type StepColumn } from "../../../../src/shared/figures";
import { sparkParts, sparkWords } from "../../../../webview/page/runs/row/phase-parts";

const cycles = fc.array(fc.nat(5000), {
  minLength: phaseFigures.length,
  maxLength: phaseFigures.length,
});

/** Figures of a run with these cycles of its phases. */
function figureOf(phases: readonly number[]) {
  const sum = phases.reduce((all, each) => all + each, 0);
  return (column: StepColumn) => {
    const code = phaseFigures.findIndex((phase) => phase.cycles === column);
    return code >= 0 ? phases[code] : column === "cycles" ? sum : NaN;
  };
}

describe("the phases of runs as bars in their table", () => {
  it("are as long as the run's cycles are of the largest run's, in the order they run in", () => {
    fc.assert(
      fc.property(fc.array(cycles, { minLength: 1, maxLength: 9 }), (runs) => {
        const figures = runs.map(figureOf);
        const most = Math.max(...figures.map((figure) => figure("cycles")));
        fc.pre(most > 0);
        for (const [run, figure] of figures.entries()) {
          const parts = sparkParts(figure, most);
          const length = parts.reduce((sum, { share }) => sum + share, 0);
          assert.ok(Math.abs(length - figure("cycles") / most) < 1e-9);
          for (const [code, part] of parts.entries()) {
            assert.equal(part.cycles, runs[run][code]);
            assert.ok(Math.abs(part.share * most - runs[run][code]) < 1e-6);
          }
        }
      }),
      { seed: 11 },
    );
  });

  it("are named with their cycles, but for those that take none", () => {
    fc.assert(
      fc.property(cycles, (phases) => {
        const words = sparkWords(sparkParts(figureOf(phases), 5000));
        for (const [code, { label }] of phaseFigures.entries()) {
          assert.equal(words.includes(`${label} `), phases[code] > 0, `${label}: ${words}`);
        }
      }),
      { seed: 12 },
    );
    const parts = sparkParts(figureOf([100, 0, 300, 0, 600, 0, 0]), 2000);
    assert.match(sparkWords(parts), /^\S.* 100 cycles \(10.*%\), .* 300 .*, .* 600 cycles/);
  });

  it("are nothing, and said to be, while the run's figures are awaited", () => {
    const parts = sparkParts(() => NaN, 0);
    assert.ok(parts.every(({ share }) => share === 0));
    assert.equal(sparkWords(parts), "");
  });
});
