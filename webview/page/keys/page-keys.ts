import {
  pageActionNames,
  pageActions,
  type PageActionName,
} from "../../../src/shared/page-actions";
import { keyName } from "./key-name";

/** Controls in which a key means what it means there. */
const controls =
  "input, select, textarea, [role='menu'], [role='listbox'], .popover, [contenteditable]";

/** Kinds of fields that text is written in. */
const written: ReadonlySet<string> = new Set(["text", "number", "search"]);

const actions: ReadonlyMap<string, PageActionName> = new Map(
  pageActionNames.flatMap((name) =>
    pageActions[name].keys.map((key): [string, PageActionName] => [key, name]),
  ),
);

/**
 * Keys of the whole page, wherever the focus is: but where a control took a key for itself, or where
 * keys are typed, it is left alone. The editor hears of every key that rises out of the page, and
 * has the same keys for its commands: what was taken here does not rise.
 */
export function listenToKeys(act: (action: PageActionName) => void): void {
  document.addEventListener("keydown", (event) => {
    const action = actions.get(keyName(event));
    if (event.defaultPrevented) event.stopPropagation();
    if (event.defaultPrevented || action === undefined) return;
    const isTyped = isTaken(event);
    // The editor undoes in fields, too.
    if (!isTyped || !(event.ctrlKey || event.metaKey)) event.stopPropagation();
    if (isTyped) return;
    event.preventDefault();
    act(action);
  });
}

/** Whether keys without a modifier go into a control, so that commands for them have to rest. */
export function takesKeys(target: Element | null): boolean {
  return target !== null && target.closest(controls) !== null;
}

function isTaken({ target, key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLInputElement && written.has(target.type)) return true;
  if (ctrlKey || metaKey) return false;
  // Space and Enter press the button that has the focus.
  return takesKeys(target) || (key === " " && target.closest("button, summary, a") !== null);
}
