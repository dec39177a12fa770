import { pageBounds, scorePages } from "../kernels/page-bounds";
import { topIndices } from "../kernels/top-indices";
import { readEverything } from "./full";
import { denseLayers, parameterValue } from "./parameter";
import type { HeadData, HeadPolicy, Policy, PolicyParameter } from "./policy";

const pageTokens: PolicyParameter = {
  name: "pageTokens",
  description: "Tokens of a page.",
  minimum: 1,
  maximum: 4096,
  default: 16,
  integer: true,
};

/** Quest reads at least so many pages, as its published evaluation does. */
const fewestPages = 3;

/** Quest (Tang et al., ICML 2024, arXiv 2406.10774). */
export const quest: Policy = {
  id: "quest",
  label: "Quest",
  description:
    "The B/16 pages of 16 tokens, at least 3, whose smallest and largest keys allow the highest q·k.",
  needs: ["keys", "queries"],
  usesBudget: true,
  parameters: [pageTokens, denseLayers],
  defaultPlacement: "token-order",
  start(head, budget, parameters) {
    if (head.layer < parameterValue(denseLayers, parameters)) return readEverything(head);
    return readPages(head, budget, parameterValue(pageTokens, parameters));
  },
};

function readPages(head: HeadData, budget: number, page: number): HeadPolicy {
  const { keys, headDimension, promptTokens } = head;
  const tokens = promptTokens + head.decodeSteps;
  const bounds = pageBounds(keys, headDimension, tokens, page);
  const scores = new Float32Array(Math.ceil(tokens / page));
  const chosen = new Uint32Array(scores.length);
  const selection = new Uint32Array(tokens);
  const everything = readEverything(head);
  return {
    select(member, step) {
      const context = promptTokens + step + 1;
      if (budget >= context) return everything.select(member, step);
      const query = head.queries[member].subarray(step * headDimension, (step + 1) * headDimension);
      const fullPages = Math.floor(context / page);
      scorePages(query, bounds, headDimension, fullPages, scores);
      if (fullPages * page < context) {
        // The last page is not full yet: its bounds must not know tokens that are still to come.
        const newest = keys.subarray(fullPages * page * headDimension, context * headDimension);
        const soFar = pageBounds(newest, headDimension, context - fullPages * page, page);
        scorePages(query, soFar, headDimension, 1, scores.subarray(fullPages));
      }
      const wanted = Math.max(fewestPages, Math.floor(budget / page));
      let count = 0;
      for (const index of topIndices(scores, Math.ceil(context / page), wanted, chosen)) {
        const end = Math.min((index + 1) * page, context);
        for (let token = index * page; token < end; token++) selection[count++] = token;
      }
      return selection.subarray(0, count);
    },
    indexWork: (_member, step) => ({
      kind: "vectors",
      count: 2 * Math.ceil((promptTokens + step + 1) / page),
    }),
  };
}
