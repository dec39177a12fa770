import assert from "node:assert/strict";
import fc from "fast-check";
import {
  placeLabels,
  type PlacedLabel,
} from "../../../../webview/views/trade-off/plot/place-labels";

const area = { left: 0, top: 0, right: 700, bottom: 360 };
const lineHeight = 14;
const point = fc.record({
  x: fc.integer({ min: 0, max: 700 }),
  y: fc.integer({ min: 0, max: 360 }),
  width: fc.integer({ min: 10, max: 150 }),
});
/** Runs with figures that hardly differ, as they often are. */
const crowd = fc.record({
  x: fc.integer({ min: 300, max: 310 }),
  y: fc.integer({ min: 100, max: 110 }),
  width: fc.integer({ min: 60, max: 150 }),
});
const line = { left: 0, top: 180, right: 700, bottom: 184 };

describe("labels of points", () => {
  it("are all there, within the plot and over nothing else, however close the points", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(point, crowd), { maxLength: 24 }), (places) => {
        const points = places.map((place, index) => ({ ...place, text: `${index}` }));
        const placed = placeLabels(points, area, [line], lineHeight);
        assert.equal(placed.length, points.length);
        const boxes = placed.map((label, index) => {
          assert.ok(label, `label ${index} of ${points.length}`);
          return boxOf(label, points[index].width);
        });
        boxes.forEach((box, index) => {
          assert.ok(box.left >= area.left && box.right <= area.right);
          assert.ok(box.top >= area.top && box.bottom <= area.bottom);
          // Two texts on one line do not read as one.
          const wide = { ...box, left: box.left - 6, right: box.right + 6 };
          for (const other of boxes.slice(index + 1)) assert.ok(!overlap(wide, other));
          for (const { x, y } of points) assert.ok(!overlap(box, boxAround(x, y)));
        });
      }),
      { seed: 29, numRuns: 200 },
    );
  });

  it("have a line to their point where they are not beside it", () => {
    fc.assert(
      fc.property(fc.array(crowd, { minLength: 1, maxLength: 12 }), (places) => {
        const points = places.map((place, index) => ({ ...place, text: `${index}` }));
        placeLabels(points, area, [], lineHeight).forEach((label, index) => {
          assert.ok(label);
          const { x, y, width } = points[index];
          const box = boxOf(label, width);
          const away = Math.hypot(
            Math.max(box.left - x, 0, x - box.right),
            Math.max(box.top - y, 0, y - box.bottom),
          );
          assert.equal(label.leader !== undefined, away > 14);
        });
      }),
      { seed: 30, numRuns: 200 },
    );
  });

  it("keep off the lines of the plot where there is room", () => {
    const [label] = placeLabels([{ x: 300, y: 182, text: "run", width: 80 }], area, [line], 14);
    assert.ok(label && !overlap(boxOf(label, 80), line));
  });

  it("are left out where nothing is free", () => {
    const small = { left: 0, top: 0, right: 20, bottom: 20 };
    assert.deepEqual(placeLabels([{ x: 5, y: 5, text: "run", width: 30 }], small, [], 14), [
      undefined,
    ]);
  });
});

type Box = typeof area;

function boxOf({ left, middle }: PlacedLabel, width: number): Box {
  const half = lineHeight / 2;
  return { left, right: left + width, top: middle - half, bottom: middle + half };
}

function boxAround(x: number, y: number): Box {
  return { left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
