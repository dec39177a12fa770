import { bankBytes, rowBytes, type Organisation } from "./organisation";

/**
 * Bit fields of a byte address inside a channel, from the least significant: byte in column,
 * column, row, bank, bank group, rank, pseudo-channel (docs/pim-model.md#addresses).
 * `bank` fields count the banks of the whole channel: ((pCH * ranks + rank) * groups + group) * banks + bank.
 */
export class AddressMap {
  readonly columnShift: number;
  readonly columnMask: number;
  readonly rowShift: number;
  readonly rowMask: number;
  readonly bankShift: number;

  constructor(readonly organisation: Organisation) {
    this.columnShift = Math.log2(organisation.columnBytes);
    this.columnMask = organisation.columns - 1;
    this.rowShift = Math.log2(rowBytes(organisation));
    this.rowMask = organisation.rows - 1;
    this.bankShift = Math.log2(bankBytes(organisation));
  }

  row(address: number): number {
    return (address >>> this.rowShift) & this.rowMask;
  }

  column(address: number): number {
    return (address >>> this.columnShift) & this.columnMask;
  }

  /** Bank of the channel, 0 .. banksPerChannel-1. */
  bank(address: number): number {
    return address >>> this.bankShift;
  }
}
