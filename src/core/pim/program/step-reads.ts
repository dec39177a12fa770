import type { DevicePreset } from "../../memory/device-preset";
import type { KeyColumns } from "./attention-program";
import type { ClusteringWork } from "./clustering-program";
import { locateChannels } from "../layout/key-channels";
import { SlotLines } from "../layout/slot-lines";
import type { HeadStepOptions, HeadStepRequest, KeyChannels } from "./step-request";
import { StepShape } from "../layout/step-shape";

/** What one head's step reads: its selected lines, and which of their columns. */
export class StepReads {
  readonly shape: StepShape;
  readonly selected: SlotLines;
  /** Selected slots whose keys are read whole where `keyColumns` leaves columns out. */
  readonly whole: SlotLines;
  /** Columns of the selected keys; undefined where all are read. */
  keyColumns: KeyColumns | undefined;
  /** By column of a key: 0 where an index over channels leaves it out. */
  readonly indexColumns: Uint32Array;
  private readonly kept: Uint32Array;
  private wholeLines = new Uint8Array(0);

  constructor(preset: DevicePreset, headDimension: number, elementBytes: number) {
    this.shape = new StepShape(preset, headDimension, elementBytes);
    const { layout, vectorColumns } = this.shape;
    this.selected = new SlotLines(layout.slotsPerLine);
    this.whole = new SlotLines(layout.slotsPerLine);
    this.indexColumns = new Uint32Array(vectorColumns);
    this.kept = new Uint32Array(vectorColumns);
  }

  /** @throws InputError as `HeadStep.run` */
  take(request: HeadStepRequest, options: HeadStepOptions): void {
    const { slots, slotCount, index, keyChannels, clustering } = request;
    const { shape } = this;
    this.selected.clear();
    shape.setSlotCount(slotCount);
    this.selected.gather(slots, slotCount);
    this.keyColumns = keyChannels && this.locateKeyColumns(keyChannels, slotCount);
    if (options.chargeIndex && index.kind === "vectors") shape.requireIndexRoom(index.count);
    if (options.chargeIndex && index.kind === "channels") {
      this.locate(index.channels, this.indexColumns);
    }
    if (clustering && options.chargeClustering) this.requireRoom(clustering);
  }

  /**
   * Clustering and nothing else.
   * @throws InputError when a window does not fit into its part of a bank
   */
  takeClustering(work: ClusteringWork): void {
    this.selected.clear();
    this.keyColumns = undefined;
    this.requireRoom(work);
  }

  private requireRoom({ vectors, clusters }: ClusteringWork): void {
    this.shape.requireClusteringRoom(vectors, clusters);
  }

  private locate(channels: Uint32Array, into: Uint32Array): void {
    const { layout, headDimension, elementsPerColumn } = this.shape;
    locateChannels(channels, layout, headDimension, elementsPerColumn, into);
  }

  private locateKeyColumns({ channels, wholeSlots }: KeyChannels, slotCount: number): KeyColumns {
    const { selected, whole, kept } = this;
    this.locate(channels, kept);
    whole.clear();
    if (wholeSlots.length > 0) whole.gather(wholeSlots, slotCount);
    if (this.wholeLines.length < selected.lines.length) {
      this.wholeLines = new Uint8Array(selected.lines.length);
    }
    const { wholeLines } = this;
    for (let rank = 0; rank < selected.count; rank++) {
      wholeLines[rank] = whole.maskOf(selected.lines[rank]) === 0 ? 0 : 1;
    }
    return { kept, whole: wholeLines };
  }
}
