import type { SvgAttributes } from "../svg";
import type { TextBaseline } from "./paint-context";

export type TextAlign = "center" | "end" | "left" | "right" | "start";

/** What a canvas keeps with `save`, as far as it is used. */
export class Looks {
  fillStyle = "#000000";
  strokeStyle = "#000000";
  lineWidth = 1;
  lineCap: "butt" | "round" | "square" = "butt";
  lineJoin: "bevel" | "miter" | "round" = "miter";
  globalAlpha = 1;
  font = "12px sans-serif";
  textAlign: TextAlign = "start";
  textBaseline: TextBaseline = "alphabetic";
  dashes: readonly number[] = [];
}

export function copyLooks(looks: Looks): Looks {
  const { fillStyle, strokeStyle, lineWidth, lineCap, lineJoin } = looks;
  const { globalAlpha, font, textAlign, textBaseline, dashes } = looks;
  return Object.assign(new Looks(), {
    ...{ fillStyle, strokeStyle, lineWidth, lineCap, lineJoin },
    ...{ globalAlpha, font, textAlign, textBaseline, dashes },
  });
}

export function filling({ fillStyle, globalAlpha }: Looks): SvgAttributes {
  return { fill: fillStyle, ...(globalAlpha < 1 ? { "fill-opacity": globalAlpha } : {}) };
}

export function stroking(looks: Looks): SvgAttributes {
  const { strokeStyle, lineWidth, lineCap, lineJoin, globalAlpha, dashes } = looks;
  return {
    fill: "none",
    stroke: strokeStyle,
    "stroke-width": lineWidth,
    ...(lineCap === "butt" ? {} : { "stroke-linecap": lineCap }),
    ...(lineJoin === "miter" ? {} : { "stroke-linejoin": lineJoin }),
    ...(globalAlpha < 1 ? { "stroke-opacity": globalAlpha } : {}),
    ...(dashes.length > 0 ? { "stroke-dasharray": dashes.join(" ") } : {}),
  };
}

/** Size in units of the drawing. */
export function fontOf({ font }: Looks): { readonly size: number; readonly isBold: boolean } {
  const [, style, size] = /^(.*?)([\d.]+)px/.exec(font) ?? ["", "", "12"];
  return { size: Number(size), isBold: style.includes("bold") };
}
