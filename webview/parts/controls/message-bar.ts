import type { Message } from "./message";
import { makeIconButton } from "./toolkit";
import { element } from "../dom/element";

/**
 * What went wrong, until it is dismissed or something newer happens.
 * @param watch calls back with the message that there is, now and whenever it changes
 */
export function makeMessageBar(
  watch: (show: (message: Message | undefined) => void) => void,
  onDismiss: () => void,
): HTMLElement {
  const text = element("span", { class: "message-text" });
  const dismiss = makeIconButton("dismiss-message", "remove", "Dismiss message", onDismiss);
  const bar = element("div", { id: "message", role: "alert", hidden: true }, text, dismiss.element);
  watch((message) => {
    bar.hidden = message === undefined;
    bar.className = `message ${message?.kind ?? ""}`;
    text.textContent = message?.text ?? "";
  });
  return bar;
}
