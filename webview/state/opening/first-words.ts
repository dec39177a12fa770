import { formatCount, formatShare } from "../../../src/shared/format/number";
import { wasted, type FigureReader } from "../../../src/shared/figures";

/** A run as the first words tell of it. */
export interface ToldRun {
  readonly name: string;
  readonly figure: FigureReader;
}

/** Shares of wasted reads that differ by less are about the same. */
const smallDifference = 0.05;

/** Runs whose numbers of tokens differ by less, as a share of the larger, read about as much. */
const aboutAsMuch = 0.15;

/** A run with what is told of it. */
interface Told {
  readonly name: string;
  readonly share: number;
  readonly cycles: number;
  readonly tokens: number;
}

/**
 * One sentence on what runs waste and what that costs, of the figures that are there; undefined
 * where there are none. The runs that select tokens are told apart by what they waste, a single one
 * is set against the run that reads everything.
 */
export function firstWords(runs: readonly (ToldRun & Selecting)[]): string | undefined {
  const told = runs.map((run) => ({ ...toldOf(run), isFull: run.configuration.policy === "full" }));
  const known = told.filter(({ share, cycles }) => !Number.isNaN(share) && !Number.isNaN(cycles));
  const full = known.find(({ isFull }) => isFull);
  const selecting = known
    .filter(({ isFull }) => !isFull)
    .sort((one, other) => one.share - other.share);
  const least = selecting.at(0);
  const most = selecting.at(-1);
  if (!least || !most) return full && aboutOne(full);
  if (least === most) return full ? besideFull(least, full) : aboutOne(least);
  return most.share - least.share < smallDifference ? alike(least, most) : apart(least, most);
}

interface Selecting {
  readonly configuration: { readonly policy: string };
}

function toldOf({ name, figure }: ToldRun): Told {
  return {
    name,
    share: wasted.value(figure),
    cycles: figure("cycles"),
    tokens: figure("tokens"),
  };
}

function apart(least: Told, most: Told): string {
  const share = formatShare(most.share);
  const cycles = (run: Told) => formatCount(run.cycles);
  if (most.cycles <= least.cycles) {
    return (
      `${share} of the columns that ${most.name} reads are wasted, and yet it takes no longer than ` +
      `${least.name}: ${cycles(most)} against ${cycles(least)} cycles.`
    );
  }
  const difference = (most.tokens - least.tokens) / Math.max(most.tokens, least.tokens);
  const much =
    Math.abs(difference) < aboutAsMuch ? "as little as" : difference < 0 ? "less than" : undefined;
  const costs = `${cycles(most)} against ${cycles(least)} cycles`;
  return much === undefined
    ? `${most.name} selects more than ${least.name}, and ${share} of its columns are wasted: ${costs}.`
    : `${most.name} selects ${much} ${least.name}, but ${share} of its columns are wasted: ${costs}.`;
}

function alike(least: Told, most: Told): string {
  const [fast, slow] = [least, most].sort((one, other) => one.cycles - other.cycles);
  return (
    `${fast.name} wastes about as much of what it reads as ${slow.name}, ${formatShare(fast.share)} ` +
    `against ${formatShare(slow.share)}, and takes ${formatCount(fast.cycles)} against ` +
    `${formatCount(slow.cycles)} cycles.`
  );
}

function besideFull(run: Told, full: Told): string {
  return (
    `${run.name} takes ${formatCount(run.cycles)} cycles a step where ${full.name} takes ` +
    `${formatCount(full.cycles)}, and ${lost(run)}.`
  );
}

function aboutOne(run: Told): string {
  return `${run.name} takes ${formatCount(run.cycles)} cycles a step, and ${lost(run)}.`;
}

function lost({ share }: Told): string {
  return share > 0 ? `wastes ${formatShare(share)} of its reads` : "wastes none of its reads";
}
