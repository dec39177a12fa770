import { element, setAttributes } from "../dom/element";

/**
 * Buttons in a row that are one stop of the Tab key; Left, Right, Home and End go from one to the
 * next. What else is in the row keeps its own stop and its own keys.
 */
export function makeToolbar(label: string, ...children: readonly HTMLElement[]): HTMLElement {
  const bar = element("div", { class: "tools", role: "toolbar", "aria-label": label }, ...children);
  const buttons = () => [...bar.querySelectorAll<HTMLButtonElement>("button")];
  const usable = () => buttons().filter(({ disabled, offsetParent }) => !disabled && offsetParent);
  let current: HTMLButtonElement | undefined;
  const rove = (to: HTMLButtonElement | undefined) => {
    current = to;
    for (const button of buttons()) setAttributes(button, { tabindex: button === to ? 0 : -1 });
  };
  rove(buttons().at(0));
  bar.addEventListener("focusin", ({ target }) => {
    const to = buttons().find((button) => button === target);
    if (to) rove(to);
  });
  bar.addEventListener("keydown", (event) => {
    const all = usable();
    const at = all.findIndex((button) => button === document.activeElement);
    const targets: Readonly<Record<string, number>> = {
      ArrowLeft: (at + all.length - 1) % all.length,
      ArrowRight: (at + 1) % all.length,
      Home: 0,
      End: all.length - 1,
    };
    if (at < 0 || !Object.hasOwn(targets, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    all[targets[event.key]].focus();
  });
  // A stop that cannot be used any more hands over to one that can.
  const follow = () => {
    if (!current || current.disabled || !bar.contains(current)) rove(usable().at(0) ?? current);
  };
  const changes = { subtree: true, childList: true, attributeFilter: ["disabled"] };
  new MutationObserver(follow).observe(bar, changes);
  return bar;
}
