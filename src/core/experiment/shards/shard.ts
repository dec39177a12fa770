import { InputError } from "../../errors";

/** One of several equal parts of an experiment. */
export interface Shard {
  /** From 1 on. */
  readonly index: number;
  readonly count: number;
}

export const wholeExperiment: Shard = { index: 1, count: 1 };

/** Reads `i/n`. @throws InputError where that is not a part, naming `field` */
export function parseShard(field: string, text: string): Shard {
  const [, index, count] = (/^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(text) ?? []).map(Number);
  if (!(index <= count)) {
    throw new InputError(field, `"${text}" is not of the form i/n with i in 1 .. n`);
  }
  return { index, count };
}

/** Every n-th item, from the shard's own on: heads of all traces and layers spread evenly. */
export function partOf<Item>(items: readonly Item[], { index, count }: Shard): Item[] {
  return items.filter((_, at) => at % count === index - 1);
}

export function describeShard({ index, count }: Shard): string {
  return `${index}/${count}`;
}
