/** Token indices 0 .. count - 1. */
export function firstTokens(count: number): Uint32Array {
  return new Uint32Array(count).map((_, token) => token);
}
