import { element, setText } from "../../../parts/dom/element";
import { HeatMap } from "../../../parts/heat-map/heat-map";
import type { HeatMapListener } from "../../../parts/heat-map/heat-map-listener";
import type { Picture } from "../../../parts/heat-map/picture";
import type { Verdict } from "../verdict";

/** What stands over the heat map of a run. */
export interface Heading {
  readonly name: string;
  /** Its place among the colours of runs. */
  readonly colour: number;
  /** Few words on what is seen; empty while there is nothing to say. */
  readonly verdict: Verdict;
  readonly isWorkedOn: boolean;
}

/** One run among others: its name, what is to be said of it, and the heat map of its banks. */
export class RunMultiple {
  readonly map: HeatMap;
  readonly #swatch = element("span", { class: "multiple-swatch" });
  readonly #name = element("span", { class: "multiple-name" });
  readonly #verdict = element("p", { class: "multiple-verdict", "data-test": "verdict" });
  readonly #waiting = element("p", { class: "multiple-waiting", hidden: true });
  readonly element: HTMLElement;

  /** @param onWork told when its heading is pressed */
  constructor(run: number, listener: HeatMapListener, onWork: () => void) {
    this.map = new HeatMap(`heat-map-${run}`, listener, "shared");
    const title = element("h3", { class: "multiple-title" }, this.#swatch, this.#name);
    title.addEventListener("click", onWork);
    this.element = element(
      "section",
      { class: "multiple" },
      title,
      this.#verdict,
      element("div", { class: "multiple-map" }, this.map.element, this.#waiting),
    );
  }

  /** @param waiting why a part of the picture is not there yet; undefined where all of it is */
  show(heading: Heading, picture: Picture | undefined, waiting: string | undefined): void {
    const { name, colour, verdict, isWorkedOn } = heading;
    setText(this.#name, name);
    this.#name.title = name;
    this.#swatch.style.backgroundColor = `var(--run-${colour})`;
    setText(this.#verdict, verdict.line);
    this.#verdict.title = verdict.text;
    this.element.setAttribute("aria-label", name);
    this.element.classList.toggle("worked-on", isWorkedOn);
    this.map.screen.stage.picture.tabIndex = isWorkedOn ? 0 : -1;
    setText(this.#waiting, waiting ?? "");
    this.#waiting.hidden = waiting === undefined;
    this.map.element.hidden = picture === undefined;
    if (picture) this.map.show(picture);
  }
}
