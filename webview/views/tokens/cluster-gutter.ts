import { clusterColour, clusterTable } from "../../parts/colours/cluster-colour";
import { element } from "../../parts/dom/element";

/** The part of the tokens in view, in tokens. */
interface Part {
  readonly row: number;
  readonly rows: number;
}

/** A strip of colour along the tokens: the cluster of each. */
export class ClusterGutter {
  readonly element = element("canvas", { class: "cluster-gutter", "aria-hidden": "true" });
  #clusters: Int32Array = new Int32Array(0);
  #picked: number | undefined;
  #part: Part = { row: 0, rows: 1 };

  constructor() {
    new ResizeObserver(() => this.#draw()).observe(this.element);
  }

  /** @param clusters of each token */
  show(clusters: Int32Array, picked: number | undefined, part: Part): void {
    const { row, rows } = this.#part;
    const isSame = part.row === row && part.rows === rows && picked === this.#picked;
    if (clusters === this.#clusters && isSame) return;
    this.#clusters = clusters;
    this.#picked = picked;
    this.#part = part;
    this.#draw();
  }

  #draw(): void {
    const canvas = this.element;
    const height = Math.round(canvas.clientHeight * devicePixelRatio);
    const context = canvas.getContext("2d");
    if (!context || height === 0) return;
    canvas.width = 1;
    canvas.height = height;
    const { row, rows } = this.#part;
    const table = clusterTable();
    const perPixel = Math.max(1, Math.ceil(rows / height));
    for (let y = 0; y < height; y++) {
      const cluster = this.#clusterAmong(Math.floor(row + (y * rows) / height), perPixel);
      if (cluster === undefined) continue;
      context.globalAlpha = this.#picked === undefined || cluster === this.#picked ? 1 : 0.25;
      context.fillStyle = clusterColour(cluster, table);
      context.fillRect(0, y, 1, 1);
    }
  }

  /** What stands for tokens that share a pixel: the picked cluster, else that of the first. */
  #clusterAmong(from: number, count: number): number | undefined {
    const own = this.#clusters.subarray(from, from + count);
    if (this.#picked !== undefined && own.includes(this.#picked)) return this.#picked;
    return own.at(0);
  }
}
