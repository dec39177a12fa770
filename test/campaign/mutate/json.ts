import type { Random } from "../../../src/core/trace/generate/random";
import { edgeNumbers, hostileTexts, oddNumbers, pick } from "./values";

/** A value of JSON, and of messages between host and page. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Depth of nesting that no reader may follow by calling itself. */
const deepest = 20_000;

/**
 * A value with one to a few parts changed: replaced, dropped, doubled, renamed, nested or taken from
 * elsewhere in it.
 */
export function mutateJson(value: Json, random: Random, most = 3): Json {
  let mutated = value;
  const count = 1 + random.below(most);
  for (let done = 0; done < count; done++) {
    mutated = changeAt(mutated, random.below(countParts(mutated)), random, mutated);
  }
  return mutated;
}

/** Text of a value; what JSON has no word for is written as programs write it. */
export function textOf(value: Json): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "number" && !Number.isFinite(part) ? `\u0001${part}\u0001` : part,
  ).replace(/"\\u0001(.*?)\\u0001"/g, "$1");
}

/** Text of JSON nested deeper than any stack goes. */
export function deepText(random: Random): string {
  const depth = 1 + random.below(deepest);
  const [open, close] = pick(
    [
      ["[", "]"],
      ['{"a":', "}"],
      ['{"runs":[', "]}"],
    ] as const,
    random,
  );
  return (
    open.repeat(depth) +
    pick(["1", "", "null", '"x"'], random) +
    close.repeat(random.below(2) * depth)
  );
}

/** Parts of a value, itself among them. */
function countParts(value: Json): number {
  if (value === null || typeof value !== "object") return 1;
  return Object.values(value).reduce<number>((sum, part: Json) => sum + countParts(part), 1);
}

function changeAt(value: Json, at: number, random: Random, whole: Json): Json {
  if (at === 0) return change(value, random, whole);
  let before = 1;
  const into = (part: Json): Json => {
    const parts = countParts(part);
    const own = at - before;
    before += parts;
    return own >= 0 && own < parts ? changeAt(part, own, random, whole) : part;
  };
  if (isList(value)) return value.map(into);
  const members = Object.entries(value as Record<string, Json>);
  return objectOf(members.map(([name, part]) => [name, into(part)]));
}

function change(value: Json, random: Random, whole: Json): Json {
  if (random.below(3) === 0) return anyValue(random, whole);
  if (isList(value)) return changeList(value, random, whole);
  if (value !== null && typeof value === "object") return changeObject(value, random, whole);
  if (typeof value === "number") return changeNumber(value, random);
  if (typeof value === "string") return changeText(value, random);
  return anyValue(random, whole);
}

function anyValue(random: Random, whole: Json): Json {
  const makers: readonly (() => Json)[] = [
    () => null,
    () => random.below(2) === 0,
    () => pick(edgeNumbers, random),
    () => pick(oddNumbers, random),
    () => pick(hostileTexts, random),
    () => [],
    () => ({}),
    () => partAt(whole, random.below(countParts(whole))),
    () => "x".repeat(random.below(5000)),
    () => Array.from({ length: random.below(300) }, () => pick(edgeNumbers, random)),
  ];
  return pick(makers, random)();
}

function changeNumber(value: number, random: Random): Json {
  return pick([value + 1, value - 1, -value, value * 2, value + 0.5, String(value)], random);
}

function changeText(value: string, random: Random): Json {
  const at = random.below(value.length + 1);
  const changed = [
    value.slice(0, at) + pick(hostileTexts, random) + value.slice(at),
    value.slice(0, at),
    value.toUpperCase(),
    Number(value),
    [value],
  ];
  return pick(changed, random);
}

function changeList(list: readonly Json[], random: Random, whole: Json): Json {
  const at = random.below(list.length + 1);
  const changed: readonly (() => Json)[] = [
    () => list.filter((_, other) => other !== at),
    () => [...list.slice(0, at), anyValue(random, whole), ...list.slice(at)],
    () => [...list, ...list],
    () => [...list].reverse(),
    () => [list],
  ];
  return pick(changed, random)();
}

function changeObject(object: Readonly<Record<string, Json>>, random: Random, whole: Json): Json {
  const members = Object.entries(object);
  const at = random.below(members.length + 1);
  const name = random.below(2) === 0 ? pick(hostileTexts, random) : "unknown";
  const changed: readonly (() => [string, Json][])[] = [
    () => members.filter((_, other) => other !== at),
    () => [...members, [name, anyValue(random, whole)]],
    () => members.map(([own, part], other) => [other === at ? name : own, part]),
    () => [...members].reverse(),
  ];
  return objectOf(pick(changed, random)());
}

/** `__proto__` is a name like any other. */
function objectOf(members: readonly (readonly [string, Json])[]): Json {
  return Object.fromEntries(members);
}

function partAt(value: Json, at: number): Json {
  if (at === 0 || value === null || typeof value !== "object") return value;
  let before = 1;
  for (const part of Object.values<Json>(value)) {
    const parts = countParts(part);
    if (at - before < parts) return partAt(part, at - before);
    before += parts;
  }
  return value;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
