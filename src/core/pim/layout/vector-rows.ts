import { AddressMap } from "../../memory/address-map";
import type { DevicePreset } from "../../memory/device-preset";
import { banksPerChannel } from "../../memory/organisation";
import { StepShape } from "./step-shape";

/** What all vectors of a head have in common. */
export interface VectorRowsShape {
  /** Values per vector, D. */
  readonly headDimension: number;
  readonly elementBytes: number;
  /** Slots of the placement, padding included: the parts of values lie that far apart. */
  readonly slotCount: number;
}

/**
 * In which rows of one bank the vectors of a head lie, on a channel of its own
 * (docs/pim-model.md#addresses).
 */
export class VectorRows {
  readonly #shape: StepShape;
  readonly #address: AddressMap;

  /**
   * @param bank of the channel, 0 .. banks - 1
   * @throws InputError when the placement does not fit into a bank
   */
  constructor(
    private readonly preset: DevicePreset,
    { headDimension, elementBytes, slotCount }: VectorRowsShape,
    private readonly bank: number,
  ) {
    this.#shape = new StepShape(preset, headDimension, elementBytes);
    this.#shape.setSlotCount(slotCount);
    this.#address = new AddressMap(preset.organisation);
  }

  /** Rows of the bank that hold a part of a slot's key, ascending; empty where none does. */
  keyRows(slot: number): number[] {
    const { vectorColumns, regions } = this.#shape;
    const line = this.#lineOf(slot);
    const columns = Array.from({ length: vectorColumns }, (_, part) => line * vectorColumns + part);
    return this.#rowsOf(slot, columns, regions.keys);
  }

  /** The same of a slot's value, whose parts lie a context apart. */
  valueRows(slot: number): number[] {
    const { vectorColumns, contextLines, regions } = this.#shape;
    const line = this.#lineOf(slot);
    const columns = Array.from({ length: vectorColumns }, (_, part) => line + part * contextLines);
    return this.#rowsOf(slot, columns, regions.values);
  }

  #lineOf(slot: number): number {
    return Math.floor(slot / this.#shape.layout.slotsPerLine);
  }

  #rowsOf(slot: number, columns: readonly number[], region: number): number[] {
    const offsets = columns.map((column) => this.#shape.layout.columnOffset(column));
    const here = offsets.filter((offset) => this.#isHere(slot, this.#address.bank(offset)));
    const rows = here.map((offset) => this.#address.row(region + offset));
    return [...new Set(rows)].sort((a, b) => a - b);
  }

  /** @param bank in the part of the channel in which the slot lies */
  #isHere(slot: number, bank: number): boolean {
    const { organisation, level } = this.preset;
    const place = slot % this.#shape.layout.slotsPerLine;
    switch (level) {
      case "bank":
        return Math.floor(this.bank / organisation.banks) === place;
      case "bank-group":
        return this.bank === place * organisation.banks + bank;
      case "buffer": {
        const perPseudoChannel = banksPerChannel(organisation) / organisation.pseudoChannels;
        return this.bank === place * perPseudoChannel + bank;
      }
    }
  }
}
