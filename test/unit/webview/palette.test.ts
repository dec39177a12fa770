import assert from "node:assert/strict";
import { palettes, type PaletteName } from "../../../webview/parts/charts/palette";
import { contrastOf, labOf, parseColour, visions } from "./colour-vision";

/** Backgrounds of the editor's default themes. */
const backgrounds: Readonly<Record<PaletteName, readonly string[]>> = {
  dark: ["#1f1f1f", "#1e1e1e", "#000000"],
  light: ["#ffffff"],
};

describe("palette", () => {
  for (const name of ["dark", "light"] as const) {
    const colours = palettes[name].map(parseColour);

    it(`${name}: every colour stands out from the background`, () => {
      for (const background of backgrounds[name]) {
        for (const colour of colours) {
          assert.ok(contrastOf(colour, parseColour(background)) >= 3, colour.join());
        }
      }
    });

    for (const [vision, matrix] of Object.entries(visions)) {
      it(`${name}: any two colours differ with ${vision} vision, neighbours most`, () => {
        const seen = colours.map((colour) => labOf(colour, matrix));
        seen.forEach((one, index) => {
          seen.slice(index + 1).forEach((other, distance) => {
            const difference = Math.hypot(...one.map((part, axis) => part - other[axis]));
            assert.ok(difference > (distance === 0 ? 30 : 20), `${index}: ${difference}`);
          });
        });
      });
    }
  }
});
