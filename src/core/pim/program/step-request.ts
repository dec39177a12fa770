import type { IndexWork } from "../../policy/policy";
import type { ClusteringWork } from "./clustering-program";

/** What all steps of a head have in common. */
export interface HeadStepShape {
  /** Values per vector, D. */
  readonly headDimension: number;
  readonly elementBytes: number;
}

export interface HeadStepOptions {
  readonly refresh: boolean;
  /** False starts every step with a whole interval to the next refresh, as the reference does. */
  readonly carryRefreshPhase: boolean;
  /** Charge what the policy reads to decide; publications leave it out. */
  readonly chargeIndex: boolean;
  /** Charge the clustering that a request asks for. */
  readonly chargeClustering: boolean;
}

/** Everything charged, every step at refresh phase 0. */
export const defaultStepOptions: HeadStepOptions = {
  refresh: true,
  carryRefreshPhase: false,
  chargeIndex: true,
  chargeClustering: true,
};

/** Keys of which only some channels are read. */
export interface KeyChannels {
  /** Channels that are read of every selected key, ascending. */
  readonly channels: Uint32Array;
  /** Selected slots whose keys are read whole even so. */
  readonly wholeSlots: Uint32Array;
}

/** One query head at one step. */
export interface HeadStepRequest {
  /** Slots of the selected tokens: distinct, in any order, at least one. */
  readonly slots: Uint32Array;
  /** Slots of the placement, padding included. */
  readonly slotCount: number;
  readonly index: IndexWork;
  /** Absent where the selected keys are read whole. */
  readonly keyChannels?: KeyChannels | undefined;
  /** Windows of new keys that are clustered behind the step's attention. */
  readonly clustering?: ClusteringWork | undefined;
  /** Cycles since the last refresh was due, below nREFI; absent: as the options say. */
  readonly refreshPhase?: number | undefined;
}
