import type { Sheet } from "./sheet";

/** Pixels per unit of the drawing, so that the picture stays sharp in print. */
const resolution = 2;

/** Draws an SVG file into a PNG; returns its bytes in base64. */
export async function rasterise({ text, width, height }: Sheet): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * resolution;
  canvas.height = height * resolution;
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png").replace(/^data:image\/png;base64,/, "");
}
