import assert from "node:assert/strict";
import fc from "fast-check";
import { InputError } from "../../../src/core/errors";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import type { Placement } from "../../../src/core/placement/placement";
import { findPlacement, placements } from "../../../src/core/placement/registry";
import { placementSource } from "../../../src/core/policy/head/placement-source";
import type { HeadData } from "../../../src/core/policy/policy";
import { slotsOf } from "../../fixtures/placement/every-slot";
import { randomDevices, shapeOf } from "../../fixtures/memory/random-devices";
import { heads, start } from "../../fixtures/policy/head-shapes";

function place(id: string, head: HeadData, device = defaultDevicePreset): Placement {
  const shape = shapeOf(head.headDimension, device);
  return findPlacement(id).create(placementSource(head, start("starc", head, 64), shape));
}

/** Contexts of a head: the first, the last and one between. */
function contexts({ promptTokens, decodeSteps }: HeadData): number[] {
  return [promptTokens + 1, promptTokens + Math.ceil(decodeSteps / 2), promptTokens + decodeSteps];
}

describe("every placement", () => {
  for (const { id } of placements) {
    it(`${id}: gives every token one slot of its own at every context, on any device`, () => {
      fc.assert(
        fc.property(heads, randomDevices, (head, device) => {
          const placement = place(id, head, device);
          assert.equal(placement.id, id);
          for (const context of contexts(head)) slotsOf(placement, context);
        }),
        { seed: 51, numRuns: 40 },
      );
    });

    it(`${id}: locates tokens one by one as all together, and never uses fewer slots later`, () => {
      fc.assert(
        fc.property(heads, randomDevices, (head, device) => {
          const placement = place(id, head, device);
          let used = 0;
          for (const context of contexts(head)) {
            const all = slotsOf(placement, context);
            const one = new Uint32Array(1);
            for (let token = 0; token < context; token += 7) {
              placement.locate(Uint32Array.of(token), context, one);
              assert.equal(one[0], all[token]);
            }
            assert.ok(placement.slotCount(context) >= Math.max(used, context));
            used = placement.slotCount(context);
          }
        }),
        { seed: 52, numRuns: 20 },
      );
    });
  }

  it("is found by its id; an unknown one is refused and the known ones named", () => {
    for (const placement of placements) assert.equal(findPlacement(placement.id), placement);
    assert.throws(
      () => findPlacement("diagonal"),
      (error) =>
        error instanceof InputError && /"diagonal".*token-order.*starc/.test(error.message),
    );
  });
});

describe("token-order", () => {
  it("is the identity", () => {
    fc.assert(
      fc.property(heads, (head) => {
        const slots = slotsOf(place("token-order", head), head.promptTokens + 1);
        assert.ok(slots.every((slot, token) => slot === token));
      }),
      { seed: 53, numRuns: 5 },
    );
  });
});

describe("starc", () => {
  it("lays clusters out in order of creation, without gaps, and lets waiting tokens follow", () => {
    fc.assert(
      fc.property(heads, (head) => {
        const placement = place("starc", head);
        const clusters = start("starc", head, 64).clusters!();
        for (const context of contexts(head)) {
          const slots = slotsOf(placement, context);
          assert.equal(placement.slotCount(context), context);
          const clustered = clusters.clusteredTokens(context);
          for (let i = 0; i < clustered; i++) assert.equal(slots[clusters.members[i]], i);
          for (let token = clustered; token < context; token++) assert.equal(slots[token], token);
        }
      }),
      { seed: 54, numRuns: 20 },
    );
  });
});
