import assert from "node:assert/strict";
import { Random } from "../../../src/core/trace/generate/random";

describe("the generator's random numbers", () => {
  it("are those of the reference implementation", () => {
    // Outputs of the authors' xoshiro128starstar.c 1.1 from the state 1, 2, 3, 4.
    const random = new Random(Uint32Array.of(1, 2, 3, 4));
    const reference = [
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ];
    assert.deepEqual(
      Array.from(reference, () => random.word()),
      reference,
    );
  });

  it("repeat for the same seed and labels, and differ for others", () => {
    const first = (...labels: [number, ...number[]]) => {
      const random = Random.stream(...labels);
      return [random.word(), random.word(), random.word()].join();
    };
    const streams = [[0], [1], [0, 0], [0, 1], [1, 0], [0, 1, 0], [0, 0, 1], [2 ** 32 - 1, 7]];
    const drawn = streams.map((labels) => first(...(labels as [number, ...number[]])));
    assert.equal(new Set(drawn).size, streams.length);
    assert.equal(first(3, 4, 5), first(3, 4, 5));
  });

  it("have the mean and variance they promise", () => {
    const random = Random.stream(5);
    const draws: [string, () => number, number, number][] = [
      ["uniform", () => random.uniform(), 0.5, 1 / 12],
      ["flat", () => random.flat(), 0, 1],
      ["bell", () => random.bell(), 0, 1],
      ["below", () => random.below(6), 2.5, 35 / 12],
    ];
    const count = 200_000;
    for (const [name, draw, mean, variance] of draws) {
      const numbers = Array.from({ length: count }, draw);
      const average = numbers.reduce((sum, x) => sum + x, 0) / count;
      const spread = numbers.reduce((sum, x) => sum + (x - average) ** 2, 0) / count;
      assert.ok(Math.abs(average - mean) < 5 * Math.sqrt(variance / count), `${name} ${average}`);
      assert.ok(Math.abs(spread / variance - 1) < 0.02, `${name} ${spread}`);
    }
  });
});
