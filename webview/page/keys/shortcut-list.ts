import { element } from "../../parts/dom/element";

/** What keys do on the page, in the order in which they are told. */
const shortcuts: readonly (readonly [keys: string, meaning: string])[] = [
  ["← → or A D", "step before, step after"],
  ["Space or P", "play, pause"],
  ["↑ ↓", "run above, run below"],
  ["[ ]", "layer before, layer after"],
  ["1 to 6", "view"],
  ["F", "fit the picture"],
  ["H", "hottest bank"],
  [".", "details of what is picked"],
  ["Esc", "let go of what is picked"],
  ["Ctrl+Z, Ctrl+Shift+Z", "undo, redo"],
  ["?", "this list"],
];

export function makeShortcutList(): HTMLElement {
  const rows = shortcuts.map(([keys, meaning]) =>
    element("div", { class: "shortcut" }, element("dt", {}, keys), element("dd", {}, meaning)),
  );
  return element("dl", { class: "shortcut-list" }, ...rows);
}
