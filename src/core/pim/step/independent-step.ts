import type { ClusteringWork } from "../program/clustering-program";
import type { DevicePreset } from "../../memory/device-preset";
import type { HeadStep } from "./head-step";
import type { HeadStepOptions, HeadStepRequest, HeadStepShape } from "../program/step-request";
import { HeadStepResult } from "./head-step-result";
import { IndependentChannel } from "../controller/independent/independent-channel";
import { IndependentPasses } from "./independent-passes";
import { ProgramBuilder, type Program } from "../program/program";
import { StepReads } from "../program/step-reads";
import { RowCounter } from "./rows-read";
import { UsefulColumns } from "./useful-columns";

/** Steps of a head on a channel whose bank groups read on their own. */
export class IndependentStep implements HeadStep {
  /** There is no common command stream. */
  readonly program = new ProgramBuilder(1);
  private readonly reads: StepReads;
  private readonly useful: UsefulColumns;
  private readonly rows: RowCounter;
  private readonly channel: IndependentChannel;
  private readonly passes: IndependentPasses;
  private readonly result: HeadStepResult;
  private refreshPhase = 0;

  constructor(
    private readonly preset: DevicePreset,
    { headDimension, elementBytes }: HeadStepShape,
    private readonly options: HeadStepOptions,
  ) {
    this.reads = new StepReads(preset, headDimension, elementBytes);
    this.useful = new UsefulColumns(preset, this.reads.shape);
    this.rows = new RowCounter(preset);
    this.channel = new IndependentChannel(preset);
    this.passes = new IndependentPasses(preset, this.channel, this.reads);
    this.result = new HeadStepResult(preset);
  }

  write(request: HeadStepRequest): Program {
    this.reads.take(request, this.options);
    return this.program;
  }

  run(request: HeadStepRequest): HeadStepResult {
    const { index, slotCount, clustering } = request;
    this.refreshPhase = request.refreshPhase ?? this.refreshPhase;
    this.write(request);
    this.useful.count(this.reads, request, this.options);
    this.start();
    this.passes.writeQuery();
    if (this.options.chargeIndex) this.passes.index(index, slotCount);
    this.passes.scores();
    this.passes.context();
    if (clustering && this.options.chargeClustering) this.passes.clustering(clustering);
    return this.finish();
  }

  runClustering(work: ClusteringWork): HeadStepResult {
    this.reads.takeClustering(work);
    this.useful.countClustering(this.reads, work);
    this.start();
    this.passes.clustering(work);
    return this.finish();
  }

  private start(): void {
    this.channel.start(this.options.refresh, this.refreshPhase);
    this.passes.start();
  }

  private finish(): HeadStepResult {
    const { channel, result, preset } = this;
    this.passes.finish();
    const { nREFI } = preset.timing;
    const carried = (this.refreshPhase + channel.now) % nREFI;
    this.refreshPhase = this.options.carryRefreshPhase ? carried : 0;
    result.setCommands(channel.now, channel.meter.cycles, channel.counts);
    result.setSelection(this.reads.selected);
    result.setRows(this.rows.count(this.reads));
    this.setLoad();
    return result;
  }

  private setLoad(): void {
    const { channel, result, useful } = this;
    const { banks } = this.preset.organisation;
    const { nCCDAB, nRCD } = this.preset.timing;
    for (let bank = 0; bank < result.bankColumnsRead.length; bank++) {
      const lane = Math.floor(bank / banks);
      const columns = channel.columnsRead[lane];
      const rows = channel.rowsOpened[lane];
      result.bankColumnsRead[bank] = columns;
      result.bankColumnsUseful[bank] = useful.byBank[bank];
      result.bankRowsOpened[bank] = rows;
      result.bankBusyCycles[bank] = columns * nCCDAB + rows * nRCD;
    }
    result.sumBanks();
  }
}
