import assert from "node:assert/strict";
import fc from "fast-check";
import type { StepColumn } from "../../../../src/shared/figures";
import { firstWords } from "../../../../webview/state/opening/first-words";

/** A run by what it wastes, its cycles and its tokens. */
function told(
  name: string,
  [share, cycles, tokens = 256]: readonly number[],
  policy = name === "Full" ? "full" : "starc",
) {
  const values: Partial<Record<StepColumn, number>> = {
    columnsRead: 1000,
    columnsUseful: 1000 * (1 - share),
    cycles,
    tokens,
  };
  const figure = (column: StepColumn) => values[column] ?? NaN;
  return { name, configuration: { policy }, figure };
}

const plain = (text: string | undefined) => text?.replace(/\s/g, " ");

describe("the first words about a trace", () => {
  const full = told("Full", [0, 936, 1024]);

  it("say which run wastes more of what it reads, and what that costs", () => {
    const [starc, topk] = [
      told("STARC 256", [0.17, 571.2, 260]),
      told("Token top-k 256", [0.56, 602, 256]),
    ];
    const expected =
      "Token top-k 256 selects as little as STARC 256, but 56.0 % of its columns are wasted: " +
      "602 against 571 cycles.";
    for (const runs of [
      [starc, full, topk],
      [topk, starc],
    ]) {
      assert.equal(plain(firstWords(runs)), expected);
    }
    const fewer = told("Token top-k 64", [0.56, 602, 64]);
    assert.match(firstWords([starc, fewer]) ?? "", /selects less than STARC 256, but/);
    const more = told("Token top-k 512", [0.56, 1602, 512]);
    assert.match(firstWords([starc, more]) ?? "", /selects more than STARC 256, and 56.0/);
  });

  it("say so where waste costs nothing", () => {
    const sentence = firstWords([told("A", [0.1, 700]), told("B", [0.5, 600])]);
    assert.equal(
      plain(sentence),
      "50.0 % of the columns that B reads are wasted, and yet it takes no longer than A: " +
        "600 against 700 cycles.",
    );
  });

  it("compare the cost of runs that waste about the same", () => {
    const sentence = firstWords([told("A", [0.1, 1700]), told("B", [0.12, 600]), full]);
    assert.equal(
      plain(sentence),
      "B wastes about as much of what it reads as A, 12.0 % against 10.0 %, and takes 600 against " +
        "1 700 cycles.",
    );
  });

  it("set a run alone against the one that reads everything, or tell of it alone", () => {
    const run = told("STARC 256", [0, 571]);
    assert.equal(
      firstWords([run, full]),
      "STARC 256 takes 571 cycles a step where Full takes 936, and wastes none of its reads.",
    );
    assert.equal(
      firstWords([run]),
      "STARC 256 takes 571 cycles a step, and wastes none of its reads.",
    );
    assert.equal(firstWords([full]), "Full takes 936 cycles a step, and wastes none of its reads.");
  });

  it("leave out runs without figures, and are none without any", () => {
    const nothing = told("Recorded", [NaN, NaN], "recorded");
    assert.equal(firstWords([]), undefined);
    assert.equal(firstWords([nothing]), undefined);
    assert.equal(firstWords([nothing, full]), firstWords([full]));
  });

  it("are one sentence about runs that are there, whatever their figures", () => {
    const share = fc.double({ min: 0, max: 1 });
    const amount = fc.double({ min: 0, max: 1e6 });
    const run = fc.tuple(share, amount, amount).map((figures) => told("R", figures));
    fc.assert(
      fc.property(fc.array(run, { maxLength: 5 }), (runs) => {
        const sentence = firstWords(runs);
        if (sentence === undefined) return;
        assert.match(sentence, /^\S.*\.$/);
        assert.doesNotMatch(sentence, /NaN|—|undefined/);
      }),
      { seed: 43, numRuns: 300 },
    );
  });
});
