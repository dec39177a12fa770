import assert from "node:assert/strict";
import {
  colourAt,
  colourCount,
  colourMapNames,
  colourTable,
} from "../../../webview/heatmap/colour-map";
import { labOf } from "./colour-vision";

const indices = Array.from({ length: colourCount }, (_, index) => index);

describe("colour maps", () => {
  for (const name of colourMapNames) {
    it(`${name} grows lighter from end to end`, () => {
      const lightness = indices.map((index) => labOf(colourAt(name, index))[0]);
      for (let index = 1; index < colourCount; index++) {
        assert.ok(lightness[index] > lightness[index - 1] - 0.25, `at ${index}`);
      }
      assert.ok(lightness[colourCount - 1] - lightness[0] > 70);
    });

    it(`${name} has no jump`, () => {
      for (let index = 1; index < colourCount; index++) {
        const before = labOf(colourAt(name, index - 1));
        const here = labOf(colourAt(name, index));
        assert.ok(Math.hypot(...here.map((part, axis) => part - before[axis])) < 3, `at ${index}`);
      }
    });

    it(`${name} lies in memory as red, green, blue, opaque`, () => {
      const bytes = new Uint8Array(colourTable(name).buffer);
      for (const index of indices) {
        assert.deepEqual(
          [...bytes.subarray(4 * index, 4 * index + 4)],
          [...colourAt(name, index), 255],
        );
      }
    });
  }

  it("have the published ends", () => {
    assert.deepEqual(colourAt("viridis", 0), [0x44, 0x01, 0x54]);
    assert.deepEqual(colourAt("viridis", 255), [0xfd, 0xe7, 0x25]);
    assert.deepEqual(colourAt("cividis", 0), [0x00, 0x22, 0x4e]);
    assert.deepEqual(colourAt("cividis", 255), [0xfe, 0xe8, 0x38]);
  });
});
