/** What a key does to a heat map, besides moving its cursor. */
export type KeyAction =
  "zoom-in" | "zoom-out" | "show-all" | "next-hot" | "previous-hot" | "copy" | "pick" | "leave";

const actions: Readonly<Record<string, KeyAction>> = {
  w: "zoom-in",
  "+": "zoom-in",
  "=": "zoom-in",
  s: "zoom-out",
  "-": "zoom-out",
  _: "zoom-out",
  f: "show-all",
  "0": "show-all",
  h: "next-hot",
  n: "next-hot",
  p: "previous-hot",
  c: "copy",
  Enter: "pick",
  " ": "pick",
  Escape: "leave",
};

/** What the keys do, for readers. */
export const keyHelp =
  "Arrow keys move from cell to cell, Page Up and Page Down by a sixteenth, Home and End to the " +
  "ends of a row; with Shift they select a range. Plus and minus zoom, 0 shows all. N and P go to " +
  "the next and the previous hot cell. C copies the selected cells as CSV. Enter picks the cell, " +
  "Escape drops the selection, then the cursor.";

/** Undefined where the key means nothing here. */
export function keyAction(key: string): KeyAction | undefined {
  const known = key.length === 1 ? key.toLowerCase() : key;
  return Object.hasOwn(actions, known) ? actions[known] : undefined;
}
