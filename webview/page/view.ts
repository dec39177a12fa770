import type { Drawing } from "../parts/export/drawing";

/** The content of a tab: a picture, and what belongs to it elsewhere on the page. */
export interface View {
  /** Fills the picture area; what is larger scrolls inside of it. */
  readonly element: HTMLElement;
  /** What it can show, at most two selects: on the row of the tabs while it is shown. */
  readonly controls?: HTMLElement;
  /** What is chosen rarely, such as scale and colours: behind the gear. */
  readonly settings?: HTMLElement;
  /** Sentences on how to use it: behind the question mark. */
  readonly help?: readonly string[];
  /** Puts the focus on a field to find something by; absent where there is none. */
  find?(): void;
  /** How it draws itself for export; absent where it shows no picture. */
  drawings?(): readonly Drawing[];
}
