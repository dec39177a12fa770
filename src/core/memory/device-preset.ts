import type { EnergyConstants } from "./energy-constants";
import type { Organisation } from "./organisation";
import type { Timing } from "./timing";

/** Where the multiply-accumulate units sit, and so how much one MAC command reads. */
export type PimLevel = "bank" | "bank-group" | "buffer";

/** Whether all units of a channel follow one command stream or each bank group its own. */
export type ExecutionMode = "lockstep" | "independent-banks";

/** A machine: organisation, timing, energy and execution, with the source of every constant. */
export interface DevicePreset {
  readonly name: string;
  readonly description: string;
  readonly level: PimLevel;
  readonly mode: ExecutionMode;
  readonly organisation: Organisation;
  readonly timing: Timing;
  readonly energy: EnergyConstants;
  /** Source of each number, by its path in the preset (`timing.nRCD`). */
  readonly sources: Readonly<Record<string, string>>;
}
