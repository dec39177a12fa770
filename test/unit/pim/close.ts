import assert from "node:assert/strict";

/** Asserts that a figure is the expected one up to a share of it. */
export function close(actual: number, expected: number, tolerance = 1e-9): void {
  const off = Math.abs(actual / expected - 1);
  assert.ok(off <= tolerance, `${actual} is not ${expected}`);
}
