import assert from "node:assert/strict";
import fc from "fast-check";
import { InputError } from "../../../../src/core/errors";
import { parseIndexJson } from "../../../../src/core/trace/import/index-json";
import { toSelection } from "../../../../src/core/trace/import/selected-indices";

describe("selected indices", () => {
  it("are the tokens of their pages up to the newest, ascending, each once", () => {
    const page = fc.integer({ min: -2, max: 9 });
    const steps = fc.array(fc.array(page, { maxLength: 12 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 9 }), (given, pageTokens) => {
        const prompt = 9 * pageTokens;
        const { offsets, tokens } = toSelection("x", 0, given, prompt, pageTokens);
        for (const [step, pages] of given.entries()) {
          const all = Array.from({ length: prompt + step + 1 }, (_, token) => token);
          const expected = all.filter((token) => pages.includes(Math.floor(token / pageTokens)));
          assert.deepEqual([...tokens.subarray(offsets[step], offsets[step + 1])], expected);
        }
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it("of pages or prompts longer than any are refused before their tokens are listed", () => {
    const refuse = (prompt: number, pageTokens: number | undefined, field: string) => {
      assert.throws(
        () => toSelection("x", 0, [[0]], prompt, pageTokens),
        (error) => error instanceof InputError && error.field === field,
      );
    };
    refuse(2 ** 30, 2 ** 30, "page size");
    refuse(2 ** 31, undefined, "prompt tokens");
    refuse(2 ** 53 - 1, 16, "prompt tokens");
  });

  it("under a name that nobody sees are refused by it in quotation marks", () => {
    assert.throws(() => parseIndexJson('{"": 1}'), /^InputError: "": is unknown/);
  });
});
