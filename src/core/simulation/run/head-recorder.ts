import {
  computeEnergy,
  EnergyPart,
  energyLength,
  partEnergy,
  phaseEnergy,
  totalEnergy,
} from "../../pim/energy/energy";
import type { HeadStepResult } from "../../pim/step/head-step-result";
import { Phase } from "../../pim/program/phase";
import { BankLoads } from "./bank-loads";
import type { VectorShape } from "../../memory/vector-shape";
import type { AttentionMetrics } from "./metrics";
import { spreadOf } from "../../figures/spread";
import { stepColumnNames, stepFigures, type StepColumn } from "../../figures/step-figures";
import type { HeadResult } from "./result";
import type { RunCosts, StepShare } from "./run-costs";

/** Where a result comes from; see `HeadResult`. */
export type HeadPlace = Pick<
  HeadResult,
  "run" | "layer" | "kvHead" | "queryHead" | "fromStep" | "steps"
>;

/** Collects the steps of one run of one query head into result columns. */
export class HeadRecorder {
  readonly #place: HeadPlace;
  readonly #columns: Record<StepColumn, Float64Array>;
  readonly #loads: BankLoads;
  readonly #energy = new Float64Array(energyLength);
  readonly #costs: RunCosts;
  readonly #slotsPerLine: number;

  constructor(place: HeadPlace, costs: RunCosts, { slotsPerLine }: VectorShape) {
    const columns = stepColumnNames.map((name) => [name, new Float64Array(place.steps)] as const);
    this.#place = place;
    this.#costs = costs;
    this.#slotsPerLine = slotsPerLine;
    this.#columns = Object.fromEntries(columns) as Record<StepColumn, Float64Array>;
    this.#loads = new BankLoads(place.steps, costs.organisation);
  }

  /** All that was recorded; nothing may be recorded after. */
  finish(): HeadResult {
    return { ...this.#place, columns: this.#columns, ...this.#loads.pack() };
  }

  /** What the step read and what attention it kept. @param row step - fromStep */
  recordSelection(row: number, context: number, tokens: number, kept: AttentionMetrics): void {
    const columns = this.#columns;
    columns.context[row] = context;
    columns.tokens[row] = tokens;
    columns.massKept[row] = kept.massKept;
    columns.recall[row] = kept.recall;
    columns.outputError[row] = kept.outputError;
  }

  /** That the step read nothing: no cost, and no share or spread of what was read. */
  recordNothing(row: number): void {
    for (const name of stepColumnNames) {
      if (Number.isNaN(stepFigures[name].ofNothing)) this.#columns[name][row] = NaN;
    }
  }

  /**
   * What the step cost.
   * @param row step - fromStep
   * @param clustering the step's share of clustering, already charged or left out
   */
  recordCost(row: number, step: HeadStepResult, clustering: StepShare): void {
    const columns = this.#columns;
    const { phaseCycles } = step;
    columns.lines[row] = step.lines;
    columns.keyRows[row] = step.keyRows;
    columns.valueRows[row] = step.valueRows;
    columns.lineUtilisation[row] = step.vectors / (this.#slotsPerLine * step.lines);
    columns.cycles[row] = step.cycles + clustering.cycles;
    columns.writeQueryCycles[row] = phaseCycles[Phase.writeQuery];
    columns.indexCycles[row] = phaseCycles[Phase.index];
    columns.scoreCycles[row] = phaseCycles[Phase.score];
    columns.softmaxCycles[row] = phaseCycles[Phase.softmaxMoves];
    columns.contextCycles[row] = phaseCycles[Phase.context];
    columns.clusteringCycles[row] = phaseCycles[Phase.clustering] + clustering.cycles;
    columns.refreshCycles[row] = phaseCycles[Phase.refresh];
    columns.columnsRead[row] = step.columnsRead;
    columns.columnsUseful[row] = step.columnsUseful;
    columns.rowsOpened[row] = step.rowsOpened;
    this.#recordEnergy(row, step, clustering);
    this.#recordLoads(row, step);
  }

  #recordEnergy(row: number, step: HeadStepResult, clustering: StepShare): void {
    const columns = this.#columns;
    const energy = this.#energy;
    computeEnergy(this.#costs.rates, this.#costs.workOf(step), energy);
    for (let at = 0; at < energyLength; at++) energy[at] += clustering.energy[at];
    columns.energy[row] = totalEnergy(energy);
    columns.writeQueryEnergy[row] = phaseEnergy(energy, Phase.writeQuery);
    columns.indexEnergy[row] = phaseEnergy(energy, Phase.index);
    columns.scoreEnergy[row] = phaseEnergy(energy, Phase.score);
    columns.softmaxEnergy[row] = phaseEnergy(energy, Phase.softmaxMoves);
    columns.contextEnergy[row] = phaseEnergy(energy, Phase.context);
    columns.clusteringEnergy[row] = phaseEnergy(energy, Phase.clustering);
    columns.refreshEnergy[row] = phaseEnergy(energy, Phase.refresh);
    columns.activationEnergy[row] = partEnergy(energy, EnergyPart.activation);
    columns.readEnergy[row] = partEnergy(energy, EnergyPart.read);
    columns.transferEnergy[row] = partEnergy(energy, EnergyPart.transfer);
    columns.arithmeticEnergy[row] = partEnergy(energy, EnergyPart.arithmetic);
  }

  #recordLoads(row: number, step: HeadStepResult): void {
    this.#loads.record(row, step);
    const { imbalance, variation } = spreadOf(step.laneVectors);
    this.#columns.imbalance[row] = imbalance;
    this.#columns.loadVariation[row] = variation;
  }
}
