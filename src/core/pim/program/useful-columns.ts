import { AddressMap } from "../../memory/address-map";
import type { AttentionShape } from "./attention-program";
import type { DevicePreset } from "../../memory/device-preset";
import { banksPerChannel } from "../../memory/organisation";

/** All lanes of a line, or all banks of a bank group: at most 32, as bits. */
const allBits = -1;

/** Counts, by bank of a channel, the columns that held something asked for. */
export class UsefulColumns {
  readonly byBank: Float64Array;
  /** True where a vector is spread over the banks of a group, column by column alike. */
  readonly isSpread: boolean;
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

  reset(): void {
    this.byBank.fill(0);
  }

  /**
   * One column was read, and some slots of its line were wanted.
   * @param column in storage order
   * @param slots wanted slots of the line, as bits
   * @param bankBits where vectors are spread: the banks of a group that were wanted
   * @param times how often
   */
  read(column: number, slots: number, bankBits = allBits, times = 1): void {
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
  readInLane(lane: number, columns: number): void {
    for (let inGroup = 0; inGroup < this.banks; inGroup++) {
      this.byBank[lane * this.banks + inGroup] += columns;
    }
  }

  /**
   * The first `count` vectors of a region, in all of their columns or in those kept.
   * @param kept by column of a vector: the wanted banks as bits
   */
  readVectors(count: number, vectorColumns: number, times: number, kept?: Uint32Array): void {
    const { slotsPerLine } = this.shape.layout;
    for (let first = 0; first < count; first += slotsPerLine) {
      const slots = allBits >>> (32 - Math.min(slotsPerLine, count - first));
      const line = first / slotsPerLine;
      for (let part = 0; part < vectorColumns; part++) {
        this.read(line * vectorColumns + part, slots, kept?.[part], times);
      }
    }
  }
}
