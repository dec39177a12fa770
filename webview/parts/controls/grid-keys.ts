import { setAttributes } from "../dom/element";

/**
 * Makes controls in rows one stop of the Tab key: arrow keys, Home and End go from one to the next.
 */
export class GridKeys {
  #entry: HTMLElement | undefined;
  /** Told what an arrow key up or down went to. */
  onMove: (control: HTMLElement) => void = () => undefined;

  /** @param rows the controls of every row, from the top */
  constructor(
    place: HTMLElement,
    private readonly rows: () => readonly (readonly HTMLElement[])[],
  ) {
    place.addEventListener("keydown", (event) => this.#onKey(event));
    place.addEventListener("focusin", ({ target }) => {
      const control = this.rows()
        .flat()
        .find((each) => each === target);
      if (control) this.enterAt(control);
    });
    // A stop that cannot be used any more hands over to one that can.
    const follow = () => {
      if (!isUsable(this.#entry)) this.enterAt(this.rows().flat().find(isUsable));
    };
    const changes = { subtree: true, childList: true, attributeFilter: ["disabled", "hidden"] };
    new MutationObserver(follow).observe(place, changes);
    place.setAttribute("data-keys", "grid");
  }

  /** The Tab key comes to this control, unless one of them has the focus. */
  enterAt(control: HTMLElement | undefined): void {
    const all = this.rows().flat();
    const focused = all.find((each) => each === document.activeElement && isUsable(each));
    this.#entry = focused ?? control ?? this.#entry;
    for (const each of all) setAttributes(each, { tabindex: each === this.#entry ? 0 : -1 });
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const rows = this.rows();
    const row = rows.findIndex((controls) => controls.some((each) => each === event.target));
    if (row < 0) return;
    const at = rows[row].findIndex((each) => each === event.target);
    const target = targetOf(rows, row, at, event.key);
    if (!target) return;
    event.preventDefault();
    event.stopPropagation();
    target.focus();
    if (event.key === "ArrowUp" || event.key === "ArrowDown") this.onMove(target);
  }
}

function targetOf(
  rows: readonly (readonly HTMLElement[])[],
  row: number,
  at: number,
  key: string,
): HTMLElement | undefined {
  const across = (by: number) => {
    let to = at + by;
    while (rows[row].at(to) && to >= 0 && !isUsable(rows[row][to])) to += by;
    return to >= 0 ? rows[row].at(to) : undefined;
  };
  const along = (by: number) => {
    const controls = rows.at(row + by);
    if (row + by < 0 || !controls) return undefined;
    const there = controls.at(Math.min(at, controls.length - 1));
    return isUsable(there) ? there : controls.find(isUsable);
  };
  switch (key) {
    case "ArrowLeft":
      return across(-1);
    case "ArrowRight":
      return across(1);
    case "ArrowUp":
      return along(-1);
    case "ArrowDown":
      return along(1);
    case "Home":
      return rows[row].find(isUsable);
    case "End":
      return rows[row].findLast(isUsable);
    default:
      return undefined;
  }
}

function isUsable(control: HTMLElement | undefined): boolean {
  return control !== undefined && !control.matches(":disabled") && control.checkVisibility();
}
