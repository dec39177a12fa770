import {
  energyRates,
  computeEnergy,
  energyLength,
  type EnergyRates,
} from "../../pim/energy/energy";
import {
  addCommandWork,
  commandReach,
  Work,
  workColumns,
  workLength,
} from "../../pim/energy/energy-work";
import type { CommandReach } from "../../pim/energy/energy-work";
import type { DevicePreset } from "../../memory/device-preset";
import { createHeadStep } from "../../pim/step/create-head-step";
import type { HeadStep } from "../../pim/step/head-step";
import type { HeadStepResult } from "../../pim/step/head-step-result";
import type { Organisation } from "../../memory/organisation";
import { Phase } from "../../pim/program/phase";
import type { WindowClustering } from "../../policy/policy";
import type { RunConfiguration } from "./configuration";

/** Bytes of a key, value or query element in memory: fp16, whatever the trace stores. */
export const elementBytes = 2;

/** A part of a cost that is spread over many steps. */
export interface StepShare {
  readonly cycles: number;
  /** Energy table, in pJ. */
  readonly energy: Float64Array;
}

/** What steps of one run cost on its device. */
export class RunCosts {
  readonly headStep: HeadStep;
  readonly rates: EnergyRates;
  /** Of the run's device. */
  readonly organisation: Organisation;
  readonly #reach: CommandReach;
  readonly #work = new Float64Array(workLength);

  constructor(device: DevicePreset, headDimension: number, run: RunConfiguration) {
    const shape = { headDimension, elementBytes };
    this.organisation = device.organisation;
    this.headStep = createHeadStep(device, shape, {
      refresh: true,
      carryRefreshPhase: false,
      chargeIndex: run.chargeIndex,
      chargeClustering: run.chargeClustering,
    });
    this.rates = energyRates(run.energyModel, device, elementBytes);
    this.#reach = commandReach(device, elementBytes);
  }

  /** Work table of a step; overwritten by the next call. */
  workOf(step: HeadStepResult): Float64Array {
    this.#work.fill(0);
    addCommandWork(this.#reach, step.commands, this.#work);
    this.#work[Phase.softmaxMoves * workColumns + Work.softmaxScores] = step.vectors;
    return this.#work;
  }

  /**
   * A step's share of clustering in memory: one window's cost over its tokens, and over the query
   * heads that read the KV head, since its keys are clustered once for all of them.
   * @param clustering absent where nothing is clustered or it is not charged
   */
  clusteringShare(clustering: WindowClustering | undefined, queryHeads: number): StepShare {
    const energy = new Float64Array(energyLength);
    if (!clustering) return { cycles: 0, energy };
    const window = this.headStep.runClustering({ windows: 1, ...clustering });
    const steps = clustering.vectors * queryHeads;
    computeEnergy(this.rates, this.workOf(window), energy);
    return { cycles: window.cycles / steps, energy: energy.map((part) => part / steps) };
  }
}
