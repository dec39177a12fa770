import type { ViewHistory } from "../../state/view/view-history";

/** Undoes and redoes changes of the view by the keys for it, unless a text is being written. */
export function listenForUndo(history: ViewHistory): void {
  document.addEventListener("keydown", (event) => {
    const redoes = isRedo(event);
    if ((!redoes && !isUndo(event)) || isText(event.target)) return;
    event.preventDefault();
    if (redoes) history.redo();
    else history.undo();
  });
}

function isUndo({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && !altKey && key.toLowerCase() === "z";
}

function isRedo(event: KeyboardEvent): boolean {
  if (isUndo(event)) return event.shiftKey;
  return event.ctrlKey && !event.altKey && event.key.toLowerCase() === "y";
}

/** Fields have an undo of their own. */
function isText(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  const written = ["text", "number", "search"];
  return target instanceof HTMLInputElement && written.includes(target.type);
}
