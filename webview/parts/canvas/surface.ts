import type { PaintContext } from "../export/canvas/paint-context";

/** What is painted on. Sizes are in pixels of the screen, `ratio` of them to a CSS pixel. */
export interface Surface<Context = PaintContext> {
  readonly context: Context;
  readonly ratio: number;
  readonly width: number;
}
