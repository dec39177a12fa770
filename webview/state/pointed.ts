import type { Picked } from "../../src/shared/protocol";
import { sameValue } from "../../src/shared/same-value";
import type { PageState, PageStore } from "./page-state";

/** Outlines something in every view for as long as it is pointed at, say on a chip that names it. */
export function pointAt(store: PageStore, pointed: Picked | null): void {
  if (!sameValue(pointed, store.state.pointed)) store.update({ pointed });
}

/** The page as views draw it: what is pointed at is outlined in place of what is picked. */
export function withPointed(state: PageState): PageState {
  const { pointed, view } = state;
  if (!pointed || sameValue(pointed, view.picked)) return state;
  const outlined = { ...state, view: { ...view, picked: pointed } };
  // What is read in a bank is known of the picked one alone.
  return pointed.kind === "bank" ? { ...outlined, bankTokens: { kind: "idle" } } : outlined;
}
