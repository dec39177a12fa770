import { bankBytes, rowBytes, type Organisation } from "./organisation";

/**
 * Bit fields of a byte address inside a channel, from the least significant: byte in column,
 * column, row, bank, bank group, rank, pseudo-channel (spec section 1).
 * `bank` fields count the banks of the whole channel: ((pCH * ranks + rank) * groups + group) * 4 + bank.
 */
export class AddressMap {
  readonly columnShift: number;
  readonly columnMask: number;
  readonly rowShift: number;
  readonly rowMask: number;
  readonly bankShift: number;
  /** Bytes from one bank, bank group, rank to the next. */
  readonly bankStride: number;
  readonly bankGroupStride: number;
  readonly rankStride: number;

  constructor(readonly organisation: Organisation) {
    this.columnShift = Math.log2(organisation.columnBytes);
    this.columnMask = organisation.columns - 1;
    this.rowShift = Math.log2(rowBytes(organisation));
    this.rowMask = organisation.rows - 1;
    this.bankShift = Math.log2(bankBytes(organisation));
    this.bankStride = bankBytes(organisation);
    this.bankGroupStride = this.bankStride * organisation.banks;
    this.rankStride = this.bankGroupStride * organisation.bankGroups;
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
