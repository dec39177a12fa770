import { AddressMap } from "../../memory/address-map";
import type { AttentionShape } from "../layout/attention-shape";
import type { IndexWork } from "../../policy/policy";
import type { ClusteringWork } from "../program/clustering-program";
import type { StepReads } from "../program/step-reads";
import type { HeadStepOptions, HeadStepRequest } from "../program/step-request";
import type { DevicePreset } from "../../memory/device-preset";
import { banksPerChannel } from "../../memory/organisation";

/** All lanes of a line, or all banks of a bank group: at most 32, as bits. */
const allBits = -1;

/** Counts, by bank of a channel, the columns of a step that held something asked for. */
export class UsefulColumns {
  readonly byBank: Float64Array;
  /** True where a vector is spread over the banks of a group, column by column alike. */
  private readonly isSpread: boolean;
  private readonly address: AddressMap;
  private readonly banks: number;
  private readonly banksPerPseudoChannel: number;

  constructor(
    private readonly preset: DevicePreset,
    private readonly shape: AttentionShape,
  ) {
    const { organisation } = preset;
    this.address = new AddressMap(organisation);
    this.banks = organisation.banks;
    this.banksPerPseudoChannel = banksPerChannel(organisation) / organisation.pseudoChannels;
    this.isSpread = shape.layout.spread > 1;
    this.byBank = new Float64Array(banksPerChannel(organisation));
  }

  /** @param reads that have taken the request */
  count(reads: StepReads, request: HeadStepRequest, options: HeadStepOptions): void {
    const { index, slotCount, clustering } = request;
    this.byBank.fill(0);
    if (options.chargeIndex) this.countIndex(index, slotCount, reads);
    this.countAttention(reads);
    if (clustering && options.chargeClustering) this.addClustering(clustering, reads);
  }

  countClustering(reads: StepReads, work: ClusteringWork): void {
    this.byBank.fill(0);
    this.addClustering(work, reads);
  }

  /**
   * One column was read, and some slots of its line were wanted.
   * @param column in storage order
   * @param slots wanted slots of the line, as bits
   * @param bankBits where vectors are spread: the banks of a group that were wanted
   * @param times how often
   */
  private read(column: number, slots: number, bankBits = allBits, times = 1): void {
    if (bankBits === 0) return;
    const bank = this.address.bank(this.shape.layout.columnOffset(column));
    for (let bits = slots; bits !== 0; bits &= bits - 1) {
      const slot = 31 - Math.clz32(bits & -bits);
      switch (this.preset.level) {
        case "bank":
          for (let inGroup = 0; inGroup < this.banks; inGroup++) {
            const wanted = (bankBits & (1 << inGroup)) !== 0;
            if (wanted) this.byBank[slot * this.banks + inGroup] += times;
          }
          break;
        case "bank-group":
          this.byBank[slot * this.banks + bank] += times;
          break;
        case "buffer":
          this.byBank[slot * this.banksPerPseudoChannel + bank] += times;
      }
    }
  }

  /** Columns of vectors in one lane, over whose banks they are spread. */
  private readInLane(lane: number, columns: number): void {
    for (let inGroup = 0; inGroup < this.banks; inGroup++) {
      this.byBank[lane * this.banks + inGroup] += columns;
    }
  }

  /**
   * The first `count` vectors of a region, in all of their columns or in those kept.
   * @param kept by column of a vector: the wanted banks as bits
   */
  private readVectors(
    count: number,
    vectorColumns: number,
    times: number,
    kept?: Uint32Array,
  ): void {
    const { slotsPerLine } = this.shape.layout;
    for (let first = 0; first < count; first += slotsPerLine) {
      const slots = allBits >>> (32 - Math.min(slotsPerLine, count - first));
      const line = first / slotsPerLine;
      for (let part = 0; part < vectorColumns; part++) {
        this.read(line * vectorColumns + part, slots, kept?.[part], times);
      }
    }
  }

  private countIndex(work: IndexWork, slotCount: number, { shape, indexColumns }: StepReads): void {
    const { vectorColumns } = shape;
    if (work.kind === "vectors") this.readVectors(work.count, vectorColumns, 1);
    if (work.kind === "channels") this.readVectors(slotCount, vectorColumns, 1, indexColumns);
  }

  private countAttention({ selected, whole, keyColumns, shape }: StepReads): void {
    const { vectorColumns, contextLines } = shape;
    if (keyColumns === undefined && this.isSpread) {
      selected.slotsInLane.forEach((slots, lane) => {
        this.readInLane(lane, slots * 2 * vectorColumns);
      });
      return;
    }
    for (let rank = 0; rank < selected.count; rank++) {
      const line = selected.lines[rank];
      const slots = selected.maskOf(line);
      const wholeSlots = keyColumns ? whole.maskOf(line) : slots;
      for (let column = 0; column < vectorColumns; column++) {
        const key = line * vectorColumns + column;
        this.read(key, wholeSlots);
        if (keyColumns) this.read(key, slots & ~wholeSlots, keyColumns.kept[column]);
        this.read(line + column * contextLines, slots);
      }
    }
  }

  private addClustering(
    { windows, vectors, clusters, iterations }: ClusteringWork,
    { shape }: StepReads,
  ): void {
    const { vectorColumns } = shape;
    this.readVectors(vectors, vectorColumns, windows * (2 + iterations));
    this.readVectors(clusters, vectorColumns, windows * iterations * vectors);
  }
}
