import assert from "node:assert/strict";
import fc from "fast-check";
import { clampedText, visibleText } from "../../../webview/parts/format/visible-text";
import { findTokens, nextToken } from "../../../webview/views/tokens/find/find-tokens";

const settings = { seed: 221, numRuns: 300 };

describe("finding tokens", () => {
  const words = fc.array(fc.constantFrom("the", " Kansas", "an", "prai", "ries\n"), {
    maxLength: 40,
  });

  it("finds every token that has the letters, and the one of a number", () => {
    fc.assert(
      fc.property(words, fc.constantFrom("an", "KANS", "e", "3", "x"), (texts, query) => {
        const found = findTokens(query, texts.length, (token) => texts[token]);
        const expected = texts
          .map((_, token) => token)
          .filter((token) => texts[token].toLowerCase().includes(query.toLowerCase()));
        if (query === "3") assert.deepEqual(found, texts.length > 3 ? [3] : []);
        else assert.deepEqual(found, expected);
        assert.deepEqual(
          findTokens(" ", texts.length, (token) => texts[token]),
          [],
        );
        assert.deepEqual(
          findTokens("an", texts.length, () => undefined),
          [],
        );
      }),
      settings,
    );
  });

  it("goes through all of them and round, forwards and backwards alike", () => {
    const ascending = fc
      .uniqueArray(fc.nat(200), { minLength: 1, maxLength: 20 })
      .map((tokens) => tokens.sort((a, b) => a - b));
    fc.assert(
      fc.property(ascending, fc.nat(200), (found, start) => {
        for (const direction of [1, -1] as const) {
          const seen: number[] = [];
          let at: number | undefined = start;
          while (seen.length < found.length) {
            at = nextToken(found, at, direction);
            seen.push(at!);
          }
          assert.deepEqual(
            seen.sort((a, b) => a - b),
            found,
          );
        }
        assert.equal(nextToken([], start, 1), undefined);
        assert.equal(nextToken(found, undefined, 1), found[0]);
      }),
      settings,
    );
  });
});

describe("text of tokens", () => {
  it("shows what cannot be seen, and keeps what can", () => {
    assert.equal(visibleText("a\nb\tc\r\0\x1b\x7f"), "a␊b␉c␍␀␛␡");
    assert.equal(visibleText("x\u202ey\u200b"), "x<202E>y<200B>");
    assert.equal(visibleText("naïve 語 🙂"), "naïve 語 🙂");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        assert.doesNotMatch(visibleText(text), /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
      settings,
    );
  });

  it("is never longer than it may be, and cuts no letter in two", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 9 }), (text, most) => {
        const shown = clampedText(text, most);
        assert.ok(Array.from(shown).length <= most && !/\p{Cs}/u.test(shown));
        if (Array.from(visibleText(text)).length <= most) assert.equal(shown, visibleText(text));
      }),
      settings,
    );
  });
});
