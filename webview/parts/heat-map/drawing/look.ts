import type { TextBaseline } from "../../export/canvas/paint-context";
import { paper } from "../../export/paper";

/** Colours and letters that a heat map is drawn with, but for those of its cells. */
export interface HeatMapLook {
  readonly text: string;
  /** Of labels. */
  readonly faint: string;
  /** Of borders, and of what shows through where a cell has no value. */
  readonly line: string;
  readonly background: string;
  /** Of what points at the shown step or row. */
  readonly accent: string;
  readonly font: string;
}

/** Size of all letters of a heat map, in pixels. */
export const letterSize = 11;

export const letterBaseline: TextBaseline = "middle";

/** On a page of a document. */
export const paperLook: HeatMapLook = {
  text: paper.text,
  faint: paper.faint,
  line: paper.faint,
  background: paper.background,
  accent: paper.text,
  font: paper.font,
};
