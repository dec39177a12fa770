/** What the inspector's page offers in its controls. */
import type { Organisation } from "../../core/memory/organisation";
import type { PlacementId } from "../../core/placement/placement";
import type { PolicyParameter } from "../../core/policy/policy";
import type { TensorName } from "../../core/trace/layer-tensors";

export type { PlacementId };

export interface Catalog {
  readonly policies: readonly PolicyEntry[];
  readonly placements: readonly CatalogEntry[];
  readonly devices: readonly DeviceEntry[];
  /** Id of the device that a new run has. */
  readonly defaultDevice: string;
}

interface CatalogEntry {
  readonly id: string;
  readonly label: string;
  readonly description: string;
}

interface PolicyEntry extends CatalogEntry {
  readonly needs: readonly TensorName[];
  readonly usesBudget: boolean;
  readonly parameters: readonly CatalogParameter[];
  /** The placement that the policy was designed for. */
  readonly defaultPlacement: PlacementId;
}

/** A parameter whose default is the user's own where their settings have one. */
interface CatalogParameter extends PolicyParameter {
  /** The product's own, where `default` is not. */
  readonly productDefault?: number;
}

export interface DeviceEntry extends CatalogEntry {
  /** Length of a clock cycle in nanoseconds. */
  readonly clockPeriod: number;
  /** Peak bytes per cycle of one channel when every all-bank read hits an open row. */
  readonly peakBytesPerCycle: number;
  readonly organisation: StackOrganisation;
}

/** How a device's stack is divided, and what a column access moves. */
export type StackOrganisation = Pick<
  Organisation,
  "channels" | "pseudoChannels" | "ranks" | "bankGroups" | "banks" | "columnBytes"
>;
