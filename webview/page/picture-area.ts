import type { ViewName } from "../../src/shared/protocol";
import { element } from "../parts/dom/element";
import type { PageStore } from "../state/page-state";
import type { View } from "./view";

/** The place of the shown view. Views are made when they are first shown, or when the page rests. */
export class PictureArea {
  readonly #views = new Map<ViewName, View>();
  readonly #panels: ReadonlyMap<ViewName, HTMLElement>;
  readonly #listeners: ((view: View) => void)[] = [];
  readonly element = element("div", {
    class: "picture-area",
    id: "picture",
    tabindex: -1,
    // What the editor's menu on a right click offers here, see package.json.
    "data-vscode-context": JSON.stringify({
      webviewSection: "picture",
      preventDefaultContextMenuItems: true,
    }),
  });

  constructor(
    store: PageStore,
    private readonly makers: Readonly<Record<ViewName, () => View>>,
  ) {
    const panel = (name: ViewName) => {
      const ids = { id: `panel-${name}`, "aria-labelledby": `tab-${name}` };
      return element("div", { ...ids, role: "tabpanel", hidden: true });
    };
    const names = Object.keys(makers) as ViewName[];
    this.#panels = new Map(names.map((name) => [name, panel(name)]));
    this.element.append(...this.#panels.values());
    store.watch(
      ({ view }) => view.view,
      (shown) => {
        // First, so that the view that is to draw is on screen and has a size.
        for (const [name, place] of this.#panels) place.hidden = name !== shown;
        const view = this.#make(shown);
        for (const listener of this.#listeners) listener(view);
      },
    );
    // The others are made when the first is on screen, one in each pause.
    const makeNext = () => {
      const next = names.find((name) => !this.#views.has(name));
      if (next === undefined) return;
      this.#make(next);
      requestIdleCallback(makeNext);
    };
    requestAnimationFrame(() => requestIdleCallback(makeNext));
  }

  /** The view of a name, once it was made. */
  view(name: ViewName): View | undefined {
    return this.#views.get(name);
  }

  /** Calls back whenever another view comes to be shown. */
  onShown(listener: (view: View) => void): void {
    this.#listeners.push(listener);
  }

  /** Puts the focus on the shown picture. */
  focus(): void {
    (this.#picture ?? this.element).focus();
  }

  /** Hands the shown picture a key as if it had the focus. */
  pass(key: string): void {
    // It does not rise: the page has seen the key that stands for this one.
    this.#picture?.dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true }));
  }

  get #picture(): HTMLElement | null {
    return this.element.querySelector("[role='tabpanel']:not([hidden]) [tabindex='0']");
  }

  #make(name: ViewName): View {
    const made = this.#views.get(name) ?? this.makers[name]();
    if (!this.#views.has(name)) {
      this.#views.set(name, made);
      this.#panels.get(name)?.append(made.element);
    }
    return made;
  }
}
