import { clearTo, context2d } from "../../../parts/canvas/screen-context";
import { readTheme } from "../../../parts/charts/theme";
import type { ClusterSet } from "../../../state/details/cluster-set";
import { element } from "../../../parts/dom/element";
import type { CellText } from "../../../parts/heat-map/picture";
import { clusterTable } from "../../../parts/colours/cluster-colour";
import { sameValue } from "../../../../src/shared/same-value";
import { Tooltip } from "../../../parts/heat-map/tooltip";
import { paintProjection } from "./paint-projection";
import { drawnTokens, nearestToken, planeBox } from "./projection-points";

/** What a projection shows. */
export interface ProjectionContent {
  /** Accessible name. */
  readonly label: string;
  readonly set: ClusterSet;
  readonly pickedCluster: number | undefined;
  readonly pickedToken: number | undefined;
  /** Tokens with a rim around them. */
  readonly outlined: readonly number[];
  describe(token: number): CellText;
}

/** Farther from the pointer than this, in pixels, a point is not meant. */
const reach = 10;

/** Keys as points in the plane in which they vary most, with their clusters' centroids as crosses. */
export class Projection {
  readonly #canvas = element("canvas", { id: "projection", class: "projection", role: "img" });
  readonly #tooltip = new Tooltip();
  readonly element = element(
    "div",
    { class: "projection-holder" },
    this.#canvas,
    this.#tooltip.element,
  );
  #shown: (ProjectionContent & { readonly tokens: readonly number[] }) | undefined;

  constructor(private readonly onPick: (token: number) => void) {
    const canvas = this.#canvas;
    new ResizeObserver(() => this.redraw()).observe(canvas);
    canvas.addEventListener("pointermove", (event) => {
      const token = this.#tokenUnder(event);
      if (token === undefined || !this.#shown) this.#tooltip.hide();
      else this.#tooltip.show(this.#shown.describe(token), event.clientX, event.clientY);
    });
    canvas.addEventListener("pointerleave", () => this.#tooltip.hide());
    canvas.addEventListener("click", (event) => {
      const token = this.#tokenUnder(event);
      if (token !== undefined) this.onPick(token);
    });
  }

  show(content: ProjectionContent): void {
    const before = this.#shown;
    const { set, pickedCluster, pickedToken, outlined } = content;
    const isSame =
      set === before?.set &&
      pickedCluster === before.pickedCluster &&
      pickedToken === before.pickedToken &&
      sameValue(outlined, before.outlined);
    const tokens = isSame ? before.tokens : drawnTokens(set, pickedCluster);
    this.#shown = { ...content, tokens };
    if (isSame) return;
    this.#canvas.setAttribute("aria-label", content.label);
    this.redraw();
  }

  redraw(): void {
    const canvas = this.#canvas;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (!this.#shown || width === 0 || height === 0) return;
    const context = context2d(canvas);
    clearTo(context, width, height);
    const { set } = this.#shown;
    const place = placing(set, width, height);
    paintProjection(context, this.#shown, clusterTable(), readTheme(), place);
  }

  #tokenUnder(event: MouseEvent): number | undefined {
    if (!this.#shown) return undefined;
    const { set, tokens } = this.#shown;
    const { width, height, left, top } = this.#canvas.getBoundingClientRect();
    const box = planeBox(set.places);
    const perPixel = box.size / Math.min(width, height);
    const x = box.left + box.size / 2 + (event.clientX - left - width / 2) * perPixel;
    const y = box.bottom + box.size / 2 - (event.clientY - top - height / 2) * perPixel;
    return nearestToken(set, tokens, [x, y], reach * perPixel);
  }
}

/** From the plane to the canvas: the box in the middle, upwards is up. */
function placing(set: ClusterSet, width: number, height: number) {
  const box = planeBox(set.places);
  const perUnit = Math.min(width, height) / box.size;
  return (x: number, y: number): [number, number] => [
    width / 2 + (x - box.left - box.size / 2) * perUnit,
    height / 2 - (y - box.bottom - box.size / 2) * perUnit,
  ];
}
