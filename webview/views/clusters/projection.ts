import { readTheme } from "../../parts/charts/theme";
import { clusterColour } from "../../parts/colours/cluster-colour";
import type { ClusterSet } from "../../state/details/cluster-set";
import { element } from "../../parts/dom/element";
import type { CellText } from "../../parts/heat-map/picture";
import { themedTable } from "../../parts/colours/theme-colours";
import type { ColourMapName } from "../../parts/colours/colour-map";
import { Tooltip } from "../../parts/heat-map/tooltip";
import { drawnTokens, nearestToken, planeBox } from "./projection-points";

/** What a projection shows. */
export interface ProjectionContent {
  /** Accessible name. */
  readonly label: string;
  readonly set: ClusterSet;
  readonly colours: ColourMapName;
  readonly pickedCluster: number | undefined;
  readonly pickedToken: number | undefined;
  /** Tokens with a rim around them. */
  readonly outlined: readonly number[];
  describe(token: number): CellText;
}

const pointSize = 4;
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
    const tokens = drawnTokens(content.set, content.pickedCluster);
    this.#shown = { ...content, tokens };
    this.#canvas.setAttribute("aria-label", content.label);
    this.redraw();
  }

  redraw(): void {
    const canvas = this.#canvas;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const context = canvas.getContext("2d");
    if (!this.#shown || !context || width === 0 || height === 0) return;
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    context.scale(devicePixelRatio, devicePixelRatio);
    const { set, tokens, pickedCluster, pickedToken, outlined, colours } = this.#shown;
    const theme = readTheme();
    const table = themedTable(colours);
    const place = placing(set, width, height);
    const point = (token: number, size: number) => {
      const [x, y] = place(set.places[2 * token], set.places[2 * token + 1]);
      context.fillRect(x - size / 2, y - size / 2, size, size);
    };
    const isApart = (cluster: number) => pickedCluster === undefined || cluster === pickedCluster;
    // Those set apart come last, over the others.
    for (const apart of [false, true]) {
      for (const token of tokens) {
        const cluster = set.clusterOf[token];
        if (isApart(cluster) !== apart) continue;
        context.globalAlpha = 0.3;
        context.fillStyle = theme.text;
        // A rim keeps light colours visible on light backgrounds.
        point(token, apart ? pointSize + 1.5 : 2);
        if (!apart) continue;
        context.globalAlpha = 1;
        context.fillStyle = clusterColour(cluster, table);
        point(token, pointSize);
      }
    }
    context.globalAlpha = 1;
    set.sizes.forEach((_, cluster) => {
      const [cx, cy] = [set.centres[2 * cluster], set.centres[2 * cluster + 1]];
      if (Number.isNaN(cx) || !isApart(cluster)) return;
      const [x, y] = place(cx, cy);
      drawCross(context, x, y, theme.background, 5);
      drawCross(context, x, y, theme.text, 2);
    });
    context.strokeStyle = theme.text;
    context.lineWidth = 1;
    for (const token of outlined.filter((each) => each < set.clusterOf.length)) {
      const [x, y] = place(set.places[2 * token], set.places[2 * token + 1]);
      context.strokeRect(x - pointSize, y - pointSize, 2 * pointSize, 2 * pointSize);
    }
    if (pickedToken === undefined || pickedToken >= set.clusterOf.length) return;
    const [x, y] = place(set.places[2 * pickedToken], set.places[2 * pickedToken + 1]);
    context.strokeStyle = theme.text;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x, y, 8, 0, 2 * Math.PI);
    context.stroke();
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

function drawCross(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  colour: string,
  lineWidth: number,
): void {
  context.strokeStyle = colour;
  context.lineWidth = lineWidth;
  context.beginPath();
  context.moveTo(x - 5, y);
  context.lineTo(x + 5, y);
  context.moveTo(x, y - 5);
  context.lineTo(x, y + 5);
  context.stroke();
}
