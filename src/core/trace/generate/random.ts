/**
 * xoshiro128** 1.1 (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2018;
 * https://prng.di.unimi.it). Its period of 2^128 - 1 keeps the streams of a trace's heads apart,
 * which together draw more than 2^32 numbers.
 *
 * Only +, -, *, / and square roots are used here and in the generator: they are exact or correctly
 * rounded everywhere, so a seed gives the same trace on every machine.
 */
export class Random {
  /** @param state four unsigned 32-bit words, not all 0 */
  constructor(private readonly state: Uint32Array) {}

  /** The stream of this seed and these labels; other labels give another stream. */
  static stream(seed: number, ...labels: readonly number[]): Random {
    let mixed = BigInt(seed);
    for (const label of labels) mixed = splitMix64(mixed) ^ BigInt(label);
    const words = BigUint64Array.of(splitMix64(mixed), splitMix64(mixed + splitMixStep));
    return new Random(new Uint32Array(words.buffer));
  }

  /** The next word, 0 .. 2^32 - 1. */
  word(): number {
    const { state } = this;
    const scrambled = Math.imul(rotateLeft(Math.imul(state[1], 5), 7), 9);
    const shifted = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotateLeft(state[3], 11);
    return scrambled >>> 0;
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return this.word() / 2 ** 32;
  }

  /** Uniform over 0 .. count - 1. */
  below(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  /** Mean 0, variance 1, flat between -1.73 and 1.73. */
  flat(): number {
    return (this.uniform() - 0.5) * Math.sqrt(12);
  }

  /** Mean 0, variance 1, bell-shaped between -3.46 and 3.46: the sum of four uniform numbers. */
  bell(): number {
    const sum = this.uniform() + this.uniform() + this.uniform() + this.uniform();
    return (sum - 2) * Math.sqrt(3);
  }
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

const splitMixStep = 0x9e3779b97f4a7c15n;

/** SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), which xoshiro's authors advise for seeding. */
function splitMix64(state: bigint): bigint {
  let bits = BigInt.asUintN(64, state + splitMixStep);
  bits = BigInt.asUintN(64, (bits ^ (bits >> 30n)) * 0xbf58476d1ce4e5b9n);
  bits = BigInt.asUintN(64, (bits ^ (bits >> 27n)) * 0x94d049bb133111ebn);
  return bits ^ (bits >> 31n);
}
