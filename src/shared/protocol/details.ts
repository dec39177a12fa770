/** What views ask of single heads and banks beyond the results. */
import type { SimulationPlan } from "../../core/simulation/run/configuration";
import type { BankTokens } from "../../core/simulation/questions/bank-tokens";
import type {
  ClusterFactsPart as ClusterFacts,
  ClusterRequest,
  ClusterSource,
  DetailPart,
  DetailRequest,
  SelectionRequest,
} from "../../core/simulation/questions/detail-parts";

export type {
  BankTokens,
  ClusterFacts,
  ClusterRequest,
  ClusterSource,
  DetailPart,
  DetailRequest,
  SelectionRequest,
};

export interface DetailRequests {
  /** What a view shows of one head beyond the results, in parts. */
  detail: {
    request: { readonly detail: DetailRequest };
    part: DetailPart;
    reply: null;
  };
  /**
   * What one run at one step reads in a bank: one part per query head of the plan's KV heads, which
   * are those of the bank's channel. `bank` counts within the channel.
   */
  bankTokens: {
    request: { readonly plan: SimulationPlan; readonly bank: number };
    part: BankTokens;
    reply: null;
  };
}
