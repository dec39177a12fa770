import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { InputError } from "../../../src/core/errors";
import { publishedOptions } from "../../../src/core/pim/system/decode";
import { publishedSystem } from "../../../src/core/pim/system/decode-system";
import { decoderLayer } from "../../../src/core/pim/system/decoder-layer";
import { languageModels } from "../../../src/core/pim/system/language-model";
import { bestTile, largestBatch, matrixProduct } from "../../../src/core/pim/system/matrix-product";
import { overlap } from "../../../src/core/pim/system/overlap";
import {
  parseTokenTable,
  readAll,
  readConstant,
  readTable,
} from "../../../src/core/pim/system/tokens-read";
import { close } from "./close";

const system = publishedSystem();

describe("overlap of attention, projections and transfers", () => {
  const time = fc.double({ min: 0, max: 1e6, noNaN: true });

  it("waits at least for the longest and at most for the sum", () => {
    fc.assert(
      fc.property(time, time, time, fc.integer({ min: 1, max: 16 }), (a, p, t, heads) => {
        const exposed = overlap({ attention: a, projections: p, transfer: t }, heads, "both");
        const waited = a + exposed.projections + exposed.transfer;
        assert.ok(waited <= a + p + t + 1e-6);
        assert.ok(waited >= Math.max(a, p, t) - 1e-6);
        if (heads === 1) close(waited + 1, a + p + t + 1);
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it("counts one head of what is shorter", () => {
    const long = overlap({ attention: 100, projections: 40, transfer: 8 }, 4, "both");
    assert.deepEqual(long, { projections: 10, transfer: 2 });
    const short = overlap({ attention: 20, projections: 40, transfer: 8 }, 4, "both");
    assert.equal(20 + short.projections, 40 + 20 / 4);
  });

  it("hides nothing unless pipelined", () => {
    const exposed = overlap({ attention: 100, projections: 40, transfer: 8 }, 4, "nothing");
    assert.deepEqual(exposed, { projections: 40, transfer: 8 });
  });
});

describe("matrix product", () => {
  const shape = fc.record({
    m: fc.integer({ min: 1, max: 512 }),
    n: fc.integer({ min: 1, max: 5120 }),
    k: fc.integer({ min: 32, max: 5120 }),
  });

  it("is never faster than the peaks of the GPU allow", () => {
    fc.assert(
      fc.property(shape, ({ m, n, k }) => {
        const { time } = matrixProduct(system, { m, n, k });
        assert.ok(time >= ((2 * m * n * k) / (0.8 * 989.4e3)) * (1 - 1e-12));
        assert.ok(time >= ((2 * (m * k + n * k + m * n)) / (0.85 * 3352)) * (1 - 1e-12));
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it("chooses the tile that a search in plain words finds", () => {
    const edges = [8, 16, 32, 64, 128, 192, 256, 320, 384, 448, 512];
    fc.assert(
      fc.property(shape, ({ m, n, k }) => {
        const costOf = (tm: number, tn: number): number => {
          const blocks = Math.ceil(m / tm) * Math.ceil(n / tn);
          const busy = blocks / (132 * Math.ceil(blocks / 132));
          const bytes = 2 * (Math.ceil(n / tn) * m * k + Math.ceil(m / tm) * n * k + m * n);
          return bytes / busy ** 2;
        };
        const fits = (tm: number, tn: number): boolean =>
          2 * ((tm + tn) * 32 + tm * tn) <= 256 * 1024;
        const costs = edges
          .flatMap((edge) => edges.map((other) => [Math.min(edge, m), Math.min(other, n)] as const))
          .filter(([tm, tn]) => fits(tm, tn))
          .map(([tm, tn]) => costOf(tm, tn));
        const tile = bestTile(system.gpu, { m, n, k }, 2);
        close(costOf(tile.m, tile.n), Math.min(...costs));
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it("keeps the operands of every model in cache up to the largest batch", () => {
    for (const model of languageModels) {
      assert.doesNotThrow(() => decoderLayer(system, model, largestBatch, publishedOptions));
    }
    assert.throws(() => matrixProduct(system, { m: 8192, n: 8192, k: 8192 }), /does not fit/);
  });
});

describe("tokens read", () => {
  it("never pass the context", () => {
    assert.equal(readAll(3, 100), 100);
    assert.equal(readConstant(1024)(3, 100), 100);
    assert.equal(readConstant(64)(3, 100), 64);
    assert.equal(readTable(Uint32Array.of(7, 200))(1, 100), 100);
  });

  it("start a table again where it ends", () => {
    const table = readTable(Uint32Array.of(5, 6, 7));
    const steps = [0, 1, 2, 3, 4, 300].map((step) => table(step, 1000));
    assert.deepEqual(steps, [5, 6, 7, 5, 6, 5]);
  });

  it("are read from text and refused by line", () => {
    assert.deepEqual([...parseTokenTable("tokens_read\n12\r\n\n7,x\n")], [12, 7]);
    assert.deepEqual([...parseTokenTable("12\n7")], [12, 7]);
    for (const [text, line] of [
      ["tokens\n12\n-3\n", 3],
      ["1.5", 1],
      ["12\nmany", 2],
      ["12\n0", 2],
      ["99999999999", 1],
    ] as const) {
      assert.throws(
        () => parseTokenTable(text, { file: "b.csv" }),
        (error) =>
          error instanceof InputError && error.place.line === line && error.place.file === "b.csv",
      );
    }
    assert.throws(() => parseTokenTable("tokens\n"), /holds no number/);
  });
});
