/** From a point of the drawing to one of the paper: x' = a x + c y + e, y' = b x + d y + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** First the inner one, then the outer one. */
export function combine(outer: Matrix, inner: Matrix): Matrix {
  const [A, B, C, D, E, F] = outer;
  const [a, b, c, d, e, f] = inner;
  return [
    A * a + C * b,
    B * a + D * b,
    A * c + C * d,
    B * c + D * d,
    A * e + C * f + E,
    B * e + D * f + F,
  ];
}

export function placeOf([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** Whether more is done than to move. */
export function isTurnedOrScaled([a, b, c, d]: Matrix): boolean {
  return a !== 1 || b !== 0 || c !== 0 || d !== 1;
}
