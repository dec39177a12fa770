import assert from "node:assert/strict";
import fc from "fast-check";
import { fitViewState } from "../../../src/shared/fit-view";
import { pickedOf, stillPicked } from "../../../src/shared/picked";
import type { Picked } from "../../../src/shared/protocol";
import { sampleHeader, sampleRun, sampleView } from "./samples";

const settings = { seed: 211, numRuns: 300 };
const small = fc.nat(2);

const anyPicked = fc.oneof(
  fc.record({ kind: fc.constant("bank" as const), channel: small, bank: small }),
  fc.record({ kind: fc.constant("token" as const), token: small }),
  fc.record({ kind: fc.constant("cluster" as const), cluster: small }),
  fc.record({ kind: fc.constant("command" as const), channel: small, index: small }),
);

const runs = ["starc", "quest"].map((policy) => sampleRun({ policy }));

const places = fc.record({
  layer: fc.constantFrom(3, 5),
  kvHead: fc.nat(1),
  queryHead: fc.nat(1),
  step: fc.nat(1),
  shownRun: fc.nat(1),
});

describe("what is picked", () => {
  it("is of one kind", () => {
    const kinds = ["bank", "token", "cluster", "command"] as const;
    fc.assert(
      fc.property(fc.option(anyPicked), (picked) => {
        const found = kinds.map((kind) => pickedOf({ picked }, kind)).filter((one) => one);
        assert.deepEqual(found, picked ? [picked] : []);
      }),
      settings,
    );
  });

  it("stays while it means the same, and goes where it would mean something else", () => {
    fc.assert(
      fc.property(anyPicked, places, places, (picked, from, to) => {
        const before = sampleView({ runs, ...from, picked });
        const moved = (...names: readonly (keyof typeof from)[]) =>
          names.some((name) => from[name] !== to[name]);
        const gone = {
          bank: false,
          token: false,
          cluster: moved("layer", "kvHead", "shownRun"),
          command: moved("layer", "queryHead", "step", "shownRun"),
        }[picked.kind];
        assert.deepEqual(stillPicked(before, { ...before, ...to }), gone ? null : picked);
        const other: Picked = { kind: "cluster", cluster: 77 };
        const picking = { ...before, ...to, picked: other };
        assert.equal(stillPicked(before, picking), other, "picked with the change");
      }),
      settings,
    );
  });

  it("goes with the token that a rewritten trace no longer has", () => {
    const header = sampleHeader();
    for (const token of [0, header.tokens - 1, header.tokens]) {
      const picked = { kind: "token", token } as const;
      const fitted = fitViewState({ picked }, sampleView(), header);
      assert.deepEqual(fitted.picked, token < header.tokens ? picked : null);
    }
  });
});
