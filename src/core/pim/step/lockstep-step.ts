import { ChannelRunner } from "../controller/channel-run";
import type { ClusteringWork } from "../program/clustering-program";
import { DecodedProgram } from "../controller/decoded-program";
import type { DevicePreset } from "../../memory/device-preset";
import type { HeadStep } from "./head-step";
import type { HeadStepOptions, HeadStepRequest, HeadStepShape } from "../program/step-request";
import { HeadStepResult } from "./head-step-result";
import { LoadMeter } from "./load-meter";
import type { Program } from "../program/program";
import { StepProgram } from "../program/step-program";

/** Steps of a head on a channel whose units all follow one command stream. */
export class LockstepStep implements HeadStep {
  private readonly writer: StepProgram;
  private readonly decoded: DecodedProgram;
  private readonly runner: ChannelRunner;
  private readonly load: LoadMeter;
  private readonly result: HeadStepResult;
  private refreshPhase = 0;

  constructor(
    private readonly preset: DevicePreset,
    { headDimension, elementBytes }: HeadStepShape,
    private readonly options: HeadStepOptions,
  ) {
    this.writer = new StepProgram(preset, headDimension, elementBytes);
    this.decoded = new DecodedProgram(preset);
    this.runner = new ChannelRunner(preset, this.decoded);
    this.load = new LoadMeter(preset);
    this.result = new HeadStepResult(preset);
  }

  get program(): Program {
    return this.writer.program;
  }

  write(request: HeadStepRequest): Program {
    this.writer.write(request, this.options);
    return this.program;
  }

  run(request: HeadStepRequest): HeadStepResult {
    this.refreshPhase = request.refreshPhase ?? this.refreshPhase;
    this.write(request);
    return this.execute();
  }

  runClustering(work: ClusteringWork): HeadStepResult {
    this.writer.clear();
    this.writer.writeClustering(work);
    return this.execute();
  }

  private execute(): HeadStepResult {
    const { decoded, writer, result } = this;
    const { refresh, carryRefreshPhase } = this.options;
    decoded.decode(writer.program);
    const channel = this.runner.run({ refresh, refreshPhase: this.refreshPhase });
    const { nREFI } = this.preset.timing;
    this.refreshPhase = carryRefreshPhase ? (this.refreshPhase + channel.lastChange) % nREFI : 0;
    result.setCommands(channel.lastChange, channel.meter.cycles, channel.counts);
    result.setSelection(writer.selected);
    this.load.measure(decoded, channel.activations, writer.useful.byBank, result);
    return result;
  }
}
