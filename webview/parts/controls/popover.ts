import { element, setAttributes } from "../dom/element";
import { placeBeside } from "./place-beside";

/** A small page above the page, beside the button that opens it. */
export interface Popover {
  /** Belongs beside its button, so that the Tab key goes on into it. */
  readonly element: HTMLElement;
  readonly isOpen: boolean;
  open(): void;
  /** The focus goes back to where it was if it is inside. */
  close(): void;
}

/** What can have the focus. */
const focusable = "button:not([disabled]), select, input, a[href], [tabindex='0']";

/**
 * Escape and a press elsewhere close it.
 * @param onOpen told before it is shown: its content may be made then
 */
export function makePopover(
  id: string,
  label: string,
  button: HTMLButtonElement,
  content: readonly HTMLElement[],
  onOpen: () => void = () => undefined,
): Popover {
  const attributes = { id, class: "popover", popover: "auto", role: "dialog", "aria-label": label };
  const place = element("div", attributes, ...content);
  const isOpen = () => place.matches(":popover-open");
  // The browser then knows that a press of the button does not mean "elsewhere".
  button.popoverTargetElement = place;
  setAttributes(button, { "aria-haspopup": "dialog", "aria-expanded": "false" });
  place.addEventListener("beforetoggle", ({ newState }) => {
    if (newState === "open") onOpen();
  });
  place.addEventListener("toggle", () => {
    setAttributes(button, { "aria-expanded": String(isOpen()) });
    if (!isOpen()) {
      // What had the focus in it may have been made anew meanwhile.
      if (document.activeElement === document.body) button.focus();
      return;
    }
    placeBeside(place, button);
    const chosen = place.querySelector<HTMLElement>("[autofocus]");
    (chosen ?? place.querySelector<HTMLElement>(focusable))?.focus();
  });
  place.addEventListener("keydown", (event) => {
    // It closes this, and nothing below it.
    if (event.key === "Escape") event.stopPropagation();
  });
  window.addEventListener("resize", () => {
    if (isOpen()) placeBeside(place, button);
  });
  return {
    element: place,
    get isOpen() {
      return isOpen();
    },
    open: () => place.showPopover(),
    close: () => {
      const wasInside = place.contains(document.activeElement);
      place.hidePopover();
      if (wasInside) button.focus();
    },
  };
}
