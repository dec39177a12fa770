import assert from "node:assert/strict";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import { placements } from "../../../src/core/placement/registry";
import { plainNumerics } from "../../../src/core/policy/head/numerics";
import { policies } from "../../../src/core/policy/registry";
import { detailQuestion } from "../../../src/core/simulation/questions/detail";
import { KeptHeads } from "../../../src/core/simulation/questions/kept-heads";
import {
  answerQuestion,
  type QuestionKind,
  type Questions,
} from "../../../src/core/simulation/questions/questions";
import { planOfPlace } from "../../../src/core/simulation/questions/timeline";
import type { RunConfiguration } from "../../../src/core/simulation/run/configuration";
import { openLocation, shareBytes } from "../../../src/core/simulation/threads/trace-location";
import { parseGenerateParameters } from "../../../src/core/trace/generate/options";
import type { Trace } from "../../../src/core/trace/trace";
import { generateTraceBytes } from "../../fixtures/trace/trace-bytes";

const steps = 6;
const [layer, queryHead, kvHead] = [1, 2, 1];
const runs = policies
  .filter(({ id }) => id !== "recorded")
  .flatMap(({ id: policy }) =>
    placements.map(({ id: placement }): RunConfiguration => ({
      policy,
      parameters: {},
      budget: 32,
      placement,
      device: defaultDevicePreset.name,
      chargeIndex: true,
      chargeClustering: true,
      energyModel: "row-aware",
    })),
  );

describe("heads kept for questions", () => {
  let trace: Trace;
  let reads: string[];

  before(async () => {
    const parameters = { layers: 2, queryHeads: 4, kvHeads: 2, promptTokens: 200, steps };
    const bytes = await generateTraceBytes(parseGenerateParameters(parameters));
    const opened = await openLocation(shareBytes("synthetic", bytes));
    trace = Object.assign(Object.create(opened) as Trace, {
      keys: (ofLayer: number, head: number) => {
        reads.push(`${ofLayer}/${head}`);
        return opened.keys(ofLayer, head);
      },
    });
  });
  beforeEach(() => (reads = []));

  const ask = async <Kind extends QuestionKind>(
    heads: KeptHeads,
    about: Kind,
    question: Questions[Kind]["question"],
  ) => {
    const parts: Questions[Kind]["part"][] = [];
    const hooks = {
      shouldStop: () => false,
      onPart: (part: Questions[Kind]["part"]) => void parts.push(part),
    };
    const answer = await answerQuestion(trace, about, question, heads, hooks);
    return { parts, answer };
  };

  /** Everything that is asked about a step of a run. */
  const askAll = async (heads: KeptHeads, run: RunConfiguration, step: number) => {
    const plan = planOfPlace(trace.header, { run, layer, queryHead, step });
    const range = { fromStep: step, toStep: step + 1 };
    const selection = { kind: "selection", run, layer, queryHead, ...range } as const;
    const clusters = { kind: "clusters", run, layer, kvHead, step } as const;
    return [
      await ask(heads, "timeline", { plan, queryHead }),
      await ask(heads, "bankTokens", { plan, bank: 3 }),
      await ask(heads, "selection", detailQuestion(trace.header, selection)),
      await ask(heads, "clusters", detailQuestion(trace.header, clusters)),
    ];
  };

  it("give the answers of heads that are read anew, in any order of runs and steps", async function () {
    this.timeout(60_000);
    const kept = new KeptHeads(plainNumerics);
    for (const step of [4, 1, 5]) {
      for (const run of runs) {
        const anew = await askAll(new KeptHeads(plainNumerics), run, step);
        const name = `${run.policy} on ${run.placement}, step ${step}`;
        assert.deepEqual(await askAll(kept, run, step), anew, name);
      }
    }
  });

  it("are read once while questions are about one, and again after another", async () => {
    const kept = new KeptHeads(plainNumerics);
    for (const step of [0, 1, 2]) await askAll(kept, runs[0], step);
    assert.deepEqual(reads, ["1/1"]);
    for (const head of [0, 0, 1]) await kept.read(trace, 1, head);
    assert.deepEqual(reads, ["1/1", "1/0", "1/1"]);
  });

  it("start a policy anew and place a run once", async () => {
    const head = await new KeptHeads(plainNumerics).read(trace, layer, kvHead);
    const [first, again] = [0, 1].map(() => head.place({ ...runs[0] }, defaultDevicePreset));
    assert.equal(again.placement, first.placement);
    assert.notEqual(again.policy, first.policy);
    for (let budget = 1; budget <= 20; budget++) {
      head.place({ ...runs[0], budget }, defaultDevicePreset);
    }
    assert.notEqual(
      head.place(runs[0], defaultDevicePreset).placement,
      first.placement,
      "a few are kept",
    );
  });
});
