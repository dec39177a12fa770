import type { ReproducedRow } from "./fig11-page";
import { aimMet, allRows, chargedRows, largestDifferences } from "./fig11-page";

/** The page about the figure, with its measured tables. */
export function pageText(rows: readonly ReproducedRow[]): string {
  return `# Figure 11 of the STARC paper, reproduced

Written by \`npm run reproduce:fig11\`, which simulates every run anew; do not edit. The figure shows time and energy of decoding on 8 H100 with 8 PIM devices (prompt 2048, batch 16), all over what reading every token costs. Its bars are compared with what \`src/core/pim/system\` computes.

![Published and reproduced bars](fig11.svg)

## What was measured

Attention is simulated command by command for every number of tokens that a run reads, in whole lines of 16 as published; nothing is interpolated between token counts and no constant is fitted to the bars. How the bars are composed was chosen by looking at them (below). Each run has as many steps as output tokens but one, with a context that grows from 2049 tokens. A policy's tokens come from its published table, one period repeated; page-wise reads 1024.

Largest difference, reproduced minus published, total / attention:

${largestDifferences(rows)}

Within 0.05 for full, STARC and page-wise (totals and attention, without the total of full, which is 1 by construction): latency ${aimMet(rows, "latency", "drawn")} as drawn and ${aimMet(rows, "latency", "own")} with every policy's own run; energy ${aimMet(rows, "energy", "drawn")}, so the aim is missed there.

- Latency of full and STARC agrees with the bars when they are composed as drawn; with every policy's own run, the bars of STARC and page-wise come out higher, most at GPT-13B and 16000 tokens. Page-wise is near; as with token-wise, its published attention is larger than what reading its own tokens takes.
- Token-wise latency is published higher than its own table implies, at all nine points. This is known, and nothing here is tuned to it.
- Energy: the published attention of full is higher than computed at every point, by more at shorter outputs, which lowers the bars of all other policies. The model equals the printed example of the artifact in every energy that does not concern attention, and in attention's own arithmetic to its last digit, so the difference is left as it is.

## How the figure is read

- **One rest for all bars.** In the published bars, total minus attention differs by at most 0.01 between the four policies of a group. Runs that overlap attention with projections cannot give that in latency: what is hidden depends on how long attention takes. As drawn therefore means: the attention of each policy stands on the rest of STARC's own run. No source says so; of the ways tried it is the one that the bars fit. Each policy's own run, which is what the model says, and runs without that overlap are in the table beside it.
- **What hides projections.** The artifact adds the time of the softmax units over the whole context to what hides projections, whatever the policy reads, although nothing waits for it. With it, the time of the projections agrees with the example in the artifact's readme to 0.004 %; there is one clustering of a whole context in that example which is not modelled.
- **Arithmetic of attention.** Energy of the score products and of softmax is charged over the whole context for every policy; the product with the values has none (energy model \`attacc\`).
- **Stacks.** All 40 stacks are charged as the fullest one: 13 heads for 32 x 16 / 40.
- **Transfers** to the PIM side run at 450 GB/s. The artifact takes 300; the difference is below 0.1 % of a step.
- Feed-forward layers keep their GPU energy where the PIM side takes a share of their time.

## All bars

${allRows(rows)}

## With index and clustering

The published evaluation charges neither. Here every step also scores its index in memory: a centroid for every 16 tokens (STARC), two vectors for every page of 16 (page-wise), and for token-wise all keys, since the channels that it reads lie in the rows and columns of all others. STARC also clusters each 64 new keys into 4, 16 iterations, spread over the 64 steps. Choosing the best scores is not charged. Each index is simulated by itself in front of a step. Each cell is without → with, and in brackets what the PIM side takes of it; bars as drawn, all over full.

${chargedRows(rows)}
`;
}
