import { readTheme } from "../../../parts/charts/theme";
import type { CellText } from "../../../parts/heat-map/picture";
import { Tooltip } from "../../../parts/heat-map/tooltip";
import type { ClusterSet } from "../../../state/details/cluster-set";
import { LayeredCanvas } from "../layered-canvas";
import { inFrame, paintScatter, paintScatterMarks, scatterFrame } from "./paint-scatter";
import { nearestCluster, scatterPoints, type ScatterPoints } from "./scatter-points";

/** What a scatter shows of clusters. */
export interface ScatterContent {
  readonly set: ClusterSet;
  readonly read: ReadonlyMap<number, number>;
  readonly picked: number | undefined;
  /** Of the run, as CSS writes it. */
  readonly colour: string;
  describe(cluster: number): CellText;
}

/** Farther from the pointer than this, in pixels, a cluster is not meant. */
const reach = 12;

/** Each cluster as a dot: its size, and how many lines it takes over the fewest possible. */
export class Scatter {
  readonly #layers = new LayeredCanvas("cluster-scatter", () => this.redraw());
  readonly #tooltip = new Tooltip();
  readonly element = this.#layers.element;
  #shown: ScatterContent | undefined;
  #points: ScatterPoints | undefined;

  constructor(onPick: (cluster: number) => void) {
    const { element } = this;
    element.append(this.#tooltip.element);
    element.addEventListener("pointermove", (event) => {
      const cluster = this.#clusterUnder(event);
      if (cluster === undefined || !this.#shown) this.#tooltip.hide();
      else this.#tooltip.show(this.#shown.describe(cluster), event.clientX, event.clientY);
    });
    element.addEventListener("pointerleave", () => this.#tooltip.hide());
    element.addEventListener("click", (event) => {
      const cluster = this.#clusterUnder(event);
      if (cluster !== undefined) onPick(cluster);
    });
  }

  /** Draws the dots anew only where the clusters are others. */
  show(content: ScatterContent): void {
    const isSame = content.set === this.#shown?.set;
    this.#shown = content;
    const count = content.set.facts.clusters;
    const label = `${count} clusters by size and lines over the fewest possible; the table beside lists the worst`;
    this.element.setAttribute("aria-label", label);
    if (!isSame) {
      this.#points = scatterPoints(content.set);
      this.redraw();
    } else this.#drawMarks();
  }

  redraw(): void {
    const points = this.#points;
    if (!points) return;
    this.#layers.drawBase((context, width, height) => {
      paintScatter(context, scatterFrame(width, height), points, readTheme());
    });
    this.#drawMarks();
  }

  #drawMarks(): void {
    const [points, shown] = [this.#points, this.#shown];
    if (!points || !shown) return;
    const marks = { read: shown.read.keys(), picked: shown.picked };
    this.#layers.drawMarks((context, width, height) => {
      const frame = scatterFrame(width, height);
      paintScatterMarks(context, frame, points, marks, readTheme(), shown.colour);
    });
  }

  #clusterUnder(event: MouseEvent): number | undefined {
    if (!this.#points) return undefined;
    const { left, top, width, height } = this.element.getBoundingClientRect();
    const frame = scatterFrame(width, height);
    const at = [event.clientX - left, event.clientY - top];
    return nearestCluster(
      this.#points,
      (place) => {
        const [x, y] = inFrame(frame, place);
        return Math.hypot(x - at[0], y - at[1]);
      },
      reach,
    );
  }
}
