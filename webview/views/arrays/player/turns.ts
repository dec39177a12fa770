import type {
  CimStudySummary,
  Strategy,
  StrategySummary,
} from "../../../../src/shared/protocol/cim";

/** Ticks of all turns. */
export function tickCount({ firstTick }: StrategySummary): number {
  return firstTick[firstTick.length - 1];
}

/** The turn, a phase and stage, in which a tick lies; the last one for a tick beyond. */
export function turnOfTick({ firstTick }: Pick<StrategySummary, "firstTick">, tick: number) {
  let [low, high] = [0, firstTick.length - 2];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (firstTick[middle] <= tick) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What works in a turn: layers, and which of their factors. */
export function describeTurn(
  { layers }: CimStudySummary,
  { strategy, phase, stage }: StrategySummary,
  turn: number,
): string {
  const names = layers.filter((layer) => layer.phase === phase[turn]).map(({ name }) => name);
  return nameWork(names, strategy, stage[turn]);
}

/** @param names of the layers that work */
export function nameWork(names: readonly string[], strategy: Strategy, stage: number): string {
  const factor = strategy === "linear" ? "" : `, ${factorName(stage)}`;
  return `${joinNames(names)}${factor}`;
}

/** @param stage 0 is the first factor that a vector passes, 1 the second */
export function factorName(stage: number): string {
  return stage === 0 ? "right factor R" : "left factor L";
}

/** Names that begin alike share their beginning: `3.attention.query, key, value`. */
function joinNames(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  const start = names[0].slice(0, names[0].lastIndexOf(".") + 1);
  const isShared = start !== "" && names.every((name) => name.startsWith(start));
  const [first, ...rest] = names;
  return [first, ...rest.map((name) => (isShared ? name.slice(start.length) : name))].join(", ");
}
