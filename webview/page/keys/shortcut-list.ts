import { pageActionNames, pageActions, type PageAction } from "../../../src/shared/page-actions";
import { element } from "../../parts/dom/element";
import { keyLabel } from "./key-name";

/** Keys that belong to a part of the page, which are no commands. */
const further: readonly PageAction[] = [
  {
    keys: ["Ctrl+ "],
    meaning: "on a run: shown besides others, as Ctrl with a click does",
  },
  { keys: ["Escape"], meaning: "let go of what is picked" },
  { keys: ["Tab"], meaning: "next part of the page" },
];

/** What keys do on the page. */
export function makeShortcutList(): HTMLElement {
  const told: PageAction[] = [...pageActionNames.map((name) => pageActions[name]), ...further];
  const rows = told
    .filter(({ keys }) => keys.length > 0)
    .map(({ keys, meaning }) => {
      const names = keys.map(keyLabel).join(" or ");
      return element(
        "div",
        { class: "shortcut" },
        element("dt", {}, names),
        element("dd", {}, meaning),
      );
    });
  return element("dl", { class: "shortcut-list" }, ...rows);
}
