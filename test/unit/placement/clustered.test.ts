import assert from "node:assert/strict";
import fc from "fast-check";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import type { Placement, PlacementId } from "../../../src/core/placement/placement";
import { placements, findPlacement } from "../../../src/core/placement/registry";
import { placementSource } from "../../../src/core/policy/head/placement-source";
import type { HeadData, HeadPolicy } from "../../../src/core/policy/policy";
import { timeOver } from "../../fixtures/placement/time-over";
import { slotsOf } from "../../fixtures/placement/every-slot";
import { randomDevices, shapeOf } from "../../fixtures/memory/random-devices";
import { heads, start } from "../../fixtures/policy/head-shapes";
import { randomHead } from "../../fixtures/policy/random-head";

const create = (
  id: PlacementId,
  head: HeadData,
  policy: HeadPolicy,
  device = defaultDevicePreset,
): Placement =>
  findPlacement(id).create(placementSource(head, policy, shapeOf(head.headDimension, device)));

describe("every placement of clusters", () => {
  it("counts as moved what changed its slot after it was written", () => {
    fc.assert(
      fc.property(heads, fc.constantFrom("starc", "starc-v1", "clusterkv"), (head, policyId) => {
        for (const { id } of placements) {
          const placement = create(id, head, start(policyId, head, 64));
          const first = head.promptTokens;
          let moved = placement.movedTokens(first);
          let before = slotsOf(placement, first);
          for (let context = first + 1; context <= first + head.decodeSteps; context++) {
            const slots = slotsOf(placement, context);
            moved += before.filter((slot, token) => slots[token] !== slot).length;
            assert.equal(placement.movedTokens(context), moved, id);
            before = slots;
          }
        }
      }),
      { seed: 59, numRuns: 15 },
    );
  });

  it("keeps the sinks in front and works on the clusters of any policy", () => {
    const head = randomHead({
      promptTokens: 300,
      decodeSteps: 9,
      headDimension: 4,
      members: 1,
      seed: 5,
    });
    for (const { id, needsKeys } of placements) {
      if (!needsKeys) continue;
      const slots = slotsOf(create(id, head, start("clusterkv", head, 64)), 305);
      for (let token = 0; token < 16; token++) assert.equal(slots[token], token);
    }
  });
});

describe("page-interleaved", () => {
  it("keeps a page of 16 tokens in one lane and consecutive pages in consecutive lanes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1200 }), randomDevices, (context, device) => {
        const { slotsPerLine: width } = shapeOf(1, device);
        const head = randomHead({
          promptTokens: 1,
          decodeSteps: 1,
          headDimension: 1,
          members: 1,
          seed: 1,
        });
        const placement = create("page-interleaved", head, start("full", head, 1), device);
        const slots = slotsOf(placement, context);
        for (const [token, slot] of slots.entries()) {
          assert.equal(slot % width, Math.floor(token / 16) % width);
          assert.equal(Math.floor(slot / (16 * width)), Math.floor(token / (16 * width)));
        }
        assert.equal(placement.slotCount(context), Math.max(...slots) + 1);
      }),
      { seed: 60, numRuns: 50 },
    );
  });
});

describe("starc-aligned", () => {
  it("starts every cluster at a line and pads by less than a line", () => {
    fc.assert(
      fc.property(heads, randomDevices, (head, device) => {
        const { slotsPerLine } = shapeOf(head.headDimension, device);
        const policy = start("starc", head, 64);
        const placement = create("starc-aligned", head, policy, device);
        const clusters = policy.clusters!();
        const context = head.promptTokens + head.decodeSteps;
        const slots = slotsOf(placement, context);
        let padded = 0;
        for (let c = 0; c < clusters.clusterCount(context); c++) {
          const members = clusters.members.subarray(clusters.offsets[c], clusters.offsets[c + 1]);
          for (const [i, token] of members.entries()) {
            assert.equal(slots[token], padded + i);
          }
          padded += slotsPerLine * Math.ceil(members.length / slotsPerLine);
        }
        const waiting = context - clusters.clusteredTokens(context);
        assert.equal(placement.slotCount(context), padded + waiting);
      }),
      { seed: 61, numRuns: 20 },
    );
  });
});

describe("lane-balanced", () => {
  it("uses the slots of starc, window by window", () => {
    fc.assert(
      fc.property(heads, randomDevices, (head, device) => {
        const policy = start("starc", head, 64);
        const placement = create("lane-balanced", head, policy, device);
        const plain = create("starc", head, policy);
        const { offsets, members, windowOffsets } = policy.clusters!();
        const context = head.promptTokens + head.decodeSteps;
        const slots = slotsOf(placement, context);
        const starcSlots = slotsOf(plain, context);
        assert.equal(placement.slotCount(context), plain.slotCount(context));
        for (let w = 0; w + 1 < windowOffsets.length; w++) {
          const window = members.subarray(offsets[windowOffsets[w]], offsets[windowOffsets[w + 1]]);
          const used = (of: Uint32Array) =>
            Array.from(window, (token) => of[token]).sort((a, b) => a - b);
          assert.deepEqual(used(slots), used(starcSlots));
        }
      }),
      { seed: 62, numRuns: 20 },
    );
  });

  it("loads the lanes alike with any prefix of a cluster, but for one token per shared line", () => {
    fc.assert(
      fc.property(heads, fc.nat(64), randomDevices, (head, length, device) => {
        const { slotsPerLine: width } = shapeOf(head.headDimension, device);
        const policy = start("starc", head, 64);
        const clusters = policy.clusters!();
        const { offsets, members } = clusters;
        const context = head.promptTokens + head.decodeSteps;
        const slots = slotsOf(create("lane-balanced", head, policy, device), context);
        for (let c = 0; c < clusters.clusterCount(context); c++) {
          const prefix = members.subarray(
            offsets[c],
            Math.min(offsets[c] + length, offsets[c + 1]),
          );
          const lanes = new Array<number>(width).fill(0);
          const lines = new Map<number, number>();
          for (const token of prefix) {
            const line = Math.floor(slots[token] / width);
            lanes[slots[token] % width]++;
            lines.set(line, (lines.get(line) ?? 0) + 1);
          }
          const shared = [...lines.values()].filter((count) => count < width).length;
          assert.ok(Math.max(...lanes) - Math.min(...lanes) <= shared);
        }
      }),
      { seed: 63, numRuns: 20 },
    );
  });
});

describe("starc-ordered", () => {
  const shape = { promptTokens: 2048, decodeSteps: 32, headDimension: 16, members: 2, seed: 7 };

  it("keeps every cluster in one piece, and the decode windows where starc has them", () => {
    const head = randomHead(shape);
    const policy = start("starc", head, 128);
    const placement = create("starc-ordered", head, policy);
    const clusters = policy.clusters!();
    const context = 2048 + 32;
    const slots = slotsOf(placement, context);
    for (let c = 0; c < clusters.clusterCount(context); c++) {
      const members = clusters.members.subarray(clusters.offsets[c], clusters.offsets[c + 1]);
      for (const [i, token] of members.entries()) {
        assert.equal(slots[token], slots[members[0]] + i);
      }
    }
    for (let token = 2048; token < context; token++) assert.equal(slots[token], token);
    assert.equal(placement.slotCount(context), context);
  });

  it("reads faster where queries ask for topics, and says how much it moved", () => {
    const head = randomHead(shape);
    const policy = start("starc", head, 128);
    const plain = create("starc", head, policy);
    const ordered = create("starc-ordered", head, policy);
    const inMemory = shapeOf(head.headDimension);
    const before = timeOver(head, policy, plain, inMemory);
    const after = timeOver(head, policy, ordered, inMemory);
    assert.ok(after < 0.8 * before, `${after} against ${before}`);
    const moved = slotsOf(ordered, 2048).filter(
      (slot, token) => slot !== slotsOf(plain, 2048)[token],
    );
    assert.equal(ordered.movedTokens(2048), moved.length);
    assert.ok(moved.length > 1024);
  });

  it("stays as starc where every step reads everything, and where there is one step to learn from", () => {
    for (const [policyId, decodeSteps] of [
      ["full", 32],
      ["starc", 1],
    ] as const) {
      const head = randomHead({ ...shape, promptTokens: 600, decodeSteps });
      const policy = start(policyId, head, 64);
      const placement = create("starc-ordered", head, policy);
      assert.equal(placement.movedTokens(600), 0);
      assert.deepEqual(slotsOf(placement, 601), slotsOf(create("starc", head, policy), 601));
    }
  });

  it("is decided by the prompt and the first steps alone", () => {
    const head = randomHead(shape);
    const changed = randomHead(shape);
    const { headDimension } = head;
    for (const query of changed.queries) query.fill(1, 8 * headDimension);
    const place = (of: HeadData) =>
      slotsOf(create("starc-ordered", of, start("starc", of, 128)), 2048);
    assert.deepEqual(place(changed), place(head));
  });
});
