/** A colour of a colour table, 0xAABBGGRR, as CSS and SVG write it; it counts as opaque. */
export function hexColour(colour: number): string {
  const channels = [colour & 0xff, (colour >> 8) & 0xff, (colour >> 16) & 0xff];
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
