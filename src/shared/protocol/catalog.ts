/** What the inspector's page offers in its controls. */
import type { PlacementId } from "../../core/placement/placement";
import type { PolicyNeed, PolicyParameter } from "../../core/policy/policy";
import type { LoadColumn, StepColumn } from "../../core/simulation/run/result";

export type { LoadColumn, PlacementId, PolicyNeed, PolicyParameter, StepColumn };

export interface Catalog {
  readonly policies: readonly PolicyEntry[];
  readonly placements: readonly CatalogEntry[];
  readonly devices: readonly DeviceEntry[];
  readonly stepColumns: Readonly<Record<StepColumn, ColumnEntry>>;
  readonly loadColumns: Readonly<Record<LoadColumn, ColumnEntry>>;
}

/** What a result column holds; an empty unit means a plain ratio. */
export interface ColumnEntry {
  readonly unit: string;
  readonly meaning: string;
}

export interface CatalogEntry {
  readonly id: string;
  readonly label: string;
  readonly description: string;
}

export interface PolicyEntry extends CatalogEntry {
  readonly needs: readonly PolicyNeed[];
  readonly usesBudget: boolean;
  readonly parameters: readonly PolicyParameter[];
}

export interface DeviceEntry extends CatalogEntry {
  /** Length of a clock cycle in nanoseconds. */
  readonly clockPeriod: number;
  /** Peak bytes per cycle of one channel when every all-bank read hits an open row. */
  readonly peakBytesPerCycle: number;
}
