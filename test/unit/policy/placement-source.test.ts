import assert from "node:assert/strict";
import fc from "fast-check";
import { placementSource } from "../../../src/core/policy/head/placement-source";
import { heads, start } from "../../fixtures/policy/head-shapes";
import { shapeOf } from "../../fixtures/memory/random-devices";

describe("what a placement may know of a head", () => {
  it("are the selections of the first quarter of its steps, of 32 at most, for every query head", () => {
    fc.assert(
      fc.property(heads, fc.constantFrom("starc", "token-topk"), (head, id) => {
        const policy = start(id, head, 16);
        const shape = shapeOf(head.headDimension);
        const source = placementSource(head, policy, shape);
        assert.equal(source.tokens, head.promptTokens + head.decodeSteps);
        const early = source.earlySelections();
        const quarter = Math.ceil(head.decodeSteps / 4);
        assert.equal(early.length, Math.min(quarter, 32));
        for (const [step, selections] of early.entries()) {
          assert.equal(selections.length, head.queryHeads.length);
          for (const [member, selection] of selections.entries()) {
            assert.deepEqual(selection, policy.select(member, step).slice());
          }
        }
      }),
      { seed: 65, numRuns: 30 },
    );
  });

  it("are never more than 32 steps", () => {
    const steps = fc.sample(heads, { seed: 66, numRuns: 1 })[0];
    const head = { ...steps, decodeSteps: 400 };
    const policy = { ...start("full", steps, 1), select: () => Uint32Array.of(0) };
    const early = placementSource(head, policy, shapeOf(64)).earlySelections();
    assert.equal(early.length, 32);
  });
});
