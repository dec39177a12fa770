import {
  costOf,
  everywhere,
  orderingOf,
  publishedLines,
  publishedRecallOrder,
  rangeOf,
  recallOrder,
  type Range,
} from "./results-summary";
import { linesPerSelectedLine, meanFrom, moveCycles } from "./results-figures";
import { device, type TraceResults } from "./results-runs";
import {
  layoutTable,
  linesTable,
  orderingTable,
  policiesTable,
  policyList,
  recallTable,
  span,
} from "./results-tables";
import { generatedName } from "./results-traces";

const two = (value: number) => value.toFixed(2);
const ratios = (range: Range) => span(range, two);

/** The page about what STARC does on the traces, with its measured tables. */
export function pageText(all: readonly TraceResults[]): string {
  const models = all.filter(({ name }) => name !== generatedName);
  const generated = all.filter(({ name }) => name === generatedName);
  return `# What STARC does on these traces

Written by \`npm run reproduce:results\`, which simulates every run anew; do not edit. Every figure in the text is computed with the tables.

## What was run

${traceList(all)}

${tracesPresent(models)}

- Device \`${device.name}\`, keys and values in 16-bit floats. All figures are means over layers, query heads and decode steps; cycles are those of one query head's step on a channel of its own, without projections.
- STARC and Quest read the layers 0 and 1 whole by default. Here they do not (\`denseLayers\` 0), so that the figures speak of the policies. SparQ reads a quarter of the channels: 32 of 128, in the middle of its published range, and the same share of smaller heads.
- Policies: ${policyList()}. No trace holds a recorded selection.
- SnapKV, InfiniGen and ThinK learn from the prompt's last queries, which no trace holds; the first 32 decode steps stand in for them and are measured, too. Their figures are, if anything, too good.
- Some read more than B: tokens that wait to be clustered are always read (clusterkv, starc-v1), as are all decoded ones (snapkv). InfiniGen reads fewer where few scores come near the highest, and ranks by a fifth of the channels: one of 8.
- \`full\` is never charged for an index. \`token-topk\` is the best token-wise choice by exact scores, and what it would take to find it is not charged: a bound, not a policy that could be built.

## Lines read for every line selected

Distinct lines of 16 slots over ceil(tokens / 16): 1 is a dense read, 16 a line for every token. Published are the mean tokens charged per step over the budget, for three models of 7 to 13 billion parameters. \`at random\` is what as many tokens scattered over the context would touch.

${linesTable(all)}

${linesFindings(models, generated)}

## Cycles

${cycleFindings(models, generated)}

The tables at the end have every policy: cycles of attention over the selected tokens alone (\`cycles\`, \`of full\`), which is all that the published evaluation counts; cycles of the index and, spread over the decoded tokens, of clustering; and everything over full (\`of full, all\`). The prompt is clustered before decoding, which is not charged.

## Accuracy

Recall was published in the order ${publishedRecallOrder.join(" > ")}.

${recallTable(all)}

${recallFindings(models)}

## Alignment and lane balance

The same selections on other placements, attention alone. \`starc-aligned\` pads every cluster to whole lines, \`lane-balanced\` deals the slots of each window out anew without padding. Imbalance is the largest over the mean useful load of the banks; cycles of the two are over those of \`starc\`; the last column is memory, over the tokens.

${layoutTable(all)}

${layoutFindings(models, generated)}

## Ordering clusters by use

\`starc-ordered\` puts the prompt's clusters into an order in which those read together share rows, learnt from the first quarter of the steps, at most 32 (${learntSteps(all)}), and only where the order proves itself on steps from which it was not learnt; else a head stays as STARC laid it out. Cycles are of attention alone. \`later steps\` are those from which nothing was learnt: the figure to trust. Moves are means over the KV heads that were reordered, keys and values together; \`saved per step\` are the cycles of all query heads of such a KV head, on later steps; \`paid off\` is the number of decode steps after which they make up for the moves.

${orderingTable(all)}

${orderingFindings(all, models, generated)}

## What these traces can and cannot show

- They can show what a selection costs: lines, rows and cycles follow from where the selected tokens lie, and the controller's model does not care who chose them. They can compare policies and placements on the same queries.
- They can show how the keys of trained models, which are not Gaussian, fall into clusters, how far these fill lines, and which of them queries ask for together.
- They cannot show the accuracy of any policy in a large model. The models have at most two million parameters and heads of ${headDimensions(models)} dimensions, read one text each, and are scored on attention, not on tasks. Steps follow each other, so neighbouring ones are alike; there are no error bars because there are no independent repetitions.
- Their contexts are short. To read all of them takes few lines, so what every step pays (query, softmax moves, index) weighs more than at 32768 tokens, and a budget of the same size is a larger part of the context. The column B / context says which rows to compare: the published runs read 1024 tokens of contexts that grow to some 34000.
- Up to 64 dimensions fit into one column of the four banks of a lane. Heads of ${headDimensions(models)} dimensions therefore cost what heads of 64 do, and half or more of each column that is read is empty. The channels that SparQ and InfiniGen score lie in that same column, so scoring some of them reads as much as scoring all.
- The generated trace has the length and head dimension of the published runs, but its structure was put in by a generator: topics, slow waves of position, noise. It shows what costs grow into at that length and what ordering can gain where clusters recur. Its mass, recall and errors say nothing about models.

## All policies

Per trace, mean per query head and step; \`lines\` are per selected line.

${all.map((results) => `### ${results.name}\n\n${policiesTable(results)}`).join("\n\n")}
`;
}

function traceList(all: readonly TraceResults[]): string {
  return all
    .map(({ name, header, budgets }) => {
      const { layers, queryHeads, kvHeads, headDimension, promptTokens, decodeSteps } = header;
      const heads = `${queryHeads} query heads on ${kvHeads} KV heads of ${headDimension} dimensions`;
      const tokens = `${promptTokens} prompt tokens and ${decodeSteps} decode steps`;
      const layerCount = layers.length === 1 ? "1 layer" : `${layers.length} layers`;
      return `- \`${name}\`: ${layerCount}, ${heads}, ${tokens}; B ${budgets.join(", ")}`;
    })
    .join("\n");
}

/** Ascending. */
function distinctDimensions(all: readonly TraceResults[]): number[] {
  const dimensions = all.map(({ header }) => header.headDimension);
  return [...new Set(dimensions)].sort((a, b) => a - b);
}

const headDimensions = (models: readonly TraceResults[]) => distinctDimensions(models).join(" or ");

function tracesPresent(models: readonly TraceResults[]): string {
  return models.length > 1
    ? `\`${generatedName}\` is synthetic, with structured keys; the others were recorded from small trained language models that read public-domain text.`
    : `\`${generatedName}\` is synthetic, with structured keys; the other is the sample of a small trained language model in \`media/samples\`. Longer recordings were not beside this checkout.`;
}

function linesFindings(
  models: readonly TraceResults[],
  generated: readonly TraceResults[],
): string {
  const lines = (all: readonly TraceResults[], policy: string) =>
    ratios(
      rangeOf(
        everywhere(all, (results, budget) => linesPerSelectedLine(results.of({ policy, budget }))),
      ),
    );
  const published = `${ratios(publishedLines("starc"))} for STARC and ${ratios(publishedLines("sparq"))} for SparQ`;
  const found = (all: readonly TraceResults[]) =>
    `${lines(all, "starc")} for STARC and ${lines(all, "sparq")} for SparQ`;
  return `Published: ${published}. Models here: ${found(models)}. Generated: ${found(generated)}. A cluster has about 16 tokens and begins anywhere in a line, so it lies in two lines as a rule, which it shares with its neighbours; whether these are selected, too, decides where the figure lies.`;
}

function cycleFindings(
  models: readonly TraceResults[],
  generated: readonly TraceResults[],
): string {
  const policies = ["starc", "quest", "sparq", "token-topk"] as const;
  const line = (all: readonly TraceResults[], policy: string) => {
    const costs = everywhere(all, (results, budget) => costOf(results, policy, budget));
    const alone = ratios(rangeOf(costs.map(({ aloneOfFull }) => aloneOfFull)));
    const charged = costs.map(({ chargedOfFull }) => chargedOfFull);
    const cheaper = charged.filter((ratio) => ratio < 1).length;
    return `${alone} of full alone, ${ratios(rangeOf(charged))} with everything charged (below full in ${cheaper} of ${charged.length})`;
  };
  return policies
    .map((id) => `- ${id}: models ${line(models, id)}; generated ${line(generated, id)}.`)
    .join("\n");
}

function recallFindings(models: readonly TraceResults[]): string {
  const published = publishedRecallOrder.join();
  const orders = everywhere(models, (results, budget) =>
    recallOrder(results, budget, ({ recall }) => -recall),
  );
  const same = orders.filter((order) => order.join() === published).length;
  const before = orders.filter((order) => order.indexOf("starc") < order.indexOf("quest")).length;
  const sparqFirst = orders.filter(([first]) => first === "sparq").length;
  return `On the models, the published order comes out in ${same} of ${orders.length} rows; SparQ is first in ${sparqFirst}, STARC ahead of Quest in ${before}.`;
}

function layoutFindings(
  models: readonly TraceResults[],
  generated: readonly TraceResults[],
): string {
  const ratio = (all: readonly TraceResults[], placement: "starc-aligned" | "lane-balanced") =>
    ratios(
      rangeOf(
        everywhere(all, (results, budget) => {
          const cycles = (id: "starc" | typeof placement) =>
            meanFrom(
              results.of({ policy: "starc", budget, placement: id, charged: false }),
              "cycles",
              0,
            );
          return cycles(placement) / cycles("starc");
        }),
      ),
    );
  const memory = ratios(
    rangeOf(
      [...models, ...generated].map(({ alignedSlots, header }) => alignedSlots / header.tokens),
    ),
  );
  return `Aligned clusters take ${ratio(models, "starc-aligned")} of STARC's cycles on the models and ${ratio(generated, "starc-aligned")} on the generated trace, for ${memory} slots per token. Balanced lanes take ${ratio(models, "lane-balanced")} and ${ratio(generated, "lane-balanced")}, for no memory. A padded cluster shares no line with a neighbour that is selected, too, and a row holds fewer tokens; whether that is more than what a clean start saves depends on how even the clusters are.`;
}

function learntSteps(all: readonly TraceResults[]): string {
  return all.map(({ name, learntSteps: steps }) => `${name} ${steps}`).join(", ");
}

function orderingFindings(
  all: readonly TraceResults[],
  models: readonly TraceResults[],
  generated: readonly TraceResults[],
): string {
  const worst = Math.max(
    ...everywhere(all, (results, budget) => orderingOf(results, budget).ratio),
  );
  const later = (some: readonly TraceResults[]) =>
    ratios(rangeOf(everywhere(some, (results, budget) => orderingOf(results, budget).laterRatio)));
  const bounds = distinctDimensions(all)
    .map((dimension) => {
      const { least, most } = moveCycles(device, dimension);
      return `${least} to ${most} at ${dimension} dimensions`;
    })
    .join(", ");
  const faster = everywhere(generated, (results, budget) => orderingOf(results, budget).ratio)
    .map((ratio) => two(1 / ratio))
    .join(", ");
  return `On later steps, ordering takes ${later(models)} of STARC's cycles on the models and ${later(generated)} on the generated trace. Over all steps, the generated trace is read ${faster} times as fast (aim: 1.5), and the worst row takes ${worst.toFixed(3)} of STARC's cycles (aim: at most 1.02).

Moves go over the data bus, for which the controller's model has no commands, so their time is a bound from both sides, in cycles per token: ${bounds}. At least: bursts without a gap in both pseudo-channels, no row opened. At most: every vector read and written by itself, its rows opened for it and closed again. Where a pay-off lies beyond the ${all.map(({ header, learntSteps: steps }) => header.decodeSteps - steps).join(", ")} later steps of the traces, it assumes that decoding goes on alike.`;
}
