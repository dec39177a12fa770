import type { GenerateParameters } from "./options";
import { Random } from "./random";
import { streams } from "./streams";

/**
 * The few directions that the keys of one KV head live in. A point of this space is
 * [themes | waves | sink]: themes tell topics apart, waves the position, the sink is the
 * direction of the first token alone, which every query likes a little.
 */
export class HeadSpace {
  readonly themes: number;
  readonly wavePairs: number;
  readonly size: number;
  /** Standard deviation of each theme; its square falls as 1/rank. The squares sum to 1. */
  readonly spectrum: Float64Array;
  /** Row-major [topics, themes]: where each topic lies; the mean square length is 1. */
  readonly centres: Float64Array;
  /** [D]: what all keys of the head share; a unit vector. */
  readonly common: Float64Array;
  /** Row-major [size, D]: orthonormal directions. */
  private readonly basis: Float64Array;

  constructor({ headDimension, topics, seed }: GenerateParameters, layer: number, kvHead: number) {
    const random = Random.stream(seed, streams.space, layer, kvHead);
    this.themes = Math.max(3, Math.floor(headDimension / 4));
    this.wavePairs = headDimension < 64 ? 2 : 4;
    this.size = this.themes + 2 * this.wavePairs + 1;
    this.spectrum = spectrumOf(this.themes);
    this.centres = Float64Array.from(
      { length: topics * this.themes },
      (_, i) => this.spectrum[i % this.themes] * random.bell(),
    );
    this.common = unitVector(headDimension, random);
    this.basis = orthonormal(this.size, headDimension, random);
  }

  /** The vector at a point: writes basis · point to `vector`, [D]. */
  place(point: Float64Array, vector: Float64Array): void {
    const { basis, size } = this;
    const dimension = vector.length;
    vector.fill(0);
    for (let axis = 0; axis < size; axis++) {
      const weight = point[axis];
      if (weight === 0) continue;
      const row = axis * dimension;
      for (let d = 0; d < dimension; d++) vector[d] += weight * basis[row + d];
    }
  }
}

function spectrumOf(themes: number): Float64Array {
  const falling = Float64Array.from({ length: themes }, (_, rank) => 1 / Math.sqrt(rank + 1));
  const length = Math.sqrt(falling.reduce((sum, value) => sum + value * value, 0));
  return falling.map((value) => value / length);
}

function unitVector(dimension: number, random: Random): Float64Array {
  const vector = Float64Array.from({ length: dimension }, () => random.bell());
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map((value) => value / length);
}

/** Gram-Schmidt on random vectors. */
function orthonormal(count: number, dimension: number, random: Random): Float64Array {
  const basis = new Float64Array(count * dimension);
  for (let row = 0; row < count; row++) {
    const vector = unitVector(dimension, random);
    // Twice: the first pass leaves a rounding error where the vector was nearly dependent.
    for (let pass = 0; pass < 2; pass++) {
      for (let other = 0; other < row; other++) {
        const axis = basis.subarray(other * dimension, (other + 1) * dimension);
        const share = axis.reduce((sum, value, d) => sum + value * vector[d], 0);
        for (let d = 0; d < dimension; d++) vector[d] -= share * axis[d];
      }
      const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
      for (let d = 0; d < dimension; d++) vector[d] /= length;
    }
    basis.set(vector, row * dimension);
  }
  return basis;
}
