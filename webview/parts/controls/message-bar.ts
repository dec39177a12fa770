import type { Message } from "./message";
import { makeIconButton } from "./icon-button";
import { makePlainButton } from "./plain-button";
import { element } from "../dom/element";

/**
 * What the user has to know, until it is dismissed or something newer happens.
 * @param watch calls back with the message that there is, now and whenever it changes
 */
export function makeMessageBar(
  watch: (show: (message: Message | undefined) => void) => void,
  onDismiss: () => void,
): HTMLElement {
  const text = element("span", { class: "message-text" });
  const dismiss = makeIconButton("dismiss-message", "remove", "Dismiss message", onDismiss);
  let act: (() => void) | undefined;
  const action = makePlainButton({ id: "message-action", class: "text-button" }, () => act?.());
  const bar = element(
    "div",
    { id: "message", role: "alert", hidden: true },
    text,
    element("div", { class: "message-buttons" }, action.element, dismiss.element),
  );
  watch((message) => {
    bar.hidden = message === undefined;
    bar.className = `message ${message?.kind ?? ""}`;
    text.textContent = message?.text ?? "";
    act = message?.action?.act;
    action.element.hidden = !message?.action;
    action.element.textContent = message?.action?.label ?? "";
  });
  return bar;
}
