import type { TensorName } from "../trace/layer-tensors";

/** Whether more or less of a figure is better, everything else being equal. */
export type Better = "more" | "less";

/** A figure of simulated steps: what it is called, what it means and what it takes. */
export interface Figure {
  /** Begins with a capital. */
  readonly label: string;
  /** Base unit; empty for a plain ratio. */
  readonly unit: string;
  readonly meaning: string;
  /** What a layer must hold for the figure to exist. */
  readonly needs: readonly TensorName[];
  readonly better: Better;
}

/**
 * The figure of a step that read nothing, as one of a recorded selection may. What is counted is 0:
 * nothing was read, opened or spent. A share of what was read, or a spread of it over the banks, is
 * NaN, "nothing": there is nothing to take a share of. NaN stays NaN in results, is an empty cell in
 * CSV, null in JSON and Parquet and a dash on screen, and does not count in any mean. `undefined`
 * where it does not matter what was read.
 */
export type FigureOfNothing = number | undefined;

/** The name of a column or parameter in words: `columnsRead` is "Columns read". */
export function labelOf(name: string): string {
  const words = name.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whether a value is on the wrong side of a limit; a value that does not exist never is. */
export function isBeyond(better: Better, value: number, limit: number): boolean {
  return better === "more" ? value < limit : value > limit;
}
