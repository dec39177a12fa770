import assert from "node:assert/strict";
import fc from "fast-check";
import { KeptHeads } from "../../../src/core/simulation/questions/kept-heads";
import { InputError } from "../../../src/core/errors";
import { devicePresets, findDevicePreset } from "../../../src/core/memory/device-presets";
import { bankSets } from "../../../src/core/memory/level-layout";
import { placements } from "../../../src/core/placement/registry";
import { plainNumerics } from "../../../src/core/policy/head/numerics";
import { answerBankTokens } from "../../../src/core/simulation/questions/answer-bank-tokens";
import { listedTokens, type BankTokens } from "../../../src/core/simulation/questions/bank-tokens";
import type { SimulationPlan } from "../../../src/core/simulation/run/configuration";
import type { HeadResult } from "../../../src/core/simulation/run/result";
import { simulateHead } from "../../../src/core/simulation/run/simulate-head";
import type { Trace } from "../../../src/core/trace/trace";
import { collectSelection } from "../../fixtures/policy/collect-detail";
import { headTrace } from "../../fixtures/policy/head-trace";
import { randomArrays } from "../../fixtures/policy/random-head";

const banks = 64;

const cases = fc
  .record({
    promptTokens: fc.integer({ min: 1, max: 300 }),
    decodeSteps: fc.integer({ min: 1, max: 5 }),
    members: fc.integer({ min: 1, max: 2 }),
    headDimension: fc.constantFrom(16, 64, 80),
    seed: fc.nat(1e6),
    // Policies that read whole keys, and no other rows than those of their selection.
    policy: fc.constantFrom("full", "token-topk", "starc"),
    placement: fc.constantFrom(...placements.map(({ id }) => id)),
    device: fc.constantFrom(...devicePresets.map(({ name }) => name)),
    budget: fc.integer({ min: 1, max: 100 }),
  })
  .map(({ policy, placement, device, budget, ...shape }) => {
    const plan: SimulationPlan = {
      scope: { layers: [2], kvHeads: [0], fromStep: 0, toStep: shape.decodeSteps },
      runs: [
        {
          policy,
          placement,
          device,
          budget,
          parameters: {},
          chargeIndex: false,
          chargeClustering: false,
          energyModel: "row-aware",
        },
      ],
    };
    return { trace: headTrace(randomArrays(shape)), plan };
  });

function atStep(plan: SimulationPlan, step: number): SimulationPlan {
  return { ...plan, scope: { ...plan.scope, fromStep: step, toStep: step + 1 } };
}

async function everyBank(trace: Trace, plan: SimulationPlan): Promise<readonly BankTokens[][]> {
  const answers: BankTokens[][] = [];
  for (let bank = 0; bank < banks; bank++) {
    answers.push([
      ...(await answerBankTokens(trace, { plan, bank }, new KeptHeads(plainNumerics))),
    ]);
  }
  return answers;
}

async function simulated(trace: Trace, plan: SimulationPlan): Promise<HeadResult[]> {
  const results: HeadResult[] = [];
  await simulateHead(trace, plan, { layer: 2, kvHead: 0 }, plainNumerics, {
    shouldStop: () => false,
    onSteps: () => undefined,
    onResults: (found) => results.push(...found),
  });
  return results;
}

describe("the tokens of a bank", () => {
  it("are those that the simulation read there, in the rows that it opened", async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.nat(4), async ({ trace, plan }, at) => {
        const step = at % trace.header.decodeSteps;
        const results = await simulated(trace, plan);
        const answers = await everyBank(trace, atStep(plan, step));
        const preset = findDevicePreset(plan.runs[0].device);
        for (const [member, { queryHead, unitsPerChannel, loads, columns }] of results.entries()) {
          const ofHead = answers.map((heads) => heads[member]);
          assert.ok(ofHead.every((bank) => bank.queryHead === queryHead));
          const unit = (bank: number) =>
            step * unitsPerChannel + Math.floor((bank * unitsPerChannel) / banks);
          if (preset.level === "bank") {
            ofHead.forEach(({ count }, bank) => {
              assert.equal(count, loads.vectors[unit(bank)]);
            });
          }
          ofHead.forEach(({ count, keyRows, valueRows }, bank) => {
            assert.equal(count > 0, keyRows.length + valueRows.length > 0);
            assert.equal(count > 0, loads.columnsUseful[unit(bank)] > 0);
          });
          const rowsIn = (rows: (bank: BankTokens) => Uint32Array) =>
            new Set(
              ofHead.flatMap((bank, index) =>
                [...rows(bank)].map((row) => `${index % bankSets(preset)}/${row}`),
              ),
            );
          assert.equal(rowsIn(({ keyRows }) => keyRows).size, columns.keyRows[step]);
          assert.equal(rowsIn(({ valueRows }) => valueRows).size, columns.valueRows[step]);
        }
      }),
      { seed: 91, numRuns: 60 },
    );
  });

  it("are the selected ones in order, every one in some bank, each with its slot and cluster", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ trace, plan }) => {
        const [run] = plan.runs;
        const answers = await everyBank(trace, atStep(plan, 0));
        const request = { kind: "selection", run, layer: 2, queryHead: 0, fromStep: 0, toStep: 1 };
        const { steps } = await collectSelection(trace, { ...request, kind: "selection" });
        const selected = new Map(steps.get(0)!.map((entry) => [entry.token, entry]));
        const found = new Set<number>();
        for (const [{ tokens, slots, clusterOfToken, clusters, clusterCounts, count }] of answers) {
          tokens.forEach((token, i) => {
            assert.ok(i === 0 || token > tokens[i - 1]);
            assert.equal(selected.get(token)!.slot, slots[i]);
            assert.equal(selected.get(token)!.cluster, clusterOfToken[i]);
            found.add(token);
          });
          assert.deepEqual([...new Set(clusterOfToken)].sort(byNumber), [...clusters]);
          assert.equal(
            clusterCounts.reduce((sum, of) => sum + of, 0),
            count,
          );
        }
        assert.equal(found.size, selected.size);
      }),
      { seed: 92, numRuns: 40 },
    );
  });

  it("are listed up to a limit and counted past it, and have their text", async () => {
    const prompt = 20 * listedTokens;
    const arrays = randomArrays({
      promptTokens: prompt,
      decodeSteps: 1,
      members: 1,
      headDimension: 4,
      seed: 1,
    });
    const bare = headTrace(arrays);
    const words = Array.from({ length: prompt + 1 }, (_, token) => `word ${token}`);
    const trace: Trace = {
      ...bare,
      header: { ...bare.header, hasTokenText: true },
      tokenText: (from, to) => Promise.resolve(words.slice(from, to)),
    };
    const run = {
      policy: "full",
      placement: "token-order",
      device: devicePresets[0].name,
      budget: 1,
      parameters: {},
      chargeIndex: false,
      chargeClustering: false,
      energyModel: "row-aware",
    } as const;
    const plan = { scope: { layers: [2], kvHeads: [0], fromStep: 0, toStep: 1 }, runs: [run] };
    const [answer] = await answerBankTokens(trace, { plan, bank: 4 }, new KeptHeads(plainNumerics));
    assert.equal(answer.count, prompt / 16);
    assert.equal(answer.tokens.length, listedTokens);
    assert.deepEqual([...answer.tokens.subarray(0, 3)], [1, 17, 33]);
    assert.deepEqual(answer.text?.slice(0, 3), ["word 1", "word 17", "word 33"]);
    const [without] = await answerBankTokens(bare, { plan, bank: 4 }, new KeptHeads(plainNumerics));
    assert.equal(without.text, null);
    await assert.rejects(
      answerBankTokens(trace, { plan, bank: 64 }, new KeptHeads(plainNumerics)),
      InputError,
    );
  });
});

function byNumber(a: number, b: number): number {
  return a - b;
}
