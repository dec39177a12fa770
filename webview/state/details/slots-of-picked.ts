import type { Picked } from "../../../src/shared/protocol";
import { findToken, type SelectionSet } from "./selection-set";

/** The slot of a token at a step; undefined for one that the steps of the set do not reach. */
export function slotOfToken(set: SelectionSet, step: number, token: number): number | undefined {
  return findToken(set, step, token)?.slot ?? set.slotOf.at(token);
}

/** The tokens of a cluster, ascending. */
export function tokensOfCluster(set: SelectionSet, cluster: number): number[] {
  const tokens: number[] = [];
  set.clusterOf.forEach((own, token) => {
    if (own === cluster) tokens.push(token);
  });
  return tokens;
}

/** The slots of what is picked at a step; none for what is not made of tokens. */
export function slotsOfPicked(set: SelectionSet, step: number, picked: Picked): number[] {
  switch (picked.kind) {
    case "token": {
      const slot = slotOfToken(set, step, picked.token);
      return slot === undefined ? [] : [slot];
    }
    case "cluster":
      return tokensOfCluster(set, picked.cluster).map((token) => set.slotOf[token]);
    case "bank":
    case "command":
      return [];
  }
}
