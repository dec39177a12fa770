import { InputError } from "../../../src/core/errors";
import { createHeadStep } from "../../../src/core/pim/step/create-head-step";
import type { DevicePreset } from "../../../src/core/memory/device-preset";
import type { HeadStep } from "../../../src/core/pim/step/head-step";
import type {
  HeadStepOptions,
  HeadStepRequest,
  HeadStepShape,
} from "../../../src/core/pim/program/step-request";
import type { HeadStepResult } from "../../../src/core/pim/step/head-step-result";
import { banksPerChannel } from "../../../src/core/memory/organisation";
import { phaseCodes } from "../../../src/core/pim/program/phase";

/** One iteration of a stack: up to one head per channel. The arrays are overwritten by the next. */
export class StackStepResult {
  /** Until the slowest head is done; the next iteration starts then. */
  cycles = 0;
  /** Of each channel, [channels]; 0 where it has no head. */
  readonly channelCycles: Float64Array;
  /** Of each channel by phase, row-major [channels, phaseCodes]. */
  readonly phaseCycles: Float64Array;
  /** By bank, row-major [channels, banks]; see `HeadStepResult`. */
  readonly bankColumnsRead: Float64Array;
  readonly bankColumnsUseful: Float64Array;
  readonly bankRowsOpened: Float64Array;
  readonly bankBusyCycles: Float64Array;

  constructor({ organisation }: DevicePreset) {
    const { channels } = organisation;
    const banks = channels * banksPerChannel(organisation);
    this.channelCycles = new Float64Array(channels);
    this.phaseCycles = new Float64Array(channels * phaseCodes);
    this.bankColumnsRead = new Float64Array(banks);
    this.bankColumnsUseful = new Float64Array(banks);
    this.bankRowsOpened = new Float64Array(banks);
    this.bankBusyCycles = new Float64Array(banks);
  }

  clear(): void {
    this.cycles = 0;
    this.channelCycles.fill(0);
    this.phaseCycles.fill(0);
    this.bankColumnsRead.fill(0);
    this.bankColumnsUseful.fill(0);
    this.bankRowsOpened.fill(0);
    this.bankBusyCycles.fill(0);
  }

  setChannel(channel: number, step: HeadStepResult): void {
    const banks = channel * step.bankColumnsRead.length;
    this.cycles = Math.max(this.cycles, step.cycles);
    this.channelCycles[channel] = step.cycles;
    this.phaseCycles.set(step.phaseCycles, channel * phaseCodes);
    this.bankColumnsRead.set(step.bankColumnsRead, banks);
    this.bankColumnsUseful.set(step.bankColumnsUseful, banks);
    this.bankRowsOpened.set(step.bankRowsOpened, banks);
    this.bankBusyCycles.set(step.bankBusyCycles, banks);
  }
}

/** Costs iterations of a stack, each channel fed by itself with the step of one head. */
export class StackStep {
  private readonly step: HeadStep;
  private readonly result: StackStepResult;
  private refreshPhase = 0;

  /** @throws InputError when the shape is out of range */
  constructor(
    private readonly preset: DevicePreset,
    shape: HeadStepShape,
    private readonly options: HeadStepOptions,
  ) {
    this.step = createHeadStep(preset, shape, options);
    this.result = new StackStepResult(preset);
  }

  /**
   * @param heads the steps of channels 0, 1, ...
   * @throws InputError when there are more heads than channels, or as `HeadStep.run`
   */
  run(heads: readonly HeadStepRequest[]): StackStepResult {
    const { channels } = this.preset.organisation;
    if (heads.length > channels) {
      throw new InputError("heads", `${heads.length} heads are more than the ${channels} channels`);
    }
    this.result.clear();
    heads.forEach((head, channel) => {
      const refreshPhase = head.refreshPhase ?? this.refreshPhase;
      this.result.setChannel(channel, this.step.run({ ...head, refreshPhase }));
    });
    const carried = (this.refreshPhase + this.result.cycles) % this.preset.timing.nREFI;
    this.refreshPhase = this.options.carryRefreshPhase ? carried : 0;
    return this.result;
  }
}
