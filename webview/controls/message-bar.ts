import type { PageStore } from "../state";
import { makeIconButton } from "../toolkit";
import { element } from "../dom/element";

/** What went wrong, until it is dismissed or something newer happens. */
export function makeMessageBar(store: PageStore): HTMLElement {
  const text = element("span", { class: "message-text" });
  const dismiss = makeIconButton("dismiss-message", "remove", "Dismiss message", () => {
    store.update({ message: undefined });
  });
  const bar = element("div", { id: "message", role: "alert", hidden: true }, text, dismiss.element);
  store.watch(
    ({ message }) => message,
    (message) => {
      bar.hidden = message === undefined;
      bar.className = `message ${message?.kind ?? ""}`;
      text.textContent = message?.text ?? "";
    },
  );
  return bar;
}
