import assert from "node:assert/strict";
import { clusterColour, clusterColours } from "../../../webview/parts/colours/cluster-colour";
import { contrastOf, labOf, parseColour, visions } from "./colour-vision";

/** Least difference in CIE L*a*b*, for every kind of eyes. */
const least = 18;

describe("colours of clusters", () => {
  for (const [vision, matrix] of Object.entries(visions)) {
    it(`no two are alike with ${vision} vision, nor is one like that of no cluster`, () => {
      const seen = clusterColours.map((colour) => labOf(parseColour(colour), matrix));
      seen.forEach((one, at) => {
        for (const other of seen.slice(0, at)) {
          const difference = Math.hypot(...one.map((value, axis) => value - other[axis]));
          assert.ok(difference > least, `${clusterColours[at]}: ${difference}`);
        }
      });
    });
  }

  it("stand out from a dark ground", () => {
    for (const colour of clusterColours) {
      assert.ok(contrastOf(parseColour(colour), parseColour("#1f1f1f")) >= 3, colour);
    }
  });

  it("are taken by clusters in turn, the first by tokens in none", () => {
    const [none, ...others] = clusterColours;
    assert.equal(clusterColour(-1), none);
    for (let cluster = 0; cluster < 3 * others.length; cluster++) {
      assert.equal(clusterColour(cluster), others[cluster % others.length]);
    }
  });
});
