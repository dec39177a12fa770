/** @throws Error where the browser has none */
export function context2d(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This editor's browser offers no 2D canvas.");
  return context;
}

/** Makes a canvas blank, of a size in pixels of the page, in which it is then drawn on. */
export function clearTo(context: CanvasRenderingContext2D, width: number, height: number): void {
  const { canvas } = context;
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  context.scale(devicePixelRatio, devicePixelRatio);
}
