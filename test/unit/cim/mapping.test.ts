import assert from "node:assert/strict";
import fc from "fast-check";
import { blockExtent, countBlocks } from "../../../src/core/cim/mapping/layer-grid";
import type { LinearLayer } from "../../../src/core/cim/mapping/linear-layer";
import { mapLayers } from "../../../src/core/cim/mapping/map-layers";
import type { Mapping } from "../../../src/core/cim/mapping/mapping";
import {
  arrayOccupancy,
  blocksByArray,
  slotOwners,
  storedParameters,
  utilisation,
} from "../../../src/core/cim/mapping/occupancy";
import { defaultMappingOptions, type MappingOptions } from "../../../src/core/cim/mapping/options";
import { blockAt } from "../../fixtures/cim/block-at";
import { modulo, ringSize } from "../../../src/core/cim/mapping/ring";
import { InputError } from "../../../src/core/errors";
import { anyLayers, anyMappingOptions, layer } from "../../fixtures/cim/linear-layers";

type MappedBlock = ReturnType<typeof allBlocks>[number];

const squares = (count: number, side: number) =>
  Array.from({ length: count }, (_, i) => layer(side, side, { name: `weight ${i}`, phase: i }));

const map = (layers: readonly LinearLayer[], options: Partial<MappingOptions>) =>
  mapLayers(layers, { ...defaultMappingOptions, strategy: "dense", ...options });

const arraysOf = (layers: readonly LinearLayer[], options: Partial<MappingOptions>) =>
  map(layers, options).blockSizes.length;

function allBlocks({ blocks }: Mapping) {
  return Array.from({ length: blocks.length }, (_, index) => blockAt(blocks, index));
}

describe("every mapping", () => {
  it("places every block once, in a slot of its own, in an array of its block size", () => {
    fc.assert(
      fc.property(anyLayers, anyMappingOptions, (layers, options) => {
        const mapping = mapLayers(layers, options);
        const places = allBlocks(mapping);
        const names = places.map(({ layer, tile, stage, block }) =>
          [layer, tile, stage, block].join(),
        );
        assert.equal(new Set(names).size, names.length);
        assert.equal(
          names.length,
          mapping.grids.reduce((sum, grid) => sum + countBlocks(grid), 0),
        );
        for (const { layer, array } of places) {
          assert.equal(mapping.blockSizes[array], mapping.grids[layer].blockSize);
        }
        const byArray = blocksByArray(mapping);
        const owned = Array.from(mapping.blockSizes, (_, array) =>
          slotOwners(mapping, byArray, array).filter((owner) => owner >= 0),
        );
        assert.ok(
          owned.every((owners) => owners.length > 0),
          "no array is empty",
        );
        assert.equal(owned.flatMap((owners) => [...owners]).length, places.length);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("keeps apart what must not lie together", () => {
    fc.assert(
      fc.property(anyLayers, anyMappingOptions, (layers, options) => {
        const mapping = mapLayers(layers, options);
        const tenants = new Map<number, string>();
        for (const { array, layer, stage } of allBlocks(mapping)) {
          const tenant = [
            options.packing === "by-layer" ? layer : "any",
            options.shareArrays ? "any" : stage,
          ].join();
          assert.equal(tenants.get(array) ?? tenant, tenant);
          tenants.set(array, tenant);
        }
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it("uses as much as it stores, array by array", () => {
    fc.assert(
      fc.property(anyLayers, anyMappingOptions, (layers, options) => {
        const mapping = mapLayers(layers, options);
        const occupancy = arrayOccupancy(mapping);
        assert.ok(occupancy.every((share) => share > 0 && share <= 1));
        const mean = occupancy.reduce((sum, share) => sum + share, 0) / occupancy.length;
        assert.ok(Math.abs(mean - utilisation(mapping)) < 1e-12);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it("needs no more arrays when more may lie together", () => {
    fc.assert(
      fc.property(anyLayers, anyMappingOptions, (layers, options) => {
        const free = { ...options, pairing: "free" as const };
        const arrays = (more: Partial<MappingOptions>) => arraysOf(layers, { ...free, ...more });
        assert.ok(arrays({ packing: "first-fit" }) <= arrays({ packing: "by-layer" }));
        assert.ok(arrays({ shareArrays: true }) <= arrays({ shareArrays: false }));
      }),
      { seed: 4, numRuns: 200 },
    );
  });
});

describe("Linear", () => {
  it("uses all cells but those beyond the edges", () => {
    const mapping = map([layer(300, 100)], { strategy: "linear", arraySize: 64 });
    assert.equal(mapping.blockSizes.length, 5 * 2);
    assert.equal(storedParameters(mapping), 300 * 100);
    assert.equal(utilisation(mapping), 30000 / (10 * 64 * 64));
  });
});

describe("SparseMap", () => {
  it("uses b / m of the cells: 12.5 % at b = 32 and m = 256", () => {
    assert.equal(utilisation(map([layer(1024, 1024)], { strategy: "sparse" })), 0.125);
  });

  it("keeps to the main diagonals", () => {
    const places = allBlocks(map(squares(3, 64), { strategy: "sparse", arraySize: 32 }));
    assert.ok(places.every(({ rowSlot, columnSlot }) => rowSlot === columnSlot));
  });
});

describe("DenseMap", () => {
  it("puts block t of the diagonal with index i in row slot t, column slot (t + i) mod g", () => {
    const mapping = map(squares(3, 1024), { packing: "first-fit" });
    assert.equal(ringSize(256, 32), 8);
    for (const { rowSlot, columnSlot, diagonal } of allBlocks(mapping)) {
      assert.equal(columnSlot, (rowSlot + diagonal) % 8);
    }
  });

  it("lies on whole diagonals of the ring, whatever the sizes", () => {
    fc.assert(
      fc.property(anyLayers, anyMappingOptions, (layers, options) => {
        const mapping = mapLayers(layers, { ...options, strategy: "dense" });
        for (const { layer, rowSlot, columnSlot, diagonal } of allBlocks(mapping)) {
          const ring = ringSize(options.arraySize, mapping.grids[layer].blockSize);
          assert.ok(diagonal < ring);
          assert.equal(modulo(columnSlot - rowSlot, ring), diagonal);
        }
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it("opens an array only where no open one has room for a pair of opposite indices", () => {
    fc.assert(
      fc.property(anyLayers, anyMappingOptions, (layers, options) => {
        const mapping = mapLayers(layers, { ...options, strategy: "dense", pairing: "inverse" });
        /** By pool: of each array of it, how many diagonals of each index are taken. */
        const pools = new Map<string, Map<number, number[]>>();
        const poolOf = (layer: number, stage: number) => {
          const key = [
            mapping.grids[layer].blockSize,
            options.packing === "by-layer" ? layer : "any",
            options.shareArrays ? "any" : stage,
          ].join();
          const pool = pools.get(key) ?? new Map<number, number[]>();
          pools.set(key, pool);
          return pool;
        };
        const diagonals = new Map<string, [right: MappedBlock, left: MappedBlock]>();
        for (const block of allBlocks(mapping)) {
          const ring = ringSize(options.arraySize, mapping.grids[block.layer].blockSize);
          const group = [block.layer, block.tile, Math.floor(block.block / ring)].join();
          const pair = diagonals.get(group) ?? [block, block];
          pair[block.stage] = block;
          diagonals.set(group, pair);
        }
        for (const pair of diagonals.values()) {
          const { blockSize } = mapping.grids[pair[0].layer];
          const ring = ringSize(options.arraySize, blockSize);
          const most = (options.arraySize / blockSize / ring) ** 2;
          const indices = Array.from({ length: ring }, (_, index) => index);
          const [right, left] = pair.map(({ layer }, stage) => poolOf(layer, stage));
          const free = (pool: Map<number, number[]>, index: number) =>
            [...pool.values()].reduce((sum, taken) => sum + most - taken[index], 0);
          const fits = indices.some((index) => {
            const other = modulo(-index, ring);
            if (right === left && index === other) return free(right, index) > 1;
            return free(right, index) > 0 && free(left, other) > 0;
          });
          for (const [stage, { array, diagonal }] of pair.entries()) {
            const pool = stage === 0 ? right : left;
            if (!pool.has(array)) {
              assert.ok(!fits, `array ${array} was not needed`);
              pool.set(array, new Array<number>(ring).fill(0));
            }
            pool.get(array)![diagonal]++;
          }
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it("gives L the opposite index of R, unless any index may be taken", () => {
    fc.assert(
      fc.property(anyLayers, anyMappingOptions, (layers, options) => {
        const mapping = mapLayers(layers, { ...options, strategy: "dense", pairing: "inverse" });
        const indexOf = new Map<string, number>();
        for (const { layer, tile, stage, block, diagonal } of allBlocks(mapping)) {
          const ring = ringSize(options.arraySize, mapping.grids[layer].blockSize);
          const group = [layer, tile, Math.floor(block / ring)].join();
          const other = indexOf.get(group);
          if (stage === 0) indexOf.set(group, diagonal);
          else assert.equal(diagonal, modulo(-other!, ring));
        }
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it("fills all arrays where b divides m, the layers fill whole arrays and all may lie together", () => {
    const all = { packing: "first-fit", shareArrays: true, pairing: "free" } as const;
    assert.equal(utilisation(map(squares(4, 1024), all)), 1);
    assert.equal(arraysOf(squares(4, 1024), all), 4);
  });

  it("needs a second array where L must take the opposite index of R in the same array", () => {
    // Of 8 indices 0 and 4 are their own opposites: only 3 pairs of the 4 find room.
    const shared = { shareArrays: true } as const;
    assert.equal(arraysOf(squares(1, 1024), { ...shared, pairing: "free" }), 1);
    assert.equal(arraysOf(squares(1, 1024), { ...shared, pairing: "inverse" }), 2);
  });

  it("keeps diagonals of the same input together under first-fit", () => {
    const layers = ["query", "key", "value"].map((name) => layer(1024, 1024, { name }));
    const mapping = map(layers, { packing: "first-fit" });
    const first = allBlocks(mapping).filter(({ stage, block }) => stage === 0 && block === 0);
    assert.deepEqual(
      first.map(({ array }) => array),
      [0, 0, 0],
    );
    assert.deepEqual(
      first.map(({ rowSlot }) => rowSlot),
      [0, 0, 0],
    );
  });
});

describe("the part of a block that is no padding", () => {
  it("is what a naive walk over inputs and outputs finds, and no column where no input comes", () => {
    fc.assert(
      fc.property(anyLayers, anyMappingOptions, fc.boolean(), ([one], options, permuted) => {
        const [grid] = mapLayers([one], { ...options, strategy: "sparse" }).grids;
        const { blockSize: b, order, tileColumns, tileRows } = grid;
        const numbers = Array.from({ length: order }, (_, number) => number);
        for (let tile = 0; tile < tileRows * tileColumns; tile++) {
          const inputs = numbers.filter((n) => (tile % tileColumns) * order + n < one.inputs);
          const tileRow = Math.floor(tile / tileColumns);
          const outputs = numbers.filter((n) => tileRow * order + n < one.outputs);
          const blockOfInput = (input: number) => (permuted ? input % b : Math.floor(input / b));
          const driven = new Set(inputs.map(blockOfInput));
          for (let block = 0; block < b; block++) {
            const rows = inputs.filter((input) => blockOfInput(input) === block).length;
            assert.deepEqual(blockExtent(grid, permuted, tile, 0, block), {
              rows,
              columns: rows > 0 ? b : 0,
            });
            assert.deepEqual(blockExtent(grid, permuted, tile, 1, block), {
              rows: driven.size,
              columns: outputs.filter((output) => output % b === block).length,
            });
          }
        }
      }),
      { seed: 8, numRuns: 200 },
    );
  });
});

describe("the block size", () => {
  const blockSizeOf = (outputs: number, inputs: number, options: Partial<MappingOptions> = {}) =>
    map([layer(outputs, inputs)], options).grids[0].blockSize;

  it("is the least divisor of the array size that makes one tile", () => {
    assert.equal(blockSizeOf(1024, 1024), 32);
    assert.equal(blockSizeOf(1024, 4096), 64);
    assert.equal(blockSizeOf(768, 768), 32);
    assert.equal(blockSizeOf(768, 768, { arraySize: 252 }), 28);
  });

  it("given, cuts the weight into tiles", () => {
    const { grids } = map([layer(1024, 4096)], { blockSize: 32 });
    assert.deepEqual([grids[0].tileRows, grids[0].tileColumns, grids[0].order], [1, 4, 1024]);
  });
});

describe("what cannot be mapped is refused:", () => {
  const refuse = (
    options: Partial<MappingOptions>,
    field: string,
    reason: RegExp,
    one = layer(64, 64),
  ) =>
    assert.throws(
      () => map([one], options),
      (error) => {
        assert.ok(error instanceof InputError, String(error));
        assert.equal(error.field, field);
        assert.match(error.reason, reason);
        return true;
      },
    );

  for (const arraySize of [0, -1, 1.5, NaN, 2 ** 15 + 1]) {
    it(`an array of ${arraySize}`, () =>
      refuse({ arraySize }, "array size", /is not a whole number/));
  }
  for (const blockSize of [0, -8, 2.5, NaN]) {
    it(`blocks of ${blockSize}`, () =>
      refuse({ blockSize }, "block size", /is not a whole number/));
  }
  for (const strategy of ["sparse", "dense"] as const) {
    it(`blocks that do not divide the array (${strategy})`, () =>
      refuse({ strategy, blockSize: 7 }, "block size", /7 does not divide the array size 256/));
    it(`an array smaller than a block (${strategy})`, () =>
      refuse(
        { strategy, arraySize: 16, blockSize: 32 },
        "array size",
        /16 is smaller than a block of 32/,
      ));
    it(`an array smaller than the block that a layer needs (${strategy})`, () =>
      refuse({ strategy, arraySize: 4 }, "array size", /4 is smaller than the blocks of 8/));
    it(`a layer that is not square, without padding (${strategy})`, () =>
      refuse({ strategy, padding: false }, "weight.shape", /padding is off/, layer(64, 32)));
    it(`tiles that do not fill a layer, without padding (${strategy})`, () =>
      refuse(
        { strategy, padding: false, blockSize: 4 },
        "weight.shape",
        /4 does not divide/,
        layer(60, 60),
      ));
  }
  it("arrays so small that the layers are cut into millions of blocks", () => {
    const large = layer(4096, 4096);
    refuse({ strategy: "linear", arraySize: 2 }, "array size", /2 cuts .* 4194304 blocks/, large);
    refuse({ blockSize: 2 }, "block size", /2 cuts .* 4194304 blocks/, large);
  });
  it("no layer at all", () =>
    assert.throws(
      () => map([], {}),
      (error) => error instanceof InputError && error.field === "layers",
    ));
});
