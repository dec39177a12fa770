/** Screenshots as small files: 256 colours are enough for a page of an editor. */
import { deflateSync } from "node:zlib";
import type { Page } from "playwright-core";

/** A picture whose pixels are places in a palette. */
interface Indexed {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of each colour, 0 .. 255. */
  readonly palette: readonly number[];
  /** [height x width], base64. */
  readonly pixels: string;
}

/**
 * The same picture with at most 256 colours, as a PNG; the browser decodes and counts.
 * @param wanted width in pixels of a smaller picture; without it, that of the picture
 */
export async function palettePng(page: Page, png: Buffer, wanted?: number): Promise<Buffer> {
  const given = { base64: png.toString("base64"), wanted };
  const { width, height, palette, pixels } = await page.evaluate(reduce, given);
  const indices = Buffer.from(pixels, "base64");
  const rows = Buffer.alloc(height * (width + 1));
  for (let row = 0; row < height; row++) {
    // The byte before each row says that it is not filtered.
    indices.copy(rows, row * (width + 1) + 1, row * width, (row + 1) * width);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette)),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** The cyclic redundancy check of PNG (ISO 3309), bit by bit. */
function crc32(bytes: Buffer): number {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest >>> 0;
}

/**
 * Runs in the browser: of each of 16 x 16 x 16 kinds of colours it keeps the one that most pixels
 * have, so that no kind is lost, then what else is common; others become the nearest.
 */
async function reduce({
  base64,
  wanted,
}: {
  readonly base64: string;
  readonly wanted: number | undefined;
}): Promise<Indexed> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const width = wanted ?? bitmap.width;
  const height = Math.round((bitmap.height * width) / bitmap.width);
  const context = new OffscreenCanvas(width, height).getContext("2d")!;
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const partsOf = (pixel: number) => [pixel & 0xff, (pixel >> 8) & 0xff, (pixel >> 16) & 0xff];
  const common = [...counts].sort(([, a], [, b]) => b - a).map(([pixel]) => pixel);
  const kinds = new Map<number, number>();
  for (const pixel of common) {
    const kind = pixel & 0xf0f0f0;
    if (!kinds.has(kind)) kinds.set(kind, pixel);
  }
  const kept = [...new Set([...kinds.values(), ...common])].slice(0, 256).map(partsOf);
  const nearest = (pixel: number) => {
    const parts = partsOf(pixel);
    let best = 0;
    let least = Infinity;
    for (const [index, colour] of kept.entries()) {
      const away = colour.reduce((sum, part, i) => sum + (part - parts[i]) ** 2, 0);
      if (away < least) [best, least] = [index, away];
    }
    return best;
  };
  const places = new Map([...counts.keys()].map((pixel) => [pixel, nearest(pixel)]));
  let text = "";
  for (const pixel of pixels) text += String.fromCharCode(places.get(pixel)!);
  return { width, height, palette: kept.flat(), pixels: btoa(text) };
}
