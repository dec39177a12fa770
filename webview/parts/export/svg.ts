/** Attributes of an SVG element; numbers are written with at most two decimals. */
export type SvgAttributes = Readonly<Record<string, string | number>>;

/** One SVG element as text. Children are markup; text goes through `svgText`. */
export function svg(
  name: string,
  attributes: SvgAttributes,
  ...children: readonly string[]
): string {
  const written = Object.entries(attributes).map(([key, value]) => {
    return ` ${key}="${escapeXml(typeof value === "number" ? shortNumber(value) : value)}"`;
  });
  const start = `<${name}${written.join("")}`;
  return children.length === 0 ? `${start}/>` : `${start}>${children.join("")}</${name}>`;
}

/** A text whose baseline starts at a point; where it may come from a file, it stays a text. */
export function svgText(
  x: number,
  y: number,
  text: string,
  attributes: SvgAttributes = {},
): string {
  return svg("text", { x, y, ...attributes }, escapeXml(text));
}

/** Coordinates in a path. */
export function shortNumber(value: number): string {
  return `${Math.round(value * 100) / 100}`;
}

/** Characters that XML does not allow in any way of writing become the replacement character. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
