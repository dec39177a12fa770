import assert from "node:assert/strict";
import fc from "fast-check";
import {
  conversionEnergy,
  conversions,
  conversionTime,
  isExtrapolated,
} from "../../../src/core/cim/cost/adc";
import { costOf, type CimCost } from "../../../src/core/cim/cost/cost";
import {
  additionOrders,
  defaultCostOptions,
  readScales,
  resolutions,
  type CostOptions,
} from "../../../src/core/cim/cost/options";
import { costParts, sumParts } from "../../../src/core/cim/cost/parts";
import {
  cimPresets,
  defaultCimPreset as preset,
  findCimPreset,
} from "../../../src/core/cim/cost/presets";
import type { LinearLayer } from "../../../src/core/cim/mapping/linear-layer";
import { mapLayers } from "../../../src/core/cim/mapping/map-layers";
import { defaultMappingOptions, type MappingOptions } from "../../../src/core/cim/mapping/options";
import { planSchedule } from "../../../src/core/cim/schedule/plan-schedule";
import {
  defaultScheduleOptions,
  type ScheduleOptions,
} from "../../../src/core/cim/schedule/schedule";
import { InputError } from "../../../src/core/errors";
import { asNanoseconds } from "../../../src/core/units";
import { anyLayers, anyMappingOptions, layer } from "../../fixtures/cim/linear-layers";

const anyCostOptions: fc.Arbitrary<CostOptions> = fc.record({
  adcs: fc.integer({ min: 1, max: 64 }),
  readTime: fc.constantFrom(...readScales),
  readEnergy: fc.constantFrom(...readScales),
  conversion: fc.constantFrom(...conversions),
  resolution: fc.constantFrom(...resolutions),
  addition: fc.constantFrom(...additionOrders),
});

function cost(
  layers: readonly LinearLayer[],
  mappingOptions: Partial<MappingOptions> & Pick<MappingOptions, "strategy">,
  costOptions: Partial<CostOptions> = {},
  scheduleOptions: Partial<ScheduleOptions> = {},
): CimCost {
  const mapping = mapLayers(layers, { ...defaultMappingOptions, ...mappingOptions });
  const schedule = planSchedule(mapping, { ...defaultScheduleOptions, ...scheduleOptions });
  return costOf(mapping, schedule, preset, { ...defaultCostOptions, ...costOptions });
}

const close = (actual: number, expected: number) =>
  assert.ok(
    Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected)),
    `${actual} instead of ${expected}`,
  );

const square = (side: number, more: Partial<LinearLayer> = {}) => layer(side, side, more);

describe("the energy of a conversion", () => {
  // Three decimals of the published fit at 14 nm, 0.1 to 1 GS/s.
  const known: readonly (readonly [number, number])[] = [
    [3, 0.231],
    [4, 0.195],
    [5, 0.198],
    [6, 0.225],
    [7, 0.277],
    [8, 0.362],
  ];
  for (const [bits, picojoules] of known) {
    it(`of ${bits} bits is ${picojoules} pJ at 0.1 and 1 GS/s`, () => {
      for (const nanoseconds of [10, 1]) {
        const energy = conversionEnergy(preset, bits, asNanoseconds(nanoseconds));
        assert.equal(energy.toFixed(3), picojoules.toFixed(3));
      }
    });
  }

  it("never falls as conversions get faster", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 14 }),
        fc.double({ min: 0.05, max: 100, noNaN: true }),
        (bits, ns) => {
          const slow = conversionEnergy(preset, bits, asNanoseconds(2 * ns));
          assert.ok(slow <= conversionEnergy(preset, bits, asNanoseconds(ns)) * (1 + 1e-12));
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  it("is extrapolated below 4 bits, and said to be", () => {
    assert.deepEqual(
      [3, 4, 5].map((bits) => isExtrapolated(preset, bits)),
      [true, false, false],
    );
  });
});

describe("the time of a conversion", () => {
  it("is a cycle, one per bit, or one per level", () => {
    assert.equal(conversionTime(preset, "constant", 8), 1);
    assert.equal(conversionTime(preset, "per-bit", 8), 8);
    assert.equal(conversionTime(preset, "per-level", 8), 256);
  });
});

describe("the cost of one array", () => {
  it("of Linear is one read, 256 conversions by 8 ADCs and one vector moved", () => {
    const { time, energy, conversions: count, bits } = cost([square(256)], { strategy: "linear" });
    assert.deepEqual({ ...time }, { array: 100, adc: 32, addition: 0, communication: 12 });
    close(energy.array, 10_000);
    close(energy.adc, 256 * conversionEnergy(preset, 8, asNanoseconds(1)));
    close(energy.communication, 51.73 / 4);
    assert.deepEqual([count, bits], [256, [8]]);
  });

  it("of DenseMap is a step per block: the active share of a read, then its columns", () => {
    const { time, energy, bits, extrapolated } = cost([square(1024)], { strategy: "dense" });
    close(time.array, 2 * 32 * (100 / 64));
    close(time.adc, 2 * 32 * (32 / 8));
    close(time.communication, 2 * 48);
    close(energy.array, 2 * 32 * (10_000 / 64));
    assert.deepEqual([bits, extrapolated], [[3], true]);
  });

  it("of SparseMap is one step for each factor", () => {
    const { time, energy } = cost([square(1024)], { strategy: "sparse" });
    assert.deepEqual({ ...time }, { array: 200, adc: 64, addition: 0, communication: 96 });
    close(energy.array, 8 * 10_000);
  });
});

describe("partial sums", () => {
  it("of 4 tiles take 2 additions one after the other in a tree, 3 in a row; energy is of 3", () => {
    const tree = cost([square(1024)], { strategy: "linear" });
    const serial = cost([square(1024)], { strategy: "linear" }, { addition: "serial" });
    assert.deepEqual([tree.time.addition, serial.time.addition], [72, 108]);
    close(tree.energy.addition, 3 * 37.72);
    close(serial.energy.addition, 3 * 37.72);
  });
});

describe("costs", () => {
  it("add up: energy over layers, time over phases", () => {
    fc.assert(
      fc.property(anyLayers, anyMappingOptions, anyCostOptions, (layers, options, costs) => {
        const apart = layers.map((one, phase) => ({ ...one, phase }));
        const alone = { ...options, packing: "by-layer" as const };
        const whole = cost(apart, alone, costs);
        const parts = apart.map((one) => cost([one], alone, costs));
        for (const part of costParts) {
          close(
            whole.time[part],
            parts.reduce((sum, one) => sum + one.time[part], 0),
          );
          close(
            whole.energy[part],
            parts.reduce((sum, one) => sum + one.energy[part], 0),
          );
        }
      }),
      { seed: 2, numRuns: 150 },
    );
  });

  it("of layers side by side take the time of the slowest", () => {
    const [small, large] = [square(64, { name: "small" }), square(1024, { name: "large" })];
    for (const strategy of ["linear", "sparse", "dense"] as const) {
      const both = cost([small, large], { strategy });
      assert.deepEqual(both.time, cost([large], { strategy }).time);
    }
  });

  it("in time never rise with more ADCs, in energy do not change", () => {
    fc.assert(
      fc.property(anyLayers, anyMappingOptions, anyCostOptions, (layers, options, costs) => {
        const few = cost(layers, options, costs);
        const many = cost(layers, options, { ...costs, adcs: costs.adcs + 1 });
        assert.ok(sumParts(many.time) <= sumParts(few.time) + 1e-9);
        assert.deepEqual(many.energy, few.energy);
      }),
      { seed: 3, numRuns: 150 },
    );
  });

  it("in time are above what the ADCs of all arrays could convert together", () => {
    fc.assert(
      fc.property(anyLayers, anyMappingOptions, anyCostOptions, (layers, options, costs) => {
        const mapping = mapLayers(layers, options);
        const schedule = planSchedule(mapping, defaultScheduleOptions);
        const one = costOf(mapping, schedule, preset, { ...costs, conversion: "constant" });
        const converters = mapping.blockSizes.length * costs.adcs;
        assert.ok(one.time.adc + 1e-9 >= one.conversions / converters);
      }),
      { seed: 4, numRuns: 150 },
    );
  });

  it("are not above those with padding when padding is left out", () => {
    fc.assert(
      fc.property(anyLayers, anyMappingOptions, anyCostOptions, (layers, options, costs) => {
        const fixed = { ...costs, resolution: "published" as const };
        const whole = cost(layers, options, fixed);
        const less = cost(layers, options, fixed, { skipPadding: true });
        assert.ok(sumParts(less.time) <= sumParts(whole.time) + 1e-9);
        assert.ok(sumParts(less.energy) <= sumParts(whole.energy) + 1e-9);
      }),
      { seed: 5, numRuns: 150 },
    );
  });

  it("of a joint read save array reads where a read takes its time whatever it drives", () => {
    const layers = ["query", "key", "value"].map((name) => square(1024, { name }));
    const options = { strategy: "dense", packing: "first-fit" } as const;
    const whole = { readTime: "whole" } as const;
    const apart = cost(layers, options, whole);
    const joint = cost(layers, options, whole, { jointInputs: true });
    assert.ok(joint.time.array < apart.time.array);
    assert.ok(joint.time.adc <= apart.time.adc);
    assert.equal(joint.conversions, apart.conversions);
  });
});

describe("the resolution", () => {
  const bitsOf = (strategy: MappingOptions["strategy"], side: number) =>
    cost([square(side)], { strategy }, { resolution: "active-rows" }).bits;

  it("is that of the rows that a column adds, if not the published one", () => {
    assert.deepEqual(bitsOf("linear", 1024), [8]);
    assert.deepEqual(bitsOf("sparse", 1024), [5]);
    assert.deepEqual(bitsOf("dense", 1024), [5]);
    assert.deepEqual(bitsOf("sparse", 4096), [6]);
    assert.deepEqual(bitsOf("dense", 4096), [6]);
    assert.deepEqual(bitsOf("linear", 1), [1]);
  });
});

describe("what cannot be is refused:", () => {
  for (const adcs of [0, -1, 1.5, NaN]) {
    it(`${adcs} ADCs`, () =>
      assert.throws(
        () => cost([square(4)], { strategy: "linear" }, { adcs }),
        (error) => error instanceof InputError && error.field === "ADCs",
      ));
  }
  it("a preset that is not there", () =>
    assert.throws(() => findCimPreset("sram"), /preset: "sram" is unknown; known are pcm-14nm/));
});

describe("every preset", () => {
  const paths = (value: unknown, path: string): string[] =>
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, inner]) =>
          paths(inner, path === "" ? key : `${path}.${key}`),
        )
      : typeof value === "number"
        ? [path]
        : [];

  for (const one of cimPresets) {
    it(`(${one.name}) tells the source of every number`, () => {
      const { sources, ...constants } = one;
      for (const path of paths(constants, "")) {
        const covered = Object.keys(sources).some(
          (key) => path === key || path.startsWith(`${key}.`),
        );
        assert.ok(covered, path);
      }
    });
  }
});
