import type { ColourSet } from "./colour-set";

/**
 * Colours of phases: one blue in six steps of lightness, apart from each other and from every colour
 * of runs; found and tested with those. `media/styles/colours.css` has them as `--phase-0` to
 * `--phase-5`.
 */
export const phaseColourSets: Readonly<Record<ColourSet, readonly string[]>> = {
  dark: ["#0064e1", "#5c85fd", "#8b9dfd", "#a9b3fe", "#c8ccfe", "#e9e9fe"],
  light: ["#00235a", "#00347d", "#0045a3", "#0158c9", "#066bf2", "#6c8cff"],
  "high-contrast": ["#106ce9", "#6c8ffc", "#8ba1fe", "#a8b4fd", "#c7ccfd", "#e7e9ff"],
  "high-contrast-light": ["#001c50", "#002b71", "#013b94", "#004ec0", "#2163e6", "#6181ff"],
};

/** How a phase is drawn. */
export interface PhaseLook {
  readonly colour: string;
  /** True for phases that published evaluations leave out. */
  readonly hatched: boolean;
}

/** The place of each phase among the colours by its code, and whether it is hatched. */
export const phaseSteps: readonly { readonly colour: number; readonly hatched: boolean }[] = [
  { colour: 0, hatched: false },
  { colour: 1, hatched: true },
  { colour: 2, hatched: false },
  { colour: 3, hatched: false },
  { colour: 4, hatched: false },
  { colour: 3, hatched: true },
  { colour: 5, hatched: false },
];

/** How each phase is drawn, by its code: write query, index, score, and so on. */
export function phaseLooks(set: ColourSet): PhaseLook[] {
  return phaseSteps.map(({ colour, hatched }) => ({
    colour: phaseColourSets[set][colour],
    hatched,
  }));
}
