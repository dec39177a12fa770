import assert from "node:assert/strict";
import fc from "fast-check";
import { banksPerChannel, lanesPerChannel } from "../../../src/core/memory/organisation";
import { levelLayout } from "../../../src/core/memory/level-layout";
import { VectorRows } from "../../../src/core/pim/layout/vector-rows";
import { StackShape } from "../../../webview/state/bank-address";
import { wantedBank } from "../../../webview/state/details/wanted-details";
import { bankPlaceOf, cellOfBank } from "../../../webview/views/banks/picture/bank-cells";
import { loadTable } from "../../../webview/views/banks/load-table";
import { bankPicture } from "../../../webview/views/banks/picture/bank-picture";
import { stackFigures } from "../../../webview/views/banks/stack-figures";
import { StackLoads } from "../../../webview/views/banks/loads/stack-loads";
import { linearScale } from "../../../webview/parts/colours/scale";
import { banksOf, wholeGrid } from "./banks/grids";
import { randomDevices } from "../../fixtures/memory/random-devices";
import { catalog, sampleHead, sampleHeader, sampleRun, sampleTrace, sampleView } from "./samples";

const axes = fc.constantFrom("channels", "steps", "banks");
const steps = 3;

/** Loads of one KV head, by lane or by bank, all different. */
function loadsOf(stack: StackShape, kvHead: number, isByLane: boolean): StackLoads {
  const units = isByLane ? stack.lanesPerChannel : stack.banksPerChannel;
  const loads = new StackLoads(steps, stack);
  const values = Array.from({ length: steps * units }, (_, cell) => cell);
  loads.add(sampleHead({ kvHead }, {}, values, steps, units), "vectors");
  return loads;
}

describe("a bank's address on any device", () => {
  it("puts together again what it takes apart", () => {
    fc.assert(
      fc.property(randomDevices, fc.nat(1e6), ({ organisation }, number) => {
        const { pseudoChannels, ranks, bankGroups, banks } = organisation;
        const stack = new StackShape(organisation);
        assert.equal(stack.banksPerChannel, banksPerChannel(organisation));
        assert.equal(stack.lanesPerChannel, lanesPerChannel(organisation));
        const index = number % stack.banksPerChannel;
        const { pseudoChannel, rank, bankGroup, bank } = stack.address(index);
        assert.ok(pseudoChannel < pseudoChannels && rank < ranks);
        assert.ok(bankGroup < bankGroups && bank < banks);
        const lane = (pseudoChannel * ranks + rank) * bankGroups + bankGroup;
        assert.equal(lane * banks + bank, index);
        assert.equal(stack.laneOf(index), lane);
      }),
      { seed: 71, numRuns: 500 },
    );
  });

  it("is that of the bank in which the simulator finds a lane's vectors", () => {
    fc.assert(
      fc.property(randomDevices, fc.nat(1e6), (device, number) => {
        const { level, organisation } = device;
        fc.pre(level === "bank");
        const stack = new StackShape(organisation);
        const bank = number % stack.banksPerChannel;
        const { slotsPerLine } = levelLayout(level, organisation);
        const rows = new VectorRows(
          device,
          { headDimension: 64, elementBytes: 2, slotCount: slotsPerLine },
          bank,
        );
        for (let slot = 0; slot < slotsPerLine; slot++) {
          assert.equal(rows.keyRows(slot).length > 0, stack.laneOf(bank) === slot);
        }
      }),
      { seed: 72, numRuns: 150 },
    );
  });

  it("deals every KV head to exactly one channel", () => {
    fc.assert(
      fc.property(randomDevices, fc.integer({ min: 1, max: 80 }), ({ organisation }, heads) => {
        const stack = new StackShape(organisation);
        const dealt = Array.from({ length: stack.channels }, (_, channel) =>
          stack.headsOfChannel(heads, channel),
        ).flat();
        assert.deepEqual(
          dealt.sort((a, b) => a - b),
          Array.from({ length: heads }, (_, head) => head),
        );
      }),
      { seed: 73, numRuns: 100 },
    );
  });

  it("is found again in every picture, and outside of the device in none", () => {
    fc.assert(
      fc.property(randomDevices, axes, fc.nat(1e6), fc.nat(99), (device, axis, number, step) => {
        const stack = new StackShape(device.organisation);
        const channel = number % stack.channels;
        const bank = Math.floor(number / stack.channels) % stack.banksPerChannel;
        const view = { kvHead: channel + stack.channels, step };
        const grid = wholeGrid(stack);
        const cell = cellOfBank(axis, { channel, bank }, view, grid);
        assert.ok(cell);
        assert.deepEqual(bankPlaceOf(axis, cell, view, grid), { channel, bank, step });
        const lanes = wholeGrid(stack, stack.lanesPerChannel);
        const inLane = cellOfBank(axis, { channel, bank }, view, lanes);
        assert.ok(inLane);
        const first = bankPlaceOf(axis, inLane, view, lanes);
        assert.equal(stack.laneOf(first.bank), stack.laneOf(bank));
        const outside = { channel, bank: bank + stack.banksPerChannel };
        assert.equal(cellOfBank(axis, outside, view, grid), undefined);
      }),
      { seed: 74, numRuns: 300 },
    );
  });
});

describe("the banks of any device", () => {
  const small = randomDevices.filter(({ organisation }) => banksPerChannel(organisation) <= 256);

  it("are all drawn, labelled in full and described where they lie", () => {
    fc.assert(
      fc.property(small, axes, fc.boolean(), fc.nat(1e6), (device, axis, isByLane, number) => {
        const stack = new StackShape(device.organisation);
        const loads = loadsOf(stack, 0, isByLane);
        const heatMap = { ...sampleView().heatMap, axis };
        const shown = sampleView({ step: 1, heatMap });
        const banksShown = banksOf(loads);
        const picture = bankPicture(sampleTrace(), shown, banksShown, linearScale(1));
        const { matrix, rowAxis, columnAxis } = picture;
        assert.equal(matrix.values.length, matrix.rows * matrix.columns);
        const banks = axis === "channels" ? columnAxis : rowAxis;
        const length = axis === "channels" ? matrix.columns : matrix.rows;
        const channels = axis === "banks" ? stack.channels : 1;
        assert.equal(length, channels * stack.banksPerChannel);
        for (const { labels } of banks.levels) {
          assert.equal(labels[0].from, 0);
          assert.equal(labels.at(-1)?.to, length);
          labels.slice(1).forEach(({ from }, index) => assert.equal(from, labels[index].to));
        }
        const bank = number % stack.banksPerChannel;
        const view = { kvHead: 0, step: 1 };
        const cell = cellOfBank(axis, { channel: 0, bank }, view, banksShown.grid);
        assert.ok(cell);
        const unit = isByLane ? stack.laneOf(bank) : bank;
        const units = isByLane ? stack.lanesPerChannel : stack.banksPerChannel;
        assert.equal(matrix.values[cell.row * matrix.columns + cell.column], units + unit);
        const { pseudoChannel, rank, bankGroup, bank: inGroup } = stack.address(bank);
        assert.equal(
          picture.describe(cell).lines[0],
          `pseudo-channel ${pseudoChannel}, rank ${rank}, bank group ${bankGroup}, bank ${inGroup}`,
        );
      }),
      { seed: 75, numRuns: 60 },
    );
  });

  it("are all in the table, a column for each that may carry another load", () => {
    fc.assert(
      fc.property(small, fc.boolean(), (device, isByLane) => {
        const stack = new StackShape(device.organisation);
        const loads = loadsOf(stack, 0, isByLane);
        const units = isByLane ? stack.lanesPerChannel : stack.banksPerChannel;
        const trace = sampleTrace({ header: sampleHeader({ kvHeads: 1, queryHeads: 1 }) });
        const heatMap = { ...sampleView().heatMap, metric: "vectors" } as const;
        const view = sampleView({ step: 1, heatMap });
        const { columns, rows } = loadTable(trace, view, banksOf(loads));
        assert.equal(columns.length, units + 1);
        assert.equal(new Set(columns.map(({ label }) => label)).size, units + 1);
        assert.deepEqual(
          rows.map(({ cells }) => cells),
          [Array.from({ length: units }, (_, unit) => `${units + unit}`)],
        );
        assert.equal(stackFigures(loads.atStep(1, wholeGrid(stack)), "vectors")[0].value, "1");
      }),
      { seed: 76, numRuns: 60 },
    );
  });

  it("are asked for by the numbers that the host knows, and no others", () => {
    fc.assert(
      fc.property(randomDevices, fc.nat(70), fc.nat(2500), (device, channel, bank) => {
        const { organisation } = device;
        const [slow] = catalog.devices;
        const trace = sampleTrace({
          catalog: { ...catalog, devices: [{ ...slow, organisation }] },
          header: sampleHeader({ kvHeads: 128, queryHeads: 128 }),
        });
        const picked = { kind: "bank", channel, bank } as const;
        const scope = { layers: [5], kvHeads: [0], fromStep: 0, toStep: 1 };
        const plan = { scope, runs: [sampleRun({ device: slow.id })] };
        const wanted = wantedBank(trace, sampleView({ picked }), plan);
        const exists = channel < organisation.channels && bank < banksPerChannel(organisation);
        assert.equal(wanted?.bank, exists ? bank : undefined);
        const { kvHeads } = wanted?.plan.scope ?? { kvHeads: [] };
        assert.ok(kvHeads.every((head) => head % organisation.channels === channel));
      }),
      { seed: 77, numRuns: 300 },
    );
  });
});
