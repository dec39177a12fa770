import { InputError } from "../../core/errors";

/**
 * Readers of option values. Each takes the option's name for its message and throws an `InputError`
 * that names it.
 */

/** A whole number of at least `minimum`. */
export function wholeNumber(option: string, minimum = 1): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text.trim()) || !Number.isSafeInteger(value) || value < minimum) {
      throw new InputError(option, `"${text}" is not a whole number of at least ${minimum}`);
    }
    return value;
  };
}

/** Comma-separated values, each read by `item`. */
export function list<Item>(option: string, item: (text: string) => Item): (text: string) => Item[] {
  return (text) => {
    const items = text.split(",").map((part) => part.trim());
    if (items.some((part) => part === "")) {
      throw new InputError(option, `"${text}" has an empty entry`);
    }
    return items.map(item);
  };
}

/** A step `n` or a range `first-last`, both inclusive; returns the first and the one after the last. */
export function stepRange(option: string): (text: string) => { from: number; to: number } {
  return (text) => {
    if (!/^\d+(-\d+)?$/.test(text.trim())) {
      throw new InputError(option, `"${text}" is neither a step nor a range such as 0-15`);
    }
    const [from, last = from] = text.split("-").map(Number);
    if (last < from) throw new InputError(option, `"${text}" ends before it starts`);
    return { from, to: last + 1 };
  };
}

/** One of `names`. */
export function choice<Name extends string>(
  option: string,
  names: readonly Name[],
): (text: string) => Name {
  return (text) => {
    const found = names.find((name) => name === text);
    if (found === undefined) {
      throw new InputError(option, `"${text}" is unknown; known are ${names.join(", ")}`);
    }
    return found;
  };
}
