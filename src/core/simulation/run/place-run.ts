import type { TokenClusters } from "../../clustering/token-clusters";
import type { Placement } from "../../placement/placement";
import { findPlacement } from "../../placement/registry";
import { placementSource } from "../../policy/placement-source";
import type { HeadData, HeadPolicy } from "../../policy/policy";
import { findPolicy } from "../../policy/registry";
import type { RunConfiguration } from "./configuration";

/** A run's policy at work on one head, with the places of the head's vectors. */
export interface PlacedRun {
  readonly policy: HeadPolicy;
  readonly placement: Placement;
  /** The clusters that the policy chooses from, or STARC's; needs keys. */
  clusters(): TokenClusters;
}

/** Starts a run on a head: what every figure and every picture of the run is derived from. */
export function placeRun(head: HeadData, run: RunConfiguration): PlacedRun {
  const policy = findPolicy(run.policy).start(head, run.budget, run.parameters);
  const source = placementSource(head, policy);
  const placement = findPlacement(run.placement).create(source);
  return { policy, placement, clusters: () => source.clusters() };
}
