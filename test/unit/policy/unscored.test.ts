import assert from "node:assert/strict";
import { InputError } from "../../../src/core/errors";
import { plainNumerics } from "../../../src/core/policy/head/numerics";
import { createHeadData } from "../../../src/core/policy/head/create-head-data";
import { findPolicy, policies } from "../../../src/core/policy/registry";
import { start } from "../../fixtures/policy/head-shapes";
import { range } from "../../fixtures/policy/plain-selections";
import { randomArrays, randomHead } from "../../fixtures/policy/random-head";

const shape = { promptTokens: 40, decodeSteps: 3, headDimension: 4, members: 2, seed: 1 };

describe("full", () => {
  it("reads every token, whatever the budget, and no index", () => {
    const policy = start("full", randomHead(shape), 1);
    assert.deepEqual(Array.from(policy.select(1, 2)), range(0, 43));
    assert.deepEqual(policy.indexWork(1, 2), { kind: "none" });
  });
});

describe("recorded", () => {
  it("reads what the trace says, step by step, also nothing", () => {
    const selection = (tokens: number[]) => ({
      offsets: Float64Array.of(0, 2, 2, tokens.length),
      tokens: Int32Array.from(tokens),
    });
    const head = createHeadData(
      {
        ...randomArrays(shape),
        keys: new Float32Array(0),
        values: new Float32Array(0),
        queries: [],
        selections: [selection([3, 7, 0, 1, 42]), selection([5, 9, 2])],
      },
      plainNumerics,
    );
    const policy = start("recorded", head, 1);
    const read = [0, 1, 2].flatMap((step) => [0, 1].map((m) => Array.from(policy.select(m, step))));
    assert.deepEqual(read, [[3, 7], [5, 9], [], [], [0, 1, 42], [2]]);
  });
});

describe("the registry", () => {
  it("has each id once and finds it", () => {
    assert.equal(new Set(policies.map(({ id }) => id)).size, policies.length);
    for (const policy of policies) assert.equal(findPolicy(policy.id), policy);
  });

  it("refuses an unknown id and names the known ones", () => {
    assert.throws(
      () => findPolicy("starcc"),
      (error) =>
        error instanceof InputError &&
        error.field === "policy" &&
        /"starcc".*token-topk.*starc/.test(error.message),
    );
  });
});
