import { InputError } from "../../errors";

/** How a weight is cut into Monarch matrices: a grid of tiles of order n = b * b. */
export interface MonarchShape {
  /** Rows of the weight: length of its output. */
  readonly outputs: number;
  /** Columns of the weight: length of its input. */
  readonly inputs: number;
  readonly blockSize: number;
  /** n. */
  readonly order: number;
  /** Tiles below and beside each other; they cover the weight, and zeros beyond its edges. */
  readonly tileRows: number;
  readonly tileColumns: number;
}

export interface MonarchShapeOptions {
  /** b. By default the least whose square covers the longer side: one tile. */
  readonly blockSize?: number;
  /** Whether zeros may fill what a weight lacks to whole tiles. */
  readonly padding: boolean;
}

/**
 * @param name of the weight, for messages
 * @throws InputError for sides or a block size that are no whole numbers of at least 1, and without
 *   padding for a weight that is not made of whole tiles
 */
export function planMonarch(
  name: string,
  outputs: number,
  inputs: number,
  { blockSize, padding }: MonarchShapeOptions,
): MonarchShape {
  requireCount(`${name}.shape`, outputs);
  requireCount(`${name}.shape`, inputs);
  const b = blockSize ?? Math.ceil(Math.sqrt(Math.max(outputs, inputs)));
  requireCount("block size", b);
  const order = b * b;
  if (!padding && blockSize === undefined && outputs !== inputs) {
    refuse(name, `${outputs} x ${inputs} is not square, and padding is off`);
  }
  if (!padding && (outputs % order !== 0 || inputs % order !== 0)) {
    const reason = `a block size of ${b} does not divide ${outputs} x ${inputs} into tiles`;
    refuse(name, `${reason} of ${order} x ${order}, and padding is off`);
  }
  const tileRows = Math.ceil(outputs / order);
  const tileColumns = Math.ceil(inputs / order);
  return { outputs, inputs, blockSize: b, order, tileRows, tileColumns };
}

function requireCount(field: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 1) return;
  throw new InputError(field, `${value} is not a whole number of at least 1`);
}

function refuse(name: string, reason: string): never {
  throw new InputError(`${name}.shape`, reason);
}
