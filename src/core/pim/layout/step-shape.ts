import { InputError } from "../../errors";
import type { AttentionShape } from "./attention-shape";
import type { DevicePreset } from "../../memory/device-preset";
import { levelLayout, type LevelLayout } from "../../memory/level-layout";
import { rowBytes } from "../../memory/organisation";
import { regionsOf, type Regions } from "./regions";

/** Memory shape of one head on a channel of its own; the context length changes step by step. */
export class StepShape implements AttentionShape {
  readonly layout: LevelLayout;
  readonly vectorColumns: number;
  readonly elementsPerColumn: number;
  readonly regions: Regions;
  readonly valueOffset: number;
  readonly barrierChannels = 1;
  contextLines = 0;

  constructor(
    private readonly preset: DevicePreset,
    readonly headDimension: number,
    elementBytes: number,
  ) {
    const { organisation } = preset;
    this.layout = levelLayout(preset.level, organisation);
    this.vectorColumns = this.layout.vectorColumns(headDimension, elementBytes);
    this.elementsPerColumn = organisation.columnBytes / elementBytes;
    this.regions = regionsOf(organisation);
    this.valueOffset = this.regions.values - this.regions.keys;
  }

  /** @throws InputError when a context of this many slots does not fit */
  setSlotCount(slotCount: number): void {
    const { keys, values, index } = this.regions;
    this.contextLines = this.linesOf(slotCount);
    this.requireRoom("slots", slotCount, Math.min(values - keys, index - values));
  }

  /** @throws InputError when an index of this many vectors does not fit */
  requireIndexRoom(vectors: number): void {
    this.requireRoom("index", vectors, this.regions.clustering - this.regions.index);
  }

  /** @throws InputError when a window of this many vectors or its centroids do not fit */
  requireClusteringRoom(vectors: number, clusters: number): void {
    const { clustering, centroids, end } = this.regions;
    this.requireRoom("clustering", vectors, centroids - clustering);
    this.requireRoom("clustering", clusters, end - centroids);
  }

  linesOf(vectors: number): number {
    return Math.ceil(vectors / this.layout.slotsPerLine);
  }

  private requireRoom(field: string, vectors: number, room: number): void {
    const rows = this.layout.rowsOf(this.linesOf(vectors) * this.vectorColumns);
    if (rows * rowBytes(this.preset.organisation) > room) {
      throw new InputError(field, `${vectors} vectors do not fit into ${room} bytes of each bank`);
    }
  }
}
