import type { ButtonControl } from "./button-control";
import { makePlainButton } from "./plain-button";
import { makePrimaryButton } from "./toolkit";

/** A button with words on it. */
export function makeButton(
  id: string,
  label: string,
  appearance: "primary" | "secondary",
  onPress: () => void,
): ButtonControl {
  if (appearance === "primary") return makePrimaryButton(id, label, onPress);
  return makePlainButton({ id, class: "text-button" }, onPress, label);
}
