import assert from "node:assert/strict";
import {
  blendedTable,
  colourAt,
  colourCount,
  colourMapNames,
  colourTable,
} from "../../../webview/parts/colours/colour-map";
import { labOf, visions } from "./colour-vision";

const indices = Array.from({ length: colourCount }, (_, index) => index);

describe("colour maps", () => {
  for (const name of ["viridis", "cividis"] as const) {
    it(`${name} grows lighter from end to end`, () => {
      const lightness = indices.map((index) => labOf(colourAt(name, index))[0]);
      for (let index = 1; index < colourCount; index++) {
        assert.ok(lightness[index] > lightness[index - 1] - 0.25, `at ${index}`);
      }
      assert.ok(lightness[colourCount - 1] - lightness[0] > 70);
    });
  }

  it("difference is lightest in the middle and darker the larger the difference", () => {
    const lightness = indices.map((index) => labOf(colourAt("difference", index))[0]);
    for (let index = 1; index < colourCount; index++) {
      const towardsMiddle = index < colourCount / 2 ? 1 : -1;
      assert.ok(towardsMiddle * (lightness[index] - lightness[index - 1]) > -0.25, `at ${index}`);
    }
    assert.ok(lightness[127] > 90 && lightness[0] < 30 && lightness[255] < 30);
    for (let index = 0; index < colourCount / 2; index++) {
      assert.ok(Math.abs(lightness[index] - lightness[255 - index]) < 14, `both sides of ${index}`);
    }
  });

  it("difference tells less from more to every eye", () => {
    for (const [eyes, vision] of Object.entries(visions)) {
      for (let index = 0; index <= 96; index++) {
        const less = labOf(colourAt("difference", index), vision);
        const more = labOf(colourAt("difference", 255 - index), vision);
        const distance = Math.hypot(...less.map((part, axis) => part - more[axis]));
        assert.ok(distance > 20, `${eyes} at ${index}: ${distance}`);
      }
    }
  });

  it("blended go through their stops in equal steps", () => {
    const table = blendedTable([
      [0, 0, 0],
      [255, 0, 0],
      [255, 255, 0],
    ]);
    const reds = [...table].map((colour) => colour & 0xff);
    const greens = [...table].map((colour) => (colour >> 8) & 0xff);
    assert.deepEqual([reds[0], reds[64], reds[255]], [0, 128, 255]);
    assert.deepEqual([greens[0], greens[127], greens[255]], [0, 0, 255]);
    assert.ok(table.every((colour) => colour >>> 24 === 255));
  });

  for (const name of colourMapNames) {
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
