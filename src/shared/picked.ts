import type { Picked, ViewState } from "./protocol/view-state";

/** What is picked, where it is of one kind. */
export function pickedOf<Kind extends Picked["kind"]>(
  { picked }: Pick<ViewState, "picked">,
  kind: Kind,
): Extract<Picked, { readonly kind: Kind }> | undefined {
  const isOfKind = (one: Picked): one is Extract<Picked, { readonly kind: Kind }> =>
    one.kind === kind;
  return picked && isOfKind(picked) ? picked : undefined;
}

/**
 * What stays picked when a view becomes another one. The number of a cluster means another cluster
 * where keys are clustered anew, that of a command another command where a step has others.
 */
export function stillPicked(before: ViewState, after: ViewState): Picked | null {
  const { picked } = after;
  if (picked !== before.picked || picked === null) return picked;
  const isSame = (names: readonly (keyof ViewState)[]) =>
    names.every((name) => before[name] === after[name]) &&
    before.runs.at(before.shownRun) === after.runs.at(after.shownRun);
  switch (picked.kind) {
    case "bank":
    case "token":
      return picked;
    case "cluster":
      return isSame(["layer", "kvHead"]) ? picked : null;
    case "command":
      return isSame(["layer", "queryHead", "step"]) ? picked : null;
  }
}
