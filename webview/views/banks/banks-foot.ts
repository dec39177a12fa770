import { element, setText } from "../../parts/dom/element";
import { makePlainButton } from "../../parts/controls/plain-button";
import type { Matrix } from "../../parts/heat-map/matrix";
import { RangeFigures } from "../../parts/heat-map/marking/range-figures";
import { changeHeatMap, type PageState, type PageStore } from "../../state/page-state";
import { idleChannels } from "./loads/bank-grid";
import type { ShownBanks } from "./shown-banks";

/** The line below the heat maps: what they are of, what is left out, what the marked cells come to. */
export class BanksFoot {
  readonly #place = element("span");
  readonly #step = element("span", { class: "banks-step" });
  readonly #scope = element("span", { "data-test": "banks-scope" }, this.#place, this.#step);
  readonly #range = new RangeFigures();
  readonly #whole;
  readonly #idle;
  readonly element: HTMLElement;

  constructor(store: PageStore) {
    this.#whole = makePlainButton(
      { id: "heat-map-whole", class: "link-button" },
      () => changeHeatMap(store, { viewport: null }),
      "show all",
    );
    this.#idle = makePlainButton({ id: "heat-map-idle", class: "link-button" }, () => {
      const { idleChannels: drawn } = store.state.view.heatMap;
      // Rows are counted anew.
      changeHeatMap(store, { idleChannels: !drawn, viewport: null, range: null });
    });
    this.element = element(
      "footer",
      { class: "banks-foot" },
      this.#scope,
      this.#whole.element,
      this.#idle.element,
      this.#range.element,
    );
  }

  /** @param worked what is shown of the run that is worked on */
  show({ trace, view }: PageState, shown: readonly ShownBanks[], worked: ShownBanks | undefined) {
    const { axis, viewport, range, idleChannels: areDrawn } = view.heatMap;
    const scale = shown.length > 1 ? "one scale for all · " : "";
    const steps = axis === "channels" ? "step " : "all steps";
    setText(this.#place, `${scale}layer ${view.layer}, all heads, ${steps}`);
    setText(this.#step, axis === "channels" ? `${view.step}` : "");
    // As wide as the last step's, so that what follows stays where it is.
    const digits = `${trace.header.decodeSteps - 1}`.length;
    this.#step.style.minWidth = axis === "channels" ? `${digits}ch` : "";
    this.#whole.element.hidden = viewport === null;
    const stack = worked?.banks.grid.stack;
    const idle = stack ? idleChannels(stack, trace.header.kvHeads) : [];
    this.#idle.element.hidden = idle.length === 0 || axis === "steps";
    const count = `${idle.length} idle channel${idle.length === 1 ? "" : "s"}`;
    const named = `${count} ${areDrawn ? "drawn" : "folded"} (${rangesOf(idle)})`;
    setText(this.#idle.element, `${named} ${areDrawn ? "▾" : "▸"}`);
    this.#idle.element.setAttribute("aria-expanded", String(areDrawn));
    this.showRange(worked?.picture.matrix, range);
  }

  showRange(matrix: Matrix | undefined, range: PageState["view"]["heatMap"]["range"]): void {
    this.#range.element.hidden = !matrix || range === null;
    if (matrix) this.#range.show(matrix, range);
  }
}

/** Numbers, ascending, with those that follow each other drawn together: `0–3, 7`. */
function rangesOf(numbers: readonly number[]): string {
  const ends: [number, number][] = [];
  for (const number of numbers) {
    const last = ends.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else ends.push([number, number]);
  }
  return ends.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
}
