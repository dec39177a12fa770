import assert from "node:assert/strict";
import fc from "fast-check";
import { placeLevels } from "../../../webview/parts/heat-map/drawing/place-labels";
import { tokenAxis } from "../../../webview/views/tokens/token-axes";

const measure = (text: string) => text.length * 7;

describe("the axis of tokens", () => {
  it("names the longer of prompt and decoded tokens, however short the other is", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 40_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 200, max: 1000 }),
        (rows, share, pixels) => {
          const promptTokens = Math.min(rows - 1, 1 + Math.floor(share * (rows - 1)));
          const words = { hasText: false, text: () => "" };
          const axis = tokenAxis(rows, promptTokens, [], words);
          const placed = placeLevels(axis, "rows", { from: 0, size: rows, pixels }, measure);
          const texts = placed.at(-1)!.labels.map(({ text }) => text);
          assert.ok(texts.includes(promptTokens * 2 >= rows ? "prompt" : "decoded"));
        },
      ),
      { seed: 17, numRuns: 200 },
    );
  });
});
