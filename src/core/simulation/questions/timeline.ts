import type { PimLevel } from "../../memory/device-preset";
import { kvHeadOf, type TraceHeader } from "../../trace/trace";
import type { CommandColumns } from "./command-columns";
import type { RunConfiguration, SimulationPlan, TraceScope } from "../run/configuration";

/** One query head at one step of one run. */
export interface TimelinePlace {
  readonly run: RunConfiguration;
  /** Layer id. */
  readonly layer: number;
  readonly queryHead: number;
  readonly step: number;
}

export interface TimelineQuestion {
  /** One run at one step of one KV head; checked (see `checkPlan`). */
  readonly plan: SimulationPlan;
  readonly queryHead: number;
}

/** What the commands of a timeline mean on their device. */
export interface CommandMeaning {
  readonly level: PimLevel;
  /** Names by command code. */
  readonly names: readonly string[];
  /** 1 for codes of the row bus, 0 for those of the column bus. */
  readonly isRow: readonly number[];
  /**
   * By code, cycles until a command has had its effect: nRP, nRCD and nRFC for those of the row
   * bus, the distance to the next for MACs, else the one cycle for which it holds its bus.
   */
  readonly lasting: readonly number[];
  /** Banks of a channel. */
  readonly banks: number;
  readonly columnShift: number;
  readonly columnMask: number;
  readonly rowShift: number;
  readonly rowMask: number;
  readonly bankShift: number;
}

/** The commands of a channel during one step of one query head. */
export type Timeline =
  | {
      readonly kind: "commands";
      /** Cycles of the step. */
      readonly length: number;
      readonly meaning: CommandMeaning;
      readonly columns: CommandColumns;
    }
  | NoCommands;

/** Why a step has no commands that could be listed. */
export type NoCommands =
  /** Bank groups run on their own: there is no stream that all of them follow. */
  | { readonly kind: "independent" }
  /** The step reads nothing. */
  | { readonly kind: "empty" };

/** What is to be simulated for a place, yet to be checked by `checkPlan`. */
export function planOfPlace(header: TraceHeader, place: TimelinePlace): SimulationPlan {
  const scope: TraceScope = {
    layers: [place.layer],
    kvHeads: [kvHeadOf(header, place.queryHead)],
    fromStep: place.step,
    toStep: place.step + 1,
  };
  return { scope, runs: [place.run] };
}
