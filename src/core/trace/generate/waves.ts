/** The shortest period, in tokens. */
const shortest = 128;

/**
 * What the position adds to a key: points on circles that turn at different speeds, from once in
 * 128 tokens to once in four times the context, like the slow components of a rotary embedding.
 * Near positions have near points.
 */
export class Waves {
  /** [2 * pairs]: x and y on each circle at the current position, 0 at first. */
  readonly points: Float64Array;
  private readonly turns: readonly { readonly x: number; readonly y: number }[];

  constructor(pairs: number, tokens: number) {
    this.points = Float64Array.from({ length: 2 * pairs }, (_, i) => 1 - (i % 2));
    // Eightfold from one to the next, up to the longest. Equal ratios from the shortest on would
    // need a root, whose last digit differs between machines.
    const longest = Math.max(4 * tokens, shortest);
    this.turns = Array.from({ length: pairs }, (_, pair) => {
      const period = pair === 0 ? shortest : Math.max(shortest, longest / 8 ** (pairs - 1 - pair));
      // The rational points of the circle: (1 - u^2, 2u) / (1 + u^2) is the angle 2 atan(u).
      const u = Math.PI / period;
      return { x: (1 - u * u) / (1 + u * u), y: (2 * u) / (1 + u * u) };
    });
  }

  /** Moves on by one token. */
  advance(): void {
    const { points } = this;
    for (const [pair, { x, y }] of this.turns.entries()) {
      const [oldX, oldY] = [points[2 * pair], points[2 * pair + 1]];
      points[2 * pair] = oldX * x - oldY * y;
      points[2 * pair + 1] = oldX * y + oldY * x;
    }
  }
}
