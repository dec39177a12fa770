/** One squaring doubles the exponent of the singular values' ratio; 2^40 separates all but equals. */
const mostSquarings = 40;
/** What is left of all other directions when the squaring ends, as a share of the whole. */
const separated = 1e-13;

/** The first singular value and its vectors. */
export interface RankOne {
  readonly sigma: number;
  /** [b], of length 1; zeros where sigma is 0. */
  readonly u: Float64Array;
  readonly v: Float64Array;
}

/**
 * Finds the best rank-1 approximation sigma u v^T of b x b matrices, one after the other.
 *
 * Power iteration on S^T S, where each round squares the matrix instead of applying it: k rounds
 * are 2^k iterations (Golub and Van Loan, Matrix Computations, section 8.2). A last application of
 * S and S^T removes what the squaring rounded away. Where the two largest singular values are
 * equal, any of their directions is as good and one is returned.
 *
 * The returned vectors are overwritten by the next call.
 */
export function rankOneFinder(size: number): (matrix: Float64Array) => RankOne {
  let power = new Float64Array(size * size);
  let square = new Float64Array(size * size);
  const transposed = new Float64Array(size * size);
  const u = new Float64Array(size);
  const v = new Float64Array(size);

  return (matrix) => {
    transpose(matrix, transposed, size);
    const energy = squareRows(transposed, power, size);
    if (energy === 0) return { sigma: 0, u: u.fill(0), v: v.fill(0) };
    scale(power, 1 / energy);
    for (let round = 0; round < mostSquarings; round++) {
      const purity = squareRows(power, square, size);
      scale(square, 1 / purity);
      [power, square] = [square, power];
      if (1 - purity < separated) break;
    }
    v.set(longestRow(power, size));
    normalise(v);
    apply(matrix, v, u, size);
    normalise(u);
    apply(transposed, u, v, size);
    normalise(v);
    apply(matrix, v, u, size);
    return { sigma: normalise(u), u, v };
  };
}

/**
 * Products of all pairs of rows, A A^T.
 * @returns their trace
 */
function squareRows(rows: Float64Array, products: Float64Array, size: number): number {
  let trace = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const product = dot(rows, i * size, j * size, size);
      products[i * size + j] = product;
      products[j * size + i] = product;
    }
    trace += products[i * size + i];
  }
  return trace;
}

/** Four sums at once: the processor need not wait for one to add to it again. */
function dot(values: Float64Array, one: number, other: number, length: number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = length - (length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += values[one + i] * values[other + i];
    b += values[one + i + 1] * values[other + i + 1];
    c += values[one + i + 2] * values[other + i + 2];
    d += values[one + i + 3] * values[other + i + 3];
  }
  for (let i = whole; i < length; i++) a += values[one + i] * values[other + i];
  return a + b + (c + d);
}

function transpose(matrix: Float64Array, transposed: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) transposed[j * size + i] = matrix[i * size + j];
  }
}

function scale(values: Float64Array, factor: number): void {
  for (let i = 0; i < values.length; i++) values[i] *= factor;
}

/** Of a matrix v v^T the row that rounding touched least. */
function longestRow(matrix: Float64Array, size: number): Float64Array {
  let longest = 0;
  for (let i = 1; i < size; i++) {
    if (matrix[i * size + i] > matrix[longest * size + longest]) longest = i;
  }
  return matrix.subarray(longest * size, (longest + 1) * size);
}

function apply(matrix: Float64Array, x: Float64Array, y: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += matrix[i * size + j] * x[j];
    y[i] = sum;
  }
}

/** @returns the length that the vector had */
function normalise(vector: Float64Array): number {
  const length = Math.sqrt(dot(vector, 0, 0, vector.length));
  scale(vector, 1 / length);
  return length;
}
