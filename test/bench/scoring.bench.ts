/** The scoring kernels against their plain TypeScript twins: one head of 32768 tokens, D 128. */
import { cpus } from "node:os";
import { attend } from "../../src/core/kernels/attend";
import { AttendKernel } from "../../src/core/kernels/attend-kernel";
import { RowKernel } from "../../src/core/kernels/row-kernel";
import { scoreKeyChannels, scoreKeys } from "../../src/core/kernels/score-keys";
import { ScoreKernel } from "../../src/core/kernels/score-kernel";
import { softmax } from "../../src/core/kernels/softmax";
import { topIndices } from "../../src/core/kernels/top-indices";
import { noise, structuredKeys } from "../fixtures/clustering/generated-keys";
import { kernelBuilds } from "../fixtures/kernel-builds";
import { SoftmaxKernel } from "../fixtures/kernels/softmax-kernel";
import { interleave, printTimes } from "./measure";

const [tokens, dimension] = [32768, 128];
const keys = structuredKeys(tokens, dimension, 256);
const queries = noise(256, dimension, 2);
const channels = Uint32Array.from({ length: 32 }, (_, i) => 4 * i);

const row = new Float32Array(tokens);
const rows = new Float32Array(256 * tokens);
const indices = new Uint32Array(1024);

type Score = (query: Float32Array) => void;

/** What a plain loop over queries costs. */
function forEachQuery(count: number, score: Score): void {
  for (let query = 0; query < count; query++) {
    score(queries.subarray(query * dimension, (query + 1) * dimension));
  }
}

const scorers = kernelBuilds.map((module) => {
  const scorer = new ScoreKernel(module);
  scorer.load(keys, dimension);
  return scorer;
});
const rowKernel = new RowKernel(kernelBuilds[0], tokens);
const softmaxKernel = new SoftmaxKernel(kernelBuilds[0], tokens);

console.log(`${cpus()[0].model}, Node ${process.version}; median CPU time, one thread`);

for (const count of [256, 16, 4, 1]) {
  const block = queries.subarray(0, count * dimension);
  const times = interleave(5, {
    "plain TypeScript": () =>
      forEachQuery(count, (query) => scoreKeys(query, keys, dimension, tokens, row)),
    fused: () => scorers[0].scores(block, tokens, rows),
    separate: () => scorers[1].scores(block, tokens, rows),
  });
  printTimes(`q·K, ${count} queries`, times);
  const rate = (2 * count * tokens * dimension) / times.fused / 1e6;
  const read = (4 * tokens * dimension) / times.fused / 1e6;
  console.log(`  fused: ${rate.toFixed(1)} GFLOP/s; keys at ${read.toFixed(1)} GB/s or more`);
}

printTimes(
  "loading a head's keys, against copying them",
  interleave(5, {
    "copy of an array": () => keys.slice(),
    fused: () => scorers[0].load(keys, dimension),
  }),
);

for (const count of [64, 4]) {
  const block = queries.subarray(0, count * dimension);
  printTimes(
    `32 of 128 channels, ${count} queries`,
    interleave(5, {
      "plain TypeScript": () =>
        forEachQuery(count, (query) =>
          scoreKeyChannels(query, keys, dimension, tokens, channels, row),
        ),
      fused: () => scorers[0].channelScores(block, channels, tokens, rows),
      separate: () => scorers[1].channelScores(block, channels, tokens, rows),
    }),
  );
}

scoreKeys(queries.subarray(0, dimension), keys, dimension, tokens, row);
const weights = new Float32Array(tokens);
const plainWeights = new Float64Array(tokens);
printTimes(
  "softmax of 32768 scores",
  interleave(5, {
    "plain TypeScript": () => softmax(row, tokens, 0.09, plainWeights),
    SIMD: () => softmaxKernel.softmax(row, tokens, 0.09, weights),
  }),
);
printTimes(
  "top 1024 of 32768 scores",
  interleave(5, {
    "plain TypeScript": () => topIndices(row, tokens, 1024, indices),
    SIMD: () => rowKernel.topIndices(row, tokens, 1024, indices),
  }),
);

const everyToken = Uint32Array.from({ length: tokens }, (_, token) => token);
const attendKernel = new AttendKernel(kernelBuilds[0]);
attendKernel.load(keys, dimension);
for (const [name, chosen] of [
  ["all 32768", everyToken],
  ["1024", topIndices(row, tokens, 1024, indices)],
] as const) {
  printTimes(
    `attention over ${name} tokens`,
    interleave(5, {
      "plain TypeScript": () => attend(row, 0.09, keys, dimension, chosen),
      fused: () => attendKernel.attend(row, 0.09, chosen),
    }),
  );
}
