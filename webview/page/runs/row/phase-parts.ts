import { phaseFigures, type FigureReader } from "../../../../src/shared/figures";
import { formatNumber, formatShare } from "../../../../src/shared/format/number";

/** A phase of a run in its bar. */
interface SparkPart {
  readonly label: string;
  readonly cycles: number;
  /** Of the whole bar, 0 .. 1. */
  readonly share: number;
}

/**
 * The phases of a run in the order in which they run, which add up to its share of the run that
 * takes most.
 * @param most cycles of that run
 */
export function sparkParts(figure: FigureReader, most: number): SparkPart[] {
  return phaseFigures.map(({ label, cycles: column }) => {
    const cycles = figure(column);
    const share = cycles / most;
    return { label, cycles, share: Number.isFinite(share) ? share : 0 };
  });
}

/** The phases that take any time and what they take; empty while that is not known. */
export function sparkWords(parts: readonly SparkPart[]): string {
  const taking = parts.filter(({ cycles }) => cycles > 0);
  const all = taking.reduce((sum, { cycles }) => sum + cycles, 0);
  const words = taking.map(({ label, cycles }) => {
    return `${label} ${formatNumber(cycles)} cycles (${formatShare(cycles / all)})`;
  });
  return words.join(", ");
}
