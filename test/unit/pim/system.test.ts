import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { InputError } from "../../../src/core/errors";
import { asNanoseconds } from "../../../src/core/units";
import { energyByPlace, noCost, sumEnergy, type Cost } from "../../../src/core/pim/system/cost";
import {
  attentionShare,
  decode,
  decodeParts,
  publishedOptions,
  type DecodePart,
  type DecodeRequest,
} from "../../../src/core/pim/system/decode";
import { publishedSystem, type DecodeSystem } from "../../../src/core/pim/system/decode-system";
import { findLanguageModel, languageModels } from "../../../src/core/pim/system/language-model";
import { largestBatch } from "../../../src/core/pim/system/matrix-product";
import { SimulatedPimCosts, type PimCosts } from "../../../src/core/pim/system/pim-costs";
import {
  parseTokenTable,
  readAll,
  readConstant,
  readTable,
} from "../../../src/core/pim/system/tokens-read";
import { close } from "./close";
import { referenceText } from "../../fixtures/reference-data";

const system = publishedSystem();
const asPublished = { energyModel: "attacc", index: "none", clustering: false } as const;
const everyPart = (cost: Cost): PimCosts => ({
  attention: () => cost,
  index: () => noCost,
  clustering: () => noCost,
});

/**
 * What the STARC artifact printed for Mistral-7B, STARC, 2048 + 16000 tokens, batch 16: the row that
 * its readme shows (ms and nJ a step). Its transfers run at 300 GB/s.
 */
const printed = {
  feedForward: 0.236173285,
  allReduce: 0.344865024,
  pimTransfer: 0.001747627,
  activation: 0.033255129,
  norm: 0.057294896,
  attention: 0.075737878,
  projections: 0.137451554 + 0.030404956,
  energy: {
    productMemory: 344396314.7,
    productCompute: 130849869.7,
    elementwiseMemory: 6625322.598,
    elementwiseCompute: 900737.2698,
    attentionMemory: 61361497.02,
    attentionCompute: 6874799.8,
    link: 872415.232,
  },
};

describe("decode on GPUs with PIM devices", () => {
  const request: DecodeRequest = {
    model: findLanguageModel("Mistral-7B"),
    promptTokens: 2048,
    outputTokens: 16000,
    batch: 16,
    tokensRead: readConstant(1621),
  };
  const artifact: DecodeSystem = {
    ...system,
    pim: { ...system.pim, linkGigabytesPerSecond: 300 },
  };

  it("takes and uses on the GPUs what the artifact printed, to its last digit", () => {
    const attention = { time: asNanoseconds(2000), energy: energyByPlace({ memory: 1 }) };
    const result = decode(artifact, request, everyPart(attention), publishedOptions);
    const { parts, steps } = result;
    const milliseconds = (part: DecodePart): number => parts[part].time / steps / 1e6;
    const nanojoules = (
      of: readonly DecodePart[],
      places: readonly (keyof Cost["energy"])[],
    ): number =>
      of.reduce(
        (sum, part) => places.reduce((all, place) => all + parts[part].energy[place], sum),
        0,
      ) /
      steps /
      1e3;
    for (const part of ["feedForward", "allReduce", "pimTransfer", "activation", "norm"] as const) {
      close(milliseconds(part), printed[part], 3e-7);
    }
    const { energy } = printed;
    const products = ["projections", "feedForward"] as const;
    const elementwise = ["activation", "norm"] as const;
    close(nanojoules(products, ["memory"]), energy.productMemory);
    close(nanojoules(products, ["onChip", "arithmetic"]), energy.productCompute);
    close(nanojoules(elementwise, ["memory"]), energy.elementwiseMemory);
    close(nanojoules(elementwise, ["onChip", "arithmetic"]), energy.elementwiseCompute);
    close(nanojoules(["allReduce", "pimTransfer"], ["link"]), energy.link);
  });

  it("takes on the PIM side what the artifact printed, but for one clustering of a whole context", () => {
    const table = referenceText("starc/kv_budget_Mistral_STARC.csv");
    const tokensRead = readTable(parseTokenTable(table));
    const costs = new SimulatedPimCosts(artifact, request, asPublished);
    const { parts, steps } = decode(artifact, { ...request, tokensRead }, costs, publishedOptions);
    const { attention, projections } = parts;
    const missing = printed.attention * 1e6 * steps - attention.time;
    assert.ok(missing > 0, "nothing is charged that the artifact does not charge");
    close(attention.time / steps / 1e6, printed.attention, 0.006);
    close(projections.time / steps / 1e6, printed.projections, 4e-5);
    const context = 2048 + 16000 / 2;
    const buffers = (request.model.heads * 16 * context * 4 * 0.0034 * 32) / 1e3;
    close(
      attention.energy.arithmetic / steps / 1e3,
      printed.energy.attentionCompute + buffers,
      1e-8,
    );
    close(attention.energy.memory / steps / 1e3, printed.energy.attentionMemory - buffers, 0.003);
  });

  it("adds up over its parts, and all shares lie between 0 and 1", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...languageModels),
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 0, max: 4096 }),
        fc.integer({ min: 2, max: 40 }),
        fc.nat(1_000_000),
        fc.boolean(),
        fc.boolean(),
        (model, batch, promptTokens, outputTokens, time, pipelined, ffnOnPim) => {
          const cost = { time: asNanoseconds(time), energy: energyByPlace({ memory: time }) };
          const result = decode(
            system,
            { model, batch, promptTokens, outputTokens, tokensRead: readAll },
            everyPart(cost),
            { ...publishedOptions, pipelined, ffnOnPim },
          );
          const sum = (of: (cost: Cost) => number): number =>
            decodeParts.reduce((total, part) => total + of(result.parts[part]), 0);
          close(
            sum((part) => part.time),
            result.time,
          );
          close(
            sum((part) => sumEnergy(part.energy)),
            result.energy,
          );
          assert.ok(decodeParts.every((part) => result.parts[part].time >= 0));
          const shares = attentionShare(result);
          assert.ok(shares.time >= 0 && shares.time < 1 && shares.energy >= 0);
        },
      ),
      { seed: 3, numRuns: 50 },
    );
  });

  it("is no slower with either overlap, and costs the same energy", () => {
    const attention = { time: asNanoseconds(9000), energy: energyByPlace({ memory: 1 }) };
    for (const model of languageModels) {
      const with_ = (options: object) =>
        decode(system, { ...request, model, outputTokens: 100 }, everyPart(attention), {
          ...publishedOptions,
          ...options,
        });
      const all = with_({});
      for (const off of [{ pipelined: false }, { ffnOnPim: false }, { dividedOverhead: false }]) {
        const result = with_(off);
        assert.ok(result.time > all.time);
        close(result.energy, all.energy);
      }
    }
  });

  it("refuses requests out of range by name", () => {
    const refused = (change: Partial<DecodeRequest>, field: string): void => {
      assert.throws(
        () => decode(system, { ...request, ...change }, everyPart(noCost), publishedOptions),
        (error) => error instanceof InputError && error.field === field,
      );
    };
    refused({ promptTokens: -1 }, "prompt");
    refused({ promptTokens: 0.5 }, "prompt");
    refused({ outputTokens: 1 }, "output");
    refused({ batch: 0 }, "batch");
    refused({ batch: largestBatch + 1 }, "batch");
    refused({ outputTokens: 200_000 }, "batch");
    assert.throws(() => findLanguageModel("GPT-5"), /LLaMA-7B/);
  });
});
