import { setAttributes } from "../dom/element";
import { icon, type IconName } from "../dom/icon";
import { makePlainButton, type PlainButton } from "./plain-button";

export interface IconButtonControl extends PlainButton {
  /** Shows another drawing, with another name. */
  change(name: IconName, label: string): void;
}

/**
 * A button that shows only a drawing.
 * @param label what it is called, and what a pointer over it is told with the key
 * @param key that does the same, such as `W`
 */
export function makeIconButton(
  id: string,
  name: IconName,
  label: string,
  onPress: () => void,
  key?: string,
): IconButtonControl {
  const button = makePlainButton({ id, class: "icon-button" }, onPress);
  const change = (drawing: IconName, text: string) => {
    const title = key === undefined ? text : `${text} (${key})`;
    setAttributes(button.element, { "aria-label": text, title });
    button.element.replaceChildren(icon(drawing));
  };
  change(name, label);
  return { ...button, change };
}
