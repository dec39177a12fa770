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
import { StepReads } from "../program/step-reads";
import { UsefulColumns } from "./useful-columns";

/** Steps of a head on a channel whose units all follow one command stream. */
export class LockstepStep implements HeadStep {
  private readonly reads: StepReads;
  private readonly writer: StepProgram;
  private readonly useful: UsefulColumns;
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
    this.reads = new StepReads(preset, headDimension, elementBytes);
    this.writer = new StepProgram(this.reads);
    this.useful = new UsefulColumns(preset, this.reads.shape);
    this.decoded = new DecodedProgram(preset);
    this.runner = new ChannelRunner(preset, this.decoded);
    this.load = new LoadMeter(preset);
    this.result = new HeadStepResult(preset);
  }

  get program(): Program {
    return this.writer.program;
  }

  write(request: HeadStepRequest): Program {
    this.reads.take(request, this.options);
    this.writer.write(request, this.options);
    return this.program;
  }

  run(request: HeadStepRequest): HeadStepResult {
    this.refreshPhase = request.refreshPhase ?? this.refreshPhase;
    this.write(request);
    this.useful.count(this.reads, request, this.options);
    return this.execute();
  }

  runClustering(work: ClusteringWork): HeadStepResult {
    this.reads.takeClustering(work);
    this.writer.writeClustering(work);
    this.useful.countClustering(this.reads, work);
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
    result.setSelection(this.reads.selected);
    this.load.measure(decoded, channel.activations, this.useful.byBank, result);
    return result;
  }
}
