import { resultOf, type ModelRun, type Variant } from "./cim-runs";
import {
  adcTable,
  arraysTable,
  comparisonTable,
  packingsTable,
  partsTable,
  sourcesTable,
  variantsTable,
} from "./cim-tables";
import { markdownTable } from "../../src/core/report/markdown-table";

/** The page docs/cim.md. */
export function pageText(
  runs: readonly ModelRun[],
  bert: ModelRun,
  variants: readonly Variant[],
): string {
  const paragraphs = [
    opening(runs),
    stated(),
    chosen(bert),
    different(bert, variants),
    turning(),
    limits(),
    panel(),
    constants(),
  ];
  return `${paragraphs.join("\n\n")}\n`;
}

const opening = (runs: readonly ModelRun[]) => `# Block-diagonal weights on compute-in-memory arrays

Written by \`npm run reproduce:cim\`, which computes every figure anew; do not edit. It concerns the models of arXiv 2510.11192 (de Lima, Dietrich, Castrillon, Khan, "Efficient In-Memory Acceleration of Sparse Block Diagonal LLMs", 2025), read partly through secondary notes, with arrays of 256 x 256 and 8 ADCs each. Nothing is fitted to the published figures. Means are over the three models.

${comparisonTable(runs)}

Arrays, with L and R in arrays of their own and each linear layer in its own:

${arraysTable(runs)}`;

const stated = () => `## What the paper states

- **Monarch.** A weight of n x n becomes M = P L P R P, L and R block-diagonal with sqrt(n) blocks of b = sqrt(n), P the b x b transposition; the nearest M by a rank-1 singular value decomposition of every slice. Attention projections and feed-forward weights are transformed, Q K^T and A V are not. Permutations fold into the factors, M = (P L P) P (P R P), so that one is left.
- **Linear** maps the dense weight in tiles; **SparseMap** puts blocks on the main diagonals and works all of an array at once; **DenseMap** packs shifted diagonals, a diagonal with index i giving its output turned by i slots, L and R with opposite indices, and drives subsets of rows and columns step by step.
- ADCs of 8, 5 and 3 bits for Linear, SparseMap and DenseMap, 4 to 32 per array; contexts of 512 (BERT-large) and 1024.`;

/** What is chosen here for each thing that the paper leaves open, and the options that change it. */
const choices: readonly (readonly [string, string, string])[] = [
  [
    "weights that are not square",
    "zeros up to the next square order, stored and executed like weights: 1024 x 4096 takes 4096 x 4096, b = 64",
    "`--block`, `--no-padding`, `--skip-padding`",
  ],
  ["block size", "the least divisor of the array size that makes one tile", "`--block`"],
  ["what may share an array", "one factor of one linear layer", "`--packing`, `--share-arrays`"],
  ["index of L's diagonals", "the opposite of R's, as published", "`--pairing`"],
  ["Q, K and V of one input", "read one after the other", "`--joint-inputs`"],
  [
    "time and energy of a read",
    "100 ns and 10 nJ for all cells, scaled by driven rows times read columns",
    "`--read-time`, `--read-energy`",
  ],
  ["time of a conversion", "1 ns whatever the resolution", "`--conversion`"],
  [
    "resolution",
    "the published bits; 3 bits tell 8 rows apart, while a step of DenseMap drives b = 32 or 64",
    "`--resolution`",
  ],
  ["partial sums of tiles", "added pair by pair, side by side", "`--addition`"],
  ["ADCs per array", "8", "`--adcs`"],
  [
    "latency",
    "of one vector through all layers, phase after phase; Q, K and V side by side, all weights resident",
    "-",
  ],
];

const chosen = (bert: ModelRun) => `## What had to be chosen

All but the last can be changed by options of \`kvtrace cim map\`, the constants by its preset.

${markdownTable(["choice", "here", "option"], choices, 3)}

Under other ways of packing BERT-large:

${packingsTable(bert.model)}

Where L and R share arrays, opposite indices cannot fill them: 0 and half the ring are their own opposites, so the pair cannot lie in one array. With \`--pairing free\` any diagonals do, because the turn is undone by the order of programming (below).`;

function different(bert: ModelRun, variants: readonly Variant[]): string {
  const [base] = variants;
  const best = (values: readonly number[]) => Math.max(...values).toFixed(2);
  const timesArrays = resultOf(bert, "linear").arrays / resultOf(bert, "dense").arrays;
  const asPublished = variants.filter(
    ({ sparse, dense }) => dense[0] > sparse[0] && dense.at(-1)! < sparse.at(-1)!,
  );
  const crossing =
    asPublished.length === 0 ? "none" : asPublished.map(({ name }) => name).join(", ");
  return `## What differs

- **Arrays, parameters and FLOPs** follow from the shapes. Utilisation comes out higher than published, and so does the saving in parameters of BERT-large; why is not known. FLOPs of BART-large fall by less than 4, because its 36 attention modules keep Q K^T and A V over 1024 tokens.
- **Latency is not reproduced.** As chosen, SparseMap and DenseMap reach at most ${best(base.sparse)} and ${best(base.dense)} times the speed of Linear, with any number of ADCs: a vector passes two factors one after the other where Linear takes one step, and Linear has ${timesArrays} times as many arrays, and so ADCs, as DenseMap. Only conversions of one cycle per level, which cost Linear most, make both clearly faster than Linear; by more than published.
- **The crossing at which SparseMap overtakes DenseMap** between 4 and 32 ADCs: under these choices, ${crossing}. DenseMap converts as many columns as SparseMap in a quarter of the arrays; more ADCs help it more, not less.
- **Energy of DenseMap** depends on what a step costs that drives a small part of an array: Linear takes ${base.denseEnergy.toFixed(2)} times as much if the step costs its active share, and less if each costs a whole read (below). The published 1.74 lies between. The reads outweigh everything else.

BERT-large, latency of Linear over that of each mapping, and its energy over theirs, one choice changed at a time:

${variantsTable(variants)}

BERT-large by part, as chosen:

${partsTable(bert)}`;
}

const turning = () => `## How the turn of a diagonal is undone

Block t of a diagonal with index i lies in row slot t and column slot (t + i) mod r. The published rule takes -i for L. Between the two stands P, and P makes of a turn of R's blocks a turn of the inputs inside every block of L: executed with blocks in natural order, opposite indices alone give a wrong product (\`test/unit/cim/run-mapping.test.ts\` shows it). What does cancel is the order of programming. L's rows are programmed in the order in which R's turned outputs arrive, and R's columns in the order that brings L's inputs where its turned blocks take them; both cost nothing at run time, P stays as it is, and with opposite indices the two orders are the same. Every strategy is executed on programmed arrays, all cells of the driven rows and read columns included, and gives M x.

r is m / b where that divides b, as published; otherwise the greatest common divisor of the two, so that a factor always fills whole diagonals.`;

const limits = () => `## The factors of a file

\`kvtrace cim project --out\` writes \`NAME.left\` and \`NAME.right\`, F32, [tiles, b, b, b], tiles row by row of the grid that covers the weight. left[t, l, s, k] is entry (s, k) of block l of L, right[t, k, l, p] entry (l, p) of block k of R: of a tile, M[s·b + l, k·b + p] = left[l, s, k] · right[k, l, p], and in the form P L P R P the input is p·b + k. The metadata say the form and the sides of the weight, beyond which a tile holds zeros. One \`--block\` serves all matrices of a mapping: weights of different sides that are to have each its own sqrt(n) are mapped by the default, or one command each.

## What is not modelled

- Noise, drift, and the finite resolution of cells, inputs and conversions: arrays are executed in 64-bit floats.
- Attention itself, softmax, normalisation and activation functions; buffers, control and leakage; programming the weights.
- How a read's time and energy grow with the array: 100 ns and 10 nJ are those of any size of array.
- Several vectors in flight: latency is of one, not the throughput of a pipeline.
- Accuracy: a projection is not fine-tuned; \`kvtrace cim project\` reports how far it is from the weight.`;

const panel = () => `## In the editor

**KV Trace: Map Block-Diagonal Weights** shows all of this for a published model or for the matrices of a safetensors file: every array with how full it is, each array's cells with its blocks by matrix, diagonal or step, and the schedule as it is played, step by step: the rows that are driven, the columns that are read. Bars set the strategies beside each other, lines run over numbers of ADCs; marks on the bars are what the publication would have them be. Every choice of the table above is a control there, with † where the publication leaves it open. A step of the player is the next step of every array that works; it is an order, not a length of time. A tensor of a file is projected with the block size that the mapping gives it. Figures leave as CSV and JSON, pictures as PNG and SVG.`;

const constants = () => `## Constants

Energy of a conversion at 14 nm and up to 1 GS/s:

${adcTable()}

${sourcesTable()}`;
