import { ticks, tickStep } from "d3-array";
import { signedRoot, type Scale } from "./scale";

/** Round values inside a scale, ascending, at most `count` + 1 of them. */
export function scaleTicks(scale: Scale, count: number): number[] {
  switch (scale.kind) {
    case "linear":
      return roundValues(scale.low, scale.high, count);
    case "square-root":
      return roundSquares(scale, count);
    case "log":
      return roundPowers(scale, count);
    case "signed-log": {
      const powers = roundPowers(scale, Math.ceil(count / 2));
      return [...powers.map((power) => -power).reverse(), ...powers];
    }
  }
}

/** Values about as far from each other on the scale as can be said in one digit. */
function roundSquares({ low, high }: Scale, count: number): number[] {
  const [from, to] = [signedRoot(low), signedRoot(high)];
  const round = Array.from({ length: count + 1 }, (_, index) => {
    const root = from + ((to - from) * index) / count;
    return Number((root * Math.abs(root)).toPrecision(1));
  });
  const inside: number[] = [];
  for (const tick of round.filter((value) => value >= low && value <= high)) {
    // One digit may bring two of them together.
    const last = inside.at(-1);
    const distance = last === undefined ? Infinity : signedRoot(tick) - signedRoot(last);
    if (distance > (to - from) / count / 2) inside.push(tick);
  }
  return inside.length > 1 ? inside : roundValues(low, high, count);
}

function roundPowers(scale: Scale, count: number): number[] {
  const decades = Math.log10(scale.high / scale.low);
  const mantissas = decades > 2 ? [1] : [1, 2, 5];
  const found: number[] = [];
  const last = Math.ceil(Math.log10(scale.high));
  for (let power = Math.floor(Math.log10(scale.low)); power <= last; power++) {
    for (const mantissa of mantissas) {
      const value = power < 0 ? mantissa / 10 ** -power : mantissa * 10 ** power;
      if (value >= scale.low && value <= scale.high) found.push(value);
    }
  }
  const stride = Math.ceil(found.length / count);
  // Within one narrow decade there may be no such value: the round steps of a linear scale serve.
  return found.length >= 2
    ? found.filter((_, index) => index % stride === 0)
    : roundValues(scale.low, scale.high, count);
}

/** Whole numbers among 0 .. length-1 at a round stride, for the steps of an axis. */
export function indexTicks(length: number, count: number): number[] {
  return partTicks(0, length, count);
}

/** Whole numbers among `from` .. `to` - 1 at a round stride, for the part of an axis in view. */
export function partTicks(from: number, to: number, count: number): number[] {
  return roundValues(from, Math.max(from, to - 1), count).filter((value) =>
    Number.isInteger(value),
  );
}

/** Multiples of 1, 2 or 5 times a power of ten from `low` to `high`, at most `count` + 1 of them. */
function roundValues(low: number, high: number, count: number): number[] {
  if (!(high > low)) return [low];
  // `ticks` takes the nearest round step, which may be a smaller one than leaves so few.
  let wanted = Math.max(1, count);
  while (wanted > 1 && tickStep(low, high, wanted) * count < high - low) wanted--;
  return ticks(low, high, wanted);
}
