import type { RunStyle } from "../../../src/shared/protocol";
import type { ColourSet } from "./colour-set";

/**
 * Colours of runs: teal, grey (for full attention), amber, violet, rose, olive, sky and brown. Found
 * by a search that kept every pair of them, and each of them and every colour of phases, as far
 * apart as could be for normal, protanope, deuteranope and tritanope eyes (after Machado, Oliveira
 * and Fernandes, 2009), at a contrast of 3 to the editor's ground and of 4.5 in high contrast; the
 * test of this file measures all of it. `media/styles/colours.css` has them as `--run-0` to
 * `--run-7`.
 */
export const runColourSets: Readonly<Record<ColourSet, readonly string[]>> = {
  dark: ["#64eecd", "#959596", "#dfa001", "#9e52c4", "#d2315f", "#c7d870", "#56abcd", "#a35924"],
  light: ["#379f9b", "#5e605f", "#b78419", "#aa69c5", "#89002f", "#928d4a", "#016884", "#854416"],
  "high-contrast": [
    "#79fad9",
    "#a0a0a0",
    "#f0b437",
    "#9c61d0",
    "#df3d68",
    "#efef97",
    "#57b0d2",
    "#bf6937",
  ],
  "high-contrast-light": [
    "#03857f",
    "#4c4d4a",
    "#976f00",
    "#7b61c7",
    "#56001c",
    "#7d7840",
    "#005676",
    "#674023",
  ],
};

/** Dashes of lines whose runs share a colour, for the first with it, the second and so on. */
const dashesOfSharing: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [10, 3, 2, 3]];

/** How a run is drawn. */
export interface RunLook {
  readonly colour: string;
  /** For lines; none as long as the run has its colour for itself. */
  readonly dashes: readonly number[];
  /** How many runs before it have the same colour; 0 as long as it has it for itself. */
  readonly sharing: number;
}

/** How each run is drawn on a canvas. */
export function runLooks(styles: readonly Pick<RunStyle, "colour">[], set: ColourSet): RunLook[] {
  const colours = runColourSets[set];
  return styles.map(({ colour }, place) => {
    const sharing = styles.slice(0, place).filter((other) => other.colour === colour).length;
    return {
      colour: colours[colour % colours.length],
      dashes: dashesOfSharing[sharing % dashesOfSharing.length],
      sharing,
    };
  });
}
