import { AddressMap } from "../../memory/address-map";
import type { DevicePreset } from "../../memory/device-preset";
import type { StepReads } from "../program/step-reads";

/** Distinct rows of keys and of values that a step reads. */
export interface RowsRead {
  readonly keyRows: number;
  readonly valueRows: number;
}

/**
 * Counts the rows that the score and context phases of a step read where columns lie row by row in
 * the order of their lines, as at the bank level: rows then come in ascending order.
 */
export class RowCounter {
  private readonly address: AddressMap;

  constructor({ organisation }: DevicePreset) {
    this.address = new AddressMap(organisation);
  }

  count({ shape, selected, keyColumns }: StepReads): RowsRead {
    const { vectorColumns, contextLines } = shape;
    const { lines, count } = selected;
    const keys = this.counting();
    const values = this.counting();
    for (let rank = 0; rank < count; rank++) {
      const isWhole = keyColumns === undefined || keyColumns.whole[rank] > 0;
      for (let part = 0; part < vectorColumns; part++) {
        if (!isWhole && keyColumns.kept[part] === 0) continue;
        keys.read(shape.layout.columnOffset(lines[rank] * vectorColumns + part));
      }
    }
    for (let part = 0; part < vectorColumns; part++) {
      for (let rank = 0; rank < count; rank++) {
        values.read(shape.layout.columnOffset(lines[rank] + part * contextLines));
      }
    }
    return { keyRows: keys.rows, valueRows: values.rows };
  }

  private counting() {
    const { address } = this;
    let last = -1;
    return {
      rows: 0,
      read(offset: number): void {
        const row = address.row(offset);
        if (row !== last) this.rows++;
        last = row;
      },
    };
  }
}
