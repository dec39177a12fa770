/** A block-diagonal matrix D of b blocks of b x b, or P D P where it is strided. */
export interface BlockDiagonal {
  readonly blockSize: number;
  /** [b, b, b]: block, output, input. */
  readonly blocks: Float64Array;
  /**
   * False: block i takes the inputs and gives the outputs i * b .. i * b + b - 1.
   * True, for P D P: it takes and gives i, b + i, 2 b + i, ...
   */
  readonly strided: boolean;
}

/**
 * The product of the matrix and a vector, without moving anything before or after.
 * @param x [b * b]
 */
export function multiplyBlockDiagonal(
  { blockSize, blocks, strided }: BlockDiagonal,
  x: Float64Array,
): Float64Array {
  const y = new Float64Array(x.length);
  const blockStep = strided ? 1 : blockSize;
  const step = strided ? blockSize : 1;
  for (let block = 0; block < blockSize; block++) {
    const start = block * blockStep;
    for (let output = 0; output < blockSize; output++) {
      const row = (block * blockSize + output) * blockSize;
      let sum = 0;
      for (let input = 0; input < blockSize; input++) {
        sum += blocks[row + input] * x[start + input * step];
      }
      y[start + output * step] = sum;
    }
  }
  return y;
}
