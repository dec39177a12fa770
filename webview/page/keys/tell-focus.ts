import type { Connection } from "../../state/connection";
import { takesKeys } from "./page-keys";

/** Tells the editor whether keys are for the page, so that its commands by key rest elsewhere. */
export function tellFocus(connection: Connection): void {
  let told = false;
  const tell = () => {
    const listens = document.hasFocus() && !takesKeys(document.activeElement);
    if (listens === told) return;
    told = listens;
    connection.request("takeKeys", { listens }).reply.catch(() => undefined);
  };
  for (const event of ["focus", "blur"]) window.addEventListener(event, tell);
  document.addEventListener("focusin", tell);
  // The focus has gone on only after the event of its leaving.
  document.addEventListener("focusout", () => queueMicrotask(tell));
  tell();
}
