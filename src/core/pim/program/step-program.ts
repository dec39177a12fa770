import type { IndexWork } from "../../policy/policy";
import { AttentionProgram, type HeadLines, type Iteration } from "./attention-program";
import { ClusteringProgram, type ClusteringWork } from "./clustering-program";
import type { DevicePreset } from "../../memory/device-preset";
import type { HeadStepOptions, HeadStepRequest, KeyChannels } from "./step-request";
import { IndexProgram } from "./index-program";
import { locateChannels } from "./key-channels";
import { Phase } from "./phase";
import { ProgramBuilder } from "./program";
import { SlotLines } from "./slot-lines";
import { StepShape } from "./step-shape";
import { UsefulColumns } from "./useful-columns";

/** Writes the program of one head's step, and counts what it reads that was asked for. */
export class StepProgram {
  readonly program = new ProgramBuilder();
  readonly useful: UsefulColumns;
  readonly selected: SlotLines;
  readonly shape: StepShape;
  private readonly attention: AttentionProgram;
  private readonly index: IndexProgram;
  private readonly clustering: ClusteringProgram;
  /** Selected slots whose keys are read whole where `keyColumns` leaves columns out. */
  readonly whole: SlotLines;
  readonly keyColumns: { kept: Uint32Array; whole: Uint8Array };
  /** By column of a key: 0 where an index over channels leaves it out. */
  readonly indexColumns: Uint32Array;
  private readonly head: { lines: Uint32Array; count: number; keyColumns: HeadLines["keyColumns"] };
  private readonly iteration: Iteration;

  constructor(preset: DevicePreset, headDimension: number, elementBytes: number) {
    this.shape = new StepShape(preset, headDimension, elementBytes);
    const { layout, regions, vectorColumns } = this.shape;
    this.useful = new UsefulColumns(preset, this.shape);
    this.selected = new SlotLines(layout.slotsPerLine);
    this.whole = new SlotLines(layout.slotsPerLine);
    this.attention = new AttentionProgram(this.program, this.shape);
    this.index = new IndexProgram(this.program, this.shape);
    const place = { vectors: regions.clustering, centroids: regions.centroids };
    this.clustering = new ClusteringProgram(this.program, this.shape, place);
    this.keyColumns = { kept: new Uint32Array(vectorColumns), whole: new Uint8Array(0) };
    this.indexColumns = new Uint32Array(vectorColumns);
    this.head = { lines: this.selected.lines, count: 0, keyColumns: undefined };
    this.iteration = { keyAddress: regions.keys, heads: [this.head] };
  }

  clear(): void {
    this.program.clear();
    this.useful.reset();
    this.selected.clear();
  }

  /** @throws InputError as `HeadStep.run` */
  write(request: HeadStepRequest, options: HeadStepOptions): void {
    const { slots, slotCount, keyChannels, clustering } = request;
    this.clear();
    this.shape.setSlotCount(slotCount);
    this.selected.gather(slots, slotCount);
    this.head.lines = this.selected.lines;
    this.head.count = this.selected.count;
    this.head.keyColumns = keyChannels && this.locateKeyColumns(keyChannels, slotCount);
    this.attention.writeQuery(this.iteration);
    this.attention.barrier(Phase.writeQuery);
    if (options.chargeIndex) this.writeIndex(request.index, slotCount);
    this.attention.writeScores(this.iteration);
    this.attention.writeContext(this.iteration);
    this.countAttention(keyChannels !== undefined);
    if (clustering && options.chargeClustering) this.writeClustering(clustering);
  }

  writeClustering(work: ClusteringWork): void {
    const { vectorColumns } = this.shape;
    const { windows, vectors, clusters, iterations } = work;
    this.shape.requireClusteringRoom(vectors, clusters);
    this.clustering.write(work);
    this.useful.readVectors(vectors, vectorColumns, windows * (2 + iterations));
    this.useful.readVectors(clusters, vectorColumns, windows * iterations * vectors);
  }

  private writeIndex(work: IndexWork, slotCount: number): void {
    const { shape } = this;
    switch (work.kind) {
      case "none":
        return;
      case "vectors":
        shape.requireIndexRoom(work.count);
        this.index.write(shape.regions.index, shape.linesOf(work.count));
        this.useful.readVectors(work.count, shape.vectorColumns, 1);
        return;
      case "channels":
        this.locate(work.channels, this.indexColumns);
        this.index.write(shape.regions.keys, shape.contextLines, this.indexColumns);
        this.useful.readVectors(slotCount, shape.vectorColumns, 1, this.indexColumns);
    }
  }

  private locate(channels: Uint32Array, into: Uint32Array): void {
    const { layout, headDimension, elementsPerColumn } = this.shape;
    locateChannels(channels, layout, headDimension, elementsPerColumn, into);
  }

  private locateKeyColumns({ channels, wholeSlots }: KeyChannels, slotCount: number) {
    const { selected, whole, keyColumns } = this;
    this.locate(channels, keyColumns.kept);
    whole.clear();
    if (wholeSlots.length > 0) whole.gather(wholeSlots, slotCount);
    if (keyColumns.whole.length < selected.lines.length) {
      keyColumns.whole = new Uint8Array(selected.lines.length);
    }
    for (let rank = 0; rank < selected.count; rank++) {
      keyColumns.whole[rank] = whole.maskOf(selected.lines[rank]) === 0 ? 0 : 1;
    }
    return keyColumns;
  }

  private countAttention(partialKeys: boolean): void {
    const { selected, useful, shape } = this;
    const { vectorColumns, contextLines } = shape;
    if (!partialKeys && useful.isSpread) {
      selected.slotsInLane.forEach((slots, lane) => {
        useful.readInLane(lane, slots * 2 * vectorColumns);
      });
      return;
    }
    for (let rank = 0; rank < selected.count; rank++) {
      const line = selected.lines[rank];
      const slots = selected.maskOf(line);
      const whole = partialKeys ? this.whole.maskOf(line) : slots;
      for (let column = 0; column < vectorColumns; column++) {
        useful.read(line * vectorColumns + column, whole);
        const kept = this.keyColumns.kept[column];
        if (partialKeys) useful.read(line * vectorColumns + column, slots & ~whole, kept);
        useful.read(line + column * contextLines, slots);
      }
    }
  }
}
