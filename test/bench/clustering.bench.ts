/** The clustering engine against ml-kmeans, and against itself without pruning. */
import { cpus } from "node:os";
import type { Clustering, ClusteringEngine, LloydOptions } from "../../src/core/clustering/engine";
import { inertia } from "../fixtures/clustering/inertia";
import { kMeansPlusPlus } from "../../src/core/clustering/k-means-plus-plus";
import { lloydWindows } from "../../src/core/clustering/lloyd-windows";
import { mlKmeansEngine } from "../../src/core/clustering/ml-kmeans-engine";
import { createSimdEngine } from "../../src/core/clustering/simd/simd-engine";
import { unitVectors } from "../../src/core/kernels/unit-vectors";
import { noise, spreadPoints, structuredKeys } from "../fixtures/clustering/generated-keys";
import { kernelBuilds } from "../fixtures/kernel-builds";
import { MlKmeansThread, serveMlKmeans, type RowKind } from "./ml-kmeans-thread";
import { interleave, printGoal, printTimes } from "./measure";

const dimension = 128;
const tenIterations: LloydOptions = { maxIterations: 10, tolerance: 0, emptyCluster: "keep" };
const starc: LloydOptions = { maxIterations: 16, tolerance: 1e-4, emptyCluster: "zero" };

const [fused, separate] = kernelBuilds.map((module) => createSimdEngine(module));
const [fusedPlain] = kernelBuilds.map((module) => createSimdEngine(module, "never"));

if (!serveMlKmeans()) measureAll();

function measureAll(): void {
  console.log(`${cpus()[0].model}, Node ${process.version}; median CPU time, one thread`);
  againstMlKmeans("structured keys", structuredKeys(8192, dimension, 256), 256);
  againstMlKmeans("noise", noise(8192, dimension, 1), 256);
  const half = (share: number) => share <= 0.5;
  prunedAgainstPlain("structured keys, 1024 topics", structuredKeys(32768, dimension, 1024), half);
  prunedAgainstPlain("structured keys, 64 topics", structuredKeys(32768, dimension, 64), half);
  prunedAgainstPlain("noise", noise(32768, dimension, 1));
  windowsOf64(structuredKeys(32768, dimension, 256));
  seeding(structuredKeys(8192, dimension, 256), 256);
}

function againstMlKmeans(name: string, points: Float32Array, k: number): void {
  const initial = spreadPoints(points, dimension, k);
  const start = (kind: RowKind) =>
    new MlKmeansThread(__filename, { kind, points, initial, dimension, iterations: 10 });
  const views = start("Float32Array rows");
  const arrays = start("plain arrays");
  const run = (engine: ClusteringEngine) => engine.lloyd(points, dimension, initial, tenIterations);
  const times = interleave(3, {
    "ml-kmeans, Float32Array rows": () => views.run(),
    "ml-kmeans, plain arrays": () => arrays.run(),
    "fused, pruned": () => run(fused),
    "fused, plain": () => run(fusedPlain),
    "separate, pruned": () => run(separate),
  });
  printTimes(`N 8192, k ${k}, D 128, 10 iterations: ${name}`, times);
  printAgreement(points, views.result(), run(fused));
  views.end();
  arrays.end();
  for (const baseline of ["ml-kmeans, Float32Array rows", "ml-kmeans, plain arrays"] as const) {
    const gain = times[baseline] / times["fused, pruned"];
    printGoal(`at least 80 times ${baseline}: ${gain.toFixed(1)}`, gain >= 80);
  }
}

function prunedAgainstPlain(
  name: string,
  keys: Float32Array,
  goal?: (share: number) => boolean,
): void {
  const k = 1024;
  const initial = spreadPoints(keys, dimension, k);
  const found: Record<string, Clustering> = {};
  const times = interleave(5, {
    plain: () => {
      found.plain = fusedPlain.lloyd(keys, dimension, initial, tenIterations);
    },
    pruned: () => {
      found.pruned = fused.lloyd(keys, dimension, initial, tenIterations);
    },
  });
  printTimes(`N 32768, k ${k}, D 128, 10 iterations: ${name}`, times);
  printAgreement(keys, found.plain, found.pruned);
  const share = times.pruned / times.plain;
  if (goal) printGoal(`at most half of plain: ${share.toFixed(2)}`, goal(share));
}

function windowsOf64(keys: Float32Array): void {
  const units = unitVectors(keys, dimension);
  const cluster = (engine: ClusteringEngine, points: Float32Array) =>
    lloydWindows(engine, points, dimension, 64, 4, starc);
  const part = units.subarray(0, units.length / 32);
  const times = interleave(11, {
    "ml-kmeans, a 32nd of them": () => cluster(mlKmeansEngine, part),
    "fused, a 32nd of them": () => cluster(fused, part),
    "fused, all": () => cluster(fused, units),
    "separate, all": () => cluster(separate, units),
    "unit vectors, all": () => unitVectors(keys, dimension),
  });
  printTimes("STARC windows of 64 into 4, 32768 tokens, D 128", times);
  const whole = times["fused, all"] + times["unit vectors, all"];
  printGoal(`at most 60 ms, unit vectors included: ${whole.toFixed(1)}`, whole <= 60);
}

function seeding(keys: Float32Array, k: number): void {
  const times = interleave(3, {
    "plain TypeScript": () => kMeansPlusPlus(keys, dimension, k, 1),
    fused: () => fused.drawCentroids?.(keys, dimension, k, 1),
  });
  printTimes(`k-means++, N 8192, k ${k}, D 128`, times);
}

function printAgreement(keys: Float32Array, a: Clustering, b: Clustering): void {
  const different = a.labels.filter((label, point) => label !== b.labels[point]).length;
  const [one, other] = [a, b].map((each) => inertia(keys, dimension, each));
  const apart = Math.abs(one - other) / one;
  console.log(`  labels that differ: ${different}; inertia apart by ${apart.toExponential(1)}`);
}
