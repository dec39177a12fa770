import type { KernelModule } from "./kernel-module";
import type { PageBounds } from "./page-bounds";
import { ScoreKernel } from "./score-kernel";

/**
 * Upper bounds of q·k over pages of keys: the fast twin of `scorePages`.
 *
 * max(q·min, q·max) is q·max where q is positive and q·min where it is negative, so the bound is a
 * dot product of 2 D channels: [max_0, min_0, max_1, ...] with [q_0 or 0, 0 or q_0, ...].
 */
export class PageKernel {
  private readonly products: ScoreKernel;
  private dimension = 0;

  constructor(module: KernelModule) {
    this.products = new ScoreKernel(module);
  }

  /** @param bounds copied */
  load({ minimum, maximum }: PageBounds, dimension: number): void {
    const both = new Float32Array(2 * maximum.length);
    for (let i = 0; i < maximum.length; i++) {
      both[2 * i] = maximum[i];
      both[2 * i + 1] = minimum[i];
    }
    this.dimension = dimension;
    this.products.load(both, 2 * dimension);
  }

  /**
   * The bound of every query over each of the first `pages` pages.
   * @param queries row-major [n, dimension]
   * @param scores receives row-major [n, pages]
   */
  scores(queries: Float32Array, pages: number, scores: Float32Array): void {
    if (queries.length % this.dimension !== 0) throw new Error("queries of another dimension");
    const both = new Float32Array(2 * queries.length);
    for (const [i, value] of queries.entries()) both[value > 0 ? 2 * i : 2 * i + 1] = value;
    this.products.scores(both, pages, scores);
  }
}
