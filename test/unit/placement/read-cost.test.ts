import assert from "node:assert/strict";
import fc from "fast-check";
import type { DevicePreset } from "../../../src/core/memory/device-preset";
import { devicePresets } from "../../../src/core/memory/device-presets";
import { createHeadStep } from "../../../src/core/pim/step/create-head-step";
import { readCost, readTime } from "../../../src/core/placement/read-cost";
import { randomDevices, shapeOf } from "../../fixtures/memory/random-devices";

const elementBytes = 2;
const slotLists = fc.uniqueArray(fc.nat(3000), { minLength: 1, maxLength: 60 });

/** Bank and row of the n-th column of a slot, by the rules of each level in plain words. */
function rowName({ level, organisation }: DevicePreset, column: number): string {
  const { ranks, bankGroups, banks, columns } = organisation;
  switch (level) {
    case "bank":
      return `row ${Math.floor(column / columns)}`;
    case "bank-group": {
      const filled = Math.floor(column / columns);
      return `bank ${filled % banks} row ${Math.floor(filled / banks)}`;
    }
    case "buffer": {
      const group = column % (ranks * bankGroups);
      const inGroup = Math.floor(column / (ranks * bankGroups));
      const row = Math.floor(inGroup / (banks * columns));
      return `group ${group} bank ${inGroup % banks} row ${row}`;
    }
  }
}

function naiveCost(device: DevicePreset, slots: readonly number[], slotCount: number, d: number) {
  const { level, organisation } = device;
  const { pseudoChannels, ranks, bankGroups, banks, columnBytes } = organisation;
  const width = level === "buffer" ? pseudoChannels : pseudoChannels * ranks * bankGroups;
  const banksOfVector = level === "bank" ? banks : 1;
  const parts = Math.ceil((d * elementBytes) / (columnBytes * banksOfVector));
  const lines = new Set(slots.map((slot) => Math.floor(slot / width)));
  const keyRows = new Set<string>();
  const valueRows = new Set<string>();
  for (const line of lines) {
    for (let part = 0; part < parts; part++) {
      keyRows.add(rowName(device, line * parts + part));
      const column = part * Math.ceil(slotCount / width) + line;
      valueRows.add(`part ${part} ${rowName(device, column)}`);
    }
  }
  return { lines: lines.size, keyRows: keyRows.size, valueRows: valueRows.size };
}

describe("readCost", () => {
  it("counts the lines and rows that a naive count finds, on any device", () => {
    const dimensions = fc.constantFrom(1, 20, 64, 80, 128);
    fc.assert(
      fc.property(randomDevices, dimensions, slotLists, fc.nat(500), (device, d, slots, more) => {
        const slotCount = Math.max(...slots) + 1 + more;
        const cost = readCost(Uint32Array.from(slots), slotCount, shapeOf(d, device));
        assert.deepEqual(cost, naiveCost(device, slots, slotCount, d));
      }),
      { seed: 64, numRuns: 300 },
    );
  });

  for (const device of devicePresets) {
    it(`counts the lines and rows of keys that a simulated step reads: ${device.name}`, () => {
      const dimensions = fc.constantFrom(64, 128, 192);
      fc.assert(
        fc.property(dimensions, slotLists, (headDimension, list) => {
          const slots = Uint32Array.from(list).sort();
          const slotCount = 3001;
          const cost = readCost(slots, slotCount, shapeOf(headDimension, device));
          const step = createHeadStep(
            device,
            { headDimension, elementBytes },
            {
              refresh: true,
              carryRefreshPhase: false,
              chargeIndex: false,
              chargeClustering: false,
            },
          ).run({ slots, slotCount, index: { kind: "none" } });
          assert.deepEqual([cost.lines, cost.keyRows], [step.lines, step.keyRows]);
        }),
        { seed: 65, numRuns: 15 },
      );
    });
  }

  it("shares rows of keys among the lines that the shape says share them, and no others", () => {
    fc.assert(
      fc.property(randomDevices, fc.nat(4000), fc.nat(4000), (device, a, b) => {
        const shape = shapeOf(64, device);
        const rowsOf = (line: number) =>
          Array.from({ length: shape.vectorColumns }, (_, part) =>
            shape.rowOf(line * shape.vectorColumns + part),
          );
        // Where vectors do not divide a row, a line may lie in the end of one and the start of the next.
        fc.pre(Number.isInteger(shape.linesPerKeyRow));
        const stretch = (line: number) => Math.floor(line / shape.linesPerKeyRow);
        const shares = rowsOf(a).some((row) => rowsOf(b).includes(row));
        if (shares) assert.equal(stretch(a), stretch(b));
        const last = (stretch(a) + 1) * shape.linesPerKeyRow - 1;
        const inStretch = Array.from({ length: shape.linesPerKeyRow }, (_, i) => last - i);
        const rows = new Set(inStretch.flatMap(rowsOf));
        const columns = shape.linesPerKeyRow * shape.vectorColumns;
        assert.equal(rows.size * device.organisation.columns, columns);
      }),
      { seed: 66, numRuns: 200 },
    );
  });

  it("counts 16 lines of K and 32 of V per row at D = 128 on the default device", () => {
    const slots = Uint32Array.of(0, 1, 15, 16, 255, 256, 511, 512);
    assert.deepEqual(readCost(slots, 1024, shapeOf(128)), { lines: 6, keyRows: 3, valueRows: 4 });
    assert.deepEqual(readCost(slots, 1024, shapeOf(64)), { lines: 6, keyRows: 2, valueRows: 2 });
    const nothing = { lines: 0, keyRows: 0, valueRows: 0 };
    assert.deepEqual(readCost(new Uint32Array(0), 1024, shapeOf(128)), nothing);
  });

  it("counts all rows of a dense read; opening one takes 7 reads on the default device", () => {
    const slots = new Uint32Array(4096).map((_, slot) => slot);
    const shape = shapeOf(128);
    const cost = readCost(slots, 4096, shape);
    assert.deepEqual(cost, { lines: 256, keyRows: 16, valueRows: 16 });
    assert.equal(readTime(cost, shape), 4 * 256 + 7 * 32);
    assert.equal(shape.openingReads, 7);
  });
});
