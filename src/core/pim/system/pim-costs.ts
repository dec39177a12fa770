import { levelLayout } from "../../memory/level-layout";
import { asNanoseconds } from "../../units";
import {
  EnergyPart,
  computeEnergy,
  energyLength,
  energyRates,
  partEnergy,
  softmaxScoreEnergy,
  type EnergyModel,
  type EnergyRates,
} from "../energy/energy";
import { addCommandWork, commandReach, workLength } from "../energy/energy-work";
import { addEnergy, energyByPlace, noCost, scaleCost, type Cost } from "./cost";
import type { DecodeSystem } from "./decode-system";
import { indexSchemes, type IndexScheme } from "./index-scheme";
import { headDimension, type LanguageModel } from "./language-model";
import { StackSimulator, type StackPass } from "./stack-simulator";

/** What STARC clusters at once: 64 new keys into 4, at most 16 times (STARC, evaluation). */
const starcClustering = { windows: 1, vectors: 64, clusters: 4, iterations: 16 };

/** Costs of one layer of a decode step on the PIM side, for all sequences of a batch. */
export interface PimCosts {
  /** Attention over `tokens` of a context. */
  attention(tokens: number, context: number): Cost;
  /** Reads that decide what to read. */
  index(context: number): Cost;
  /** Clustering of new keys, spread over the steps. */
  clustering(): Cost;
}

export interface PimCostOptions {
  readonly energyModel: EnergyModel;
  /** What is scored to decide what to read. */
  readonly index: IndexScheme;
  /** True charges clustering of the decoded keys. */
  readonly clustering: boolean;
}

/** Whose heads run, and how long their contexts grow. */
export interface PimLoad {
  readonly model: LanguageModel;
  readonly promptTokens: number;
  readonly outputTokens: number;
  readonly batch: number;
}

/**
 * Costs by simulation of the fullest stack: ceil(heads of a device x batch / stacks) heads, one on
 * each channel at a time (docs/pim-model.md#the-decode-step).
 *
 * `attacc` charges every stack as the fullest, and the arithmetic of scores and softmax over the
 * whole context whatever is read, as the published evaluation does. `row-aware` charges the heads
 * that there are with what they read.
 */
export class SimulatedPimCosts implements PimCosts {
  private readonly stack: StackSimulator;
  private readonly rates: EnergyRates;
  private readonly headDimension: number;
  /** Heads of the layer for all sequences, on all devices. */
  private readonly heads: number;
  /** How many stacks like the fullest are charged. */
  private readonly stacks: number;
  private readonly passes = new Map<StackPass, Cost>();
  /** By size of the index, on which alone its cost depends. */
  private readonly indexCosts = new Map<number, Cost>();
  private readonly clusteringCost: Cost;

  constructor(
    private readonly system: DecodeSystem,
    { model, batch, promptTokens, outputTokens }: PimLoad,
    private readonly options: PimCostOptions,
  ) {
    const { devices, elementBytes, pim } = system;
    const { energyModel } = options;
    this.headDimension = headDimension(model);
    this.heads = model.heads * batch;
    const headsOfStack = Math.ceil(this.heads / devices / pim.stacks);
    const stacks = devices * pim.stacks;
    this.stacks = energyModel === "attacc" ? stacks : this.heads / headsOfStack;
    this.rates = energyRates(energyModel, pim.device, elementBytes);
    this.stack = new StackSimulator(pim.device, {
      heads: headsOfStack,
      headDimension: this.headDimension,
      elementBytes,
      mostTokens: promptTokens + outputTokens,
    });
    this.clusteringCost = options.clustering ? this.clusteringPerToken() : noCost;
  }

  attention(tokens: number, context: number): Cost {
    const { time, energy } = this.passCost(this.stack.attention(tokens));
    if (this.options.energyModel === "row-aware") {
      const softmax = this.heads * tokens * this.softmaxScore;
      return { time, energy: addEnergy(energy, energyByPlace({ arithmetic: softmax })) };
    }
    const { multiplyAccumulate } = this.system.pim.device.energy;
    const score = this.headDimension * multiplyAccumulate + this.softmaxScore;
    const arithmetic = this.heads * context * score;
    return { time, energy: energyByPlace({ memory: energy.memory, arithmetic }) };
  }

  index(context: number): Cost {
    const { headDimension, options, system } = this;
    if (options.index === "none") return noCost;
    const { level, organisation } = system.pim.device;
    const { slotsPerLine } = levelLayout(level, organisation);
    const wholeLines = Math.ceil(context / slotsPerLine) * slotsPerLine;
    const { work, size } = indexSchemes[options.index](wholeLines, headDimension);
    let cost = this.indexCosts.get(size);
    if (cost === undefined) {
      cost = this.charge(this.stack.index(work, wholeLines));
      this.indexCosts.set(size, cost);
    }
    return cost;
  }

  clustering(): Cost {
    return this.clusteringCost;
  }

  private clusteringPerToken(): Cost {
    const window = this.charge(this.stack.clustering(starcClustering));
    return scaleCost(window, 1 / starcClustering.vectors);
  }

  private get softmaxScore(): number {
    const { pim, elementBytes } = this.system;
    return softmaxScoreEnergy(pim.device.energy, elementBytes);
  }

  private passCost(pass: StackPass): Cost {
    let cost = this.passes.get(pass);
    if (cost === undefined) {
      cost = this.charge(pass);
      this.passes.set(pass, cost);
    }
    return cost;
  }

  private charge({ cycles, commands }: StackPass): Cost {
    const { pim, elementBytes } = this.system;
    const work = new Float64Array(workLength);
    const energy = new Float64Array(energyLength);
    addCommandWork(commandReach(pim.device, elementBytes), commands, work);
    computeEnergy(this.rates, work, energy);
    const cells = partEnergy(energy, EnergyPart.activation) + partEnergy(energy, EnergyPart.read);
    const transfer = partEnergy(energy, EnergyPart.transfer);
    return {
      time: asNanoseconds((cycles * pim.device.timing.clockPicoseconds) / 1000),
      energy: energyByPlace({
        memory: (cells + transfer) * this.stacks,
        arithmetic: partEnergy(energy, EnergyPart.arithmetic) * this.stacks,
      }),
    };
  }
}
