import type { TokenClusters } from "../../clustering/token-clusters";
import type { Placement } from "../../placement/placement";
import type { DevicePreset } from "../../memory/device-preset";
import { vectorShape, type VectorShape } from "../../memory/vector-shape";
import { findPlacement } from "../../placement/registry";
import { placementSource } from "../../policy/head/placement-source";
import type { HeadData, HeadPolicy } from "../../policy/policy";
import { findPolicy } from "../../policy/registry";
import type { RunConfiguration } from "./configuration";
import { elementBytes } from "./run-costs";

/** A run's policy at work on one head, with the places of the head's vectors. */
export interface PlacedRun {
  readonly policy: HeadPolicy;
  readonly placement: Placement;
  /** How the head's vectors lie in the memory of the run's device. */
  readonly shape: VectorShape;
  /** The clusters that the policy chooses from, or STARC's; needs keys. */
  clusters(): TokenClusters;
}

/**
 * Starts a run on a head: what every figure and every picture of the run is derived from.
 * @param device the one that the run names (see `deviceOf`)
 * @param known the placement of the same run on the same head, where it was made before
 */
export function placeRun(
  head: HeadData,
  run: RunConfiguration,
  device: DevicePreset,
  known?: Placement,
): PlacedRun {
  const policy = findPolicy(run.policy).start(head, run.budget, run.parameters);
  const shape = vectorShape(device, head.headDimension, elementBytes);
  const source = placementSource(head, policy, shape);
  const placement = known ?? findPlacement(run.placement).create(source);
  return { policy, placement, shape, clusters: () => source.clusters() };
}
