import { describe, it } from "mocha";
import assert from "node:assert/strict";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import { energyByPlace, noCost } from "../../../src/core/pim/system/cost";
import {
  decode,
  publishedOptions,
  type DecodeOptions,
  type DecodePart,
} from "../../../src/core/pim/system/decode";
import { publishedSystem } from "../../../src/core/pim/system/decode-system";
import { findLanguageModel } from "../../../src/core/pim/system/language-model";
import type { PimCosts } from "../../../src/core/pim/system/pim-costs";
import { readAll } from "../../../src/core/pim/system/tokens-read";
import { asNanoseconds } from "../../../src/core/units";
import { close } from "./close";

/** Attention of a layer, ns: longer than transfers, about as long as projections. */
const attention = 9000;
const promptTokens = 1000;
const batch = 16;
const steps = 3;

const costs: PimCosts = {
  attention: () => ({ time: asNanoseconds(attention), energy: energyByPlace({ memory: 1 }) }),
  index: () => noCost,
  clustering: () => noCost,
};

/** Time of a part over all steps and layers, ns. */
function timeOf(
  part: DecodePart,
  name: string,
  options: Partial<DecodeOptions>,
  link?: number,
): number {
  const model = findLanguageModel(name);
  const request = { model, promptTokens, outputTokens: steps + 1, batch, tokensRead: readAll };
  const system = publishedSystem(defaultDevicePreset, link);
  return decode(system, request, costs, { ...publishedOptions, ...options }).parts[part].time;
}

/** What the published model has: [name, hidden size, layers, query heads]. */
const models = [
  ["LLaMA-7B", 4096, 32, 32],
  ["GPT-13B", 5120, 40, 40],
] as const;

describe("the reference's own choices of a system", () => {
  for (const [name, hidden, layers, heads] of models) {
    // Query, key, value and the heads' outputs of a device, 2 bytes each.
    const bytes = (batch * 4 * hidden * 2) / 8;
    const ofDevice = heads / 8;

    it(`moves what ${name} moves at 300 GB/s instead of 450: half as long again`, () => {
      const whole = { pipelined: false };
      close(timeOf("pimTransfer", name, whole, 300), (layers * steps * bytes) / 300);
      close(timeOf("pimTransfer", name, whole), (layers * steps * bytes) / 450);
      for (const pipelined of [true, false]) {
        const options = { pipelined };
        const [reference, own] = [300, 450].map((link) => {
          return timeOf("pimTransfer", name, options, link);
        });
        close(reference / own, 1.5);
      }
    });

    it(`hides transfers of ${name} but for one head where nothing else is pipelined`, () => {
      const hiding = { pipelined: false, transfersHide: true };
      const reference = timeOf("pimTransfer", name, hiding, 300);
      close(reference, (layers * steps * bytes) / 300 / ofDevice);
      const ratio = reference / timeOf("pimTransfer", name, { pipelined: false });
      close(ratio, 1.5 / ofDevice);
      assert.ok(ratio > 0.29 && ratio < 0.39);
      assert.equal(
        timeOf("projections", name, hiding),
        timeOf("projections", name, { pipelined: false }),
      );
      assert.equal(
        timeOf("pimTransfer", name, { transfersHide: true }),
        timeOf("pimTransfer", name, {}),
      );
    });

    it(`lets softmax hide projections of ${name} where nothing is divided by the devices`, () => {
      const upstream = { dividedOverhead: false, softmaxHides: true };
      const without = { dividedOverhead: false, softmaxHides: false };
      const projections = timeOf("projections", name, { pipelined: false }) / layers / steps;
      // Each score is read and written once, 5 FLOP each; 5 stacks of 670.4 GB/s.
      const hidden = (step: number): number => {
        const scores = (heads / 8) * batch * (promptTokens + step + 1);
        const beside = attention + (scores * 5) / (5 * 670.4);
        return (1 - 1 / ofDevice) * Math.min(projections, beside);
      };
      const expected = [0, 1, 2].reduce((sum, step) => sum + projections - hidden(step), 0);
      close(timeOf("projections", name, upstream), layers * expected);
      assert.ok(timeOf("projections", name, upstream) <= timeOf("projections", name, without));
      for (const part of ["activation", "norm", "allReduce"] as const) {
        close(timeOf(part, name, upstream), 8 * timeOf(part, name, {}));
      }
    });
  }
});
