import type { RunConfiguration } from "../core/simulation/run/configuration";
import type { RunStyle } from "./protocol/view-state";
import { sameValue } from "./same-value";

/** Colours that runs are told apart by; further runs share them. */
export const runColours = 8;

/** The colour of full attention, which no other run takes while another one is free. */
const fullColour = 1;

/** Runs with how each is drawn, run by run. */
export interface StyledRuns {
  readonly runs: readonly RunConfiguration[];
  readonly runStyles: readonly RunStyle[];
}

/**
 * How runs are drawn that take the place of others: a run that was there keeps its style, and so
 * does one that was changed in its place; a new one takes the first free colour.
 */
export function stylesFor(
  runs: readonly RunConfiguration[],
  before: StyledRuns = { runs: [], runStyles: [] },
): RunStyle[] {
  const left = new Set(before.runs.keys());
  const take = (at: number): RunStyle | undefined => {
    return left.delete(at) ? before.runStyles.at(at) : undefined;
  };
  const kept = runs.map((run) => {
    const at = [...left].find((place) => sameValue(before.runs[place], run));
    return at === undefined ? undefined : take(at);
  });
  const isChange = runs.length === before.runs.length;
  const styles = kept.map((style, place) => style ?? (isChange ? take(place) : undefined));
  const used = styles.map((style) => style?.colour);
  return styles.map((style, place) => {
    if (style) return style;
    const colour = freeColour(runs[place], used);
    used[place] = colour;
    return { colour, hidden: false };
  });
}

/** The first colour that fewest runs have. */
function freeColour({ policy }: RunConfiguration, used: readonly (number | undefined)[]): number {
  const uses = Array.from({ length: runColours }, (_, colour) => {
    return used.filter((other) => other === colour).length;
  });
  const fewest = Math.min(...uses);
  if (policy === "full" && uses[fullColour] === fewest) return fullColour;
  const free = uses.findIndex((count, colour) => count === fewest && colour !== fullColour);
  return free < 0 ? fullColour : free;
}
