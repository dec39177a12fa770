/**
 * Pseudo-random numbers in [0, 1) that repeat for the same seed: a 32-bit Weyl sequence behind the
 * "triple32" integer hash (C. Wellons, Prospecting for Hash Functions, 2018).
 * @param seed a whole number; its low 32 bits count
 */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    // The golden ratio in 32 bits, so that all 2^32 states are visited.
    state = (state + 0x9e3779b9) | 0;
    let bits = state;
    bits = Math.imul(bits ^ (bits >>> 17), 0xed5ad4bb);
    bits = Math.imul(bits ^ (bits >>> 11), 0xac4c1b51);
    bits = Math.imul(bits ^ (bits >>> 15), 0x31848bab);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}
