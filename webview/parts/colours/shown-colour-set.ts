import { colourSets, type ColourSet } from "./colour-set";

/** The kind of the editor's current theme, which it writes among the classes of the body. */
export function shownColourSet(): ColourSet {
  const { classList } = document.body;
  // A light theme of high contrast has the class of every theme of high contrast, too.
  return colourSets.findLast((set) => classList.contains(`vscode-${set}`)) ?? "dark";
}
