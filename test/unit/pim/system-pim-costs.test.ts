import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { noCost } from "../../../src/core/pim/system/cost";
import { publishedSystem } from "../../../src/core/pim/system/decode-system";
import { findLanguageModel } from "../../../src/core/pim/system/language-model";
import { SimulatedPimCosts } from "../../../src/core/pim/system/pim-costs";
import { close } from "./close";

const system = publishedSystem();
const asPublished = { energyModel: "attacc", index: "none", clustering: false } as const;

describe("PIM costs", () => {
  const load = {
    model: findLanguageModel("LLaMA-7B"),
    promptTokens: 512,
    outputTokens: 512,
    batch: 16,
  };

  it("are those of whole lines, and grow with the tokens read", () => {
    for (const energyModel of ["attacc", "row-aware"] as const) {
      const costs = new SimulatedPimCosts(system, load, { ...asPublished, energyModel });
      let before = noCost;
      for (let tokens = 1; tokens <= 1024; tokens += 37) {
        const cost = costs.attention(tokens, 1024);
        assert.ok(cost.time >= before.time);
        assert.ok(cost.energy.memory >= before.energy.memory);
        const wholeLines = costs.attention(Math.ceil(tokens / 16) * 16, 1024);
        assert.equal(cost.time, wholeLines.time);
        before = cost;
      }
    }
  });

  it("take as long for as many heads as there are channels as for one, and longer for more", () => {
    const timeOf = (batch: number): number =>
      new SimulatedPimCosts(system, { ...load, batch }, asPublished).attention(512, 512).time;
    assert.equal(timeOf(1), timeOf(20));
    assert.ok(timeOf(21) > timeOf(20));
  });

  it("charge under attacc every stack as the fullest, row-aware only the heads there are", () => {
    const memory = (energyModel: "attacc" | "row-aware", batch: number): number =>
      new SimulatedPimCosts(system, { ...load, batch }, { ...asPublished, energyModel }).attention(
        512,
        512,
      ).energy.memory / batch;
    close(memory("row-aware", 16), memory("row-aware", 20));
    close(memory("attacc", 16) / memory("attacc", 20), (13 * 40) / (32 * 16));
  });
});
