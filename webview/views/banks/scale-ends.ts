import { makeNumberField } from "../../parts/controls/number-field";
import { element } from "../../parts/dom/element";
import type { Scale } from "../../parts/colours/scale";
import { changeHeatMap, type PageStore } from "../../state/page-state";
import { makeButton } from "../../parts/controls/button";

/** A logarithmic scale begins above 0; loads are whole numbers or means of them. */
const smallestLogEnd = 1e-6;

/** The ends of the colours, which the user may set. */
export class ScaleEnds {
  readonly #low;
  readonly #high;
  readonly #reset;
  readonly element: HTMLElement;

  constructor(private readonly store: PageStore) {
    this.#low = makeNumberField("heat-map-low", "From", (low) => changeHeatMap(store, { low }));
    this.#high = makeNumberField("heat-map-high", "To", (high) => changeHeatMap(store, { high }));
    this.#reset = makeButton("heat-map-reset-ends", "Reset", "secondary", () => {
      changeHeatMap(store, { low: null, high: null });
    });
    this.element = element(
      "div",
      { class: "scale-ends", role: "group", "aria-label": "Ends of the colours" },
      this.#low.element,
      this.#high.element,
      this.#reset.element,
    );
  }

  /** @param scale the one in use */
  show({ kind, low, high }: Scale): void {
    const { heatMap } = this.store.state.view;
    const lowest = kind === "log" ? smallestLogEnd : -Infinity;
    this.#low.show(rounded(low), { minimum: lowest, maximum: high, integer: false });
    this.#high.show(rounded(high), { minimum: low, maximum: Infinity, integer: false });
    this.#reset.enable(heatMap.low !== null || heatMap.high !== null);
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
