import { asCycles, type Cycles } from "../../units";
import type { IndexWork } from "../../policy/policy";
import { attentionHeadsProgram } from "../program/attention-heads";
import type { ClusteringWork } from "../program/clustering-program";
import { commandCodes } from "../program/command";
import { createHeadStep } from "../step/create-head-step";
import type { DevicePreset } from "../../memory/device-preset";
import { type HeadStep } from "../step/head-step";
import { defaultStepOptions } from "../program/step-request";
import { levelLayout } from "../../memory/level-layout";
import { phaseCodes } from "../program/phase";
import { runProgram } from "../controller/run-program";

/** What all heads of a stack did. */
export interface StackPass {
  readonly cycles: Cycles;
  /** Commands of all channels, row-major [phaseCodes, commandCodes]. */
  readonly commands: Float64Array;
}

/** Heads of one stack and one layer, dealt to its channels one by one. */
export interface StackLoad {
  readonly heads: number;
  readonly headDimension: number;
  readonly elementBytes: number;
  /** Tokens for which memory is laid out. */
  readonly mostTokens: number;
}

/** Slot that stands for a selection where only what comes beside it matters. */
const oneSlot = Uint32Array.of(0);

/**
 * Equal heads on the channels of a stack, simulated command by command. Heads that fit the channels
 * at once are alike and do not meet, so one of them stands for all; more of them are dealt and
 * pipelined in pairs.
 */
export class StackSimulator {
  /** Attention by number of lines, on which alone its program depends. */
  private readonly attentions = new Map<number, StackPass>();
  private readonly step: HeadStep;
  private readonly slotsPerLine: number;
  /** Heads that a channel works through. */
  private readonly rounds: number;

  constructor(
    private readonly device: DevicePreset,
    private readonly load: StackLoad,
  ) {
    this.step = createHeadStep(device, load, defaultStepOptions);
    this.slotsPerLine = levelLayout(device.level, device.organisation).slotsPerLine;
    this.rounds = Math.ceil(load.heads / device.organisation.channels);
  }

  /**
   * Every head reads all tokens of a context of its own.
   * @param tokens at least 1; counted in whole lines
   */
  attention(tokens: number): StackPass {
    const lines = Math.ceil(tokens / this.slotsPerLine);
    let pass = this.attentions.get(lines);
    if (pass === undefined) {
      const inPairs = this.rounds > 1 && this.device.mode === "lockstep";
      pass = inPairs ? this.pairs(lines) : this.alike(lines);
      this.attentions.set(lines, pass);
    }
    return pass;
  }

  /**
   * What an index adds to a step that reads one token, by the difference to the same step without.
   * @param context tokens whose keys lie in memory; matters to an index that reads keys in place
   */
  index(work: IndexWork, context: number): StackPass {
    const lines = work.kind === "channels" ? Math.ceil(context / this.slotsPerLine) : 1;
    const slots = lines * this.slotsPerLine;
    const without = this.run(oneSlot, slots, { kind: "none" });
    const with_ = this.run(oneSlot, slots, work);
    return {
      cycles: asCycles(with_.cycles - without.cycles),
      commands: with_.commands.map((count, at) => count - without.commands[at]),
    };
  }

  clustering(work: ClusteringWork): StackPass {
    const { cycles, commands } = this.step.runClustering(work);
    return this.ofAll(cycles, commands);
  }

  private alike(lines: number): StackPass {
    const slots = Uint32Array.from({ length: lines * this.slotsPerLine }, (_, slot) => slot);
    return this.run(slots, slots.length, { kind: "none" });
  }

  private run(slots: Uint32Array, slotCount: number, index: IndexWork): StackPass {
    const { cycles, commands } = this.step.run({ slots, slotCount, index });
    return this.ofAll(cycles, commands);
  }

  private ofAll(cycles: number, commands: Float64Array): StackPass {
    return {
      cycles: asCycles(cycles * this.rounds),
      commands: commands.map((count) => count * this.load.heads),
    };
  }

  private pairs(count: number): StackPass {
    const { headDimension, elementBytes, mostTokens, heads } = this.load;
    const slots = count * this.slotsPerLine;
    const lines = Uint32Array.from({ length: count }, (_, line) => line);
    const program = attentionHeadsProgram(
      this.device,
      { slots, headDimension, elementBytes, maxSlots: Math.max(mostTokens, slots) },
      Array.from({ length: heads }, () => ({ lines, count })),
      { asReference: false },
    );
    const commands = new Float64Array(phaseCodes * commandCodes);
    let cycles = 0;
    for (const channel of runProgram(this.device, program, {
      refresh: true,
      sharedReader: false,
    })) {
      cycles = Math.max(cycles, channel.lastChange);
      for (let at = 0; at < commands.length; at++) commands[at] += channel.counts[at];
    }
    return { cycles: asCycles(cycles), commands };
  }
}
