/** One number with what it is called and what it means. */
export interface ShownFigure {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** Unit, formula, and why the figure is missing where it is. */
  readonly meaning: string;
  /** Why there is no number; undefined where there is one. */
  readonly missing: string | undefined;
}

/** A figure that exists. */
export function shownFigure(
  id: string,
  label: string,
  value: string,
  meaning: string,
): ShownFigure {
  return { id, label, value, meaning, missing: undefined };
}
