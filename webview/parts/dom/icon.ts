const shapes = {
  previous: "M10.5 3 5.5 8l5 5",
  next: "M5.5 3l5 5-5 5",
  first: "M4 3v10M12 3 7 8l5 5",
  last: "M12 3v10M4 3l5 5-5 5",
  play: "M4.5 2.5v11l8-5.5z",
  pause: "M5 3v10M11 3v10",
  fold: "M4 6l4 4 4-4",
  unfold: "M4 10l4-4 4 4",
  add: "M8 3v10M3 8h10",
  subtract: "M3 8h10",
  measure: "M3 3v10M13 3v10M3 8h10M5.5 5.5 3 8l2.5 2.5M10.5 5.5 13 8l-2.5 2.5",
  remove: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  edit: "M3 13l.7-3L11 2.7l2.3 2.3L6 12.3z",
  star: "M8 2l1.8 3.9 4.2.5-3.1 2.9.8 4.2L8 11.4l-3.7 2.1.8-4.2L2 6.4l4.2-.5z",
  columns: "M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10",
  gear: "M8 5.6a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8zM8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6l1.4 1.4M11 11l1.4 1.4M12.4 3.6 11 5M5 11l-1.4 1.4",
  info: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 7.2v4M8 4.8v.2",
  help: "M5.7 6a2.3 2.3 0 1 1 3.4 2c-.8.5-1.1.9-1.1 1.9M8 12.4v.2",
  stop: "M4 4h8v8H4z",
  hot: "M8 1.8c.5 2.6 3.8 4 3.8 7.6a3.8 3.8 0 0 1-7.6 0c0-1.9 1-2.9 1.7-4.2.6 1 1 1.5 1.7 1.9.2-1.8-.1-3.6.4-5.3z",
  again: "M12.8 6.5A5 5 0 1 0 13 9.2M13 3v3.6H9.4",
  beside: "M2.5 3h11v10h-11zM8 3v10M10 6.5h1.5M10 9h1.5",
  export: "M8 2.5v7.2M4.8 6.8 8 10l3.2-3.2M3 13.5h10",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  more: "M3.4 8h.2M7.9 8h.2M12.4 8h.2",
  all: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
} as const;

export type IconName = keyof typeof shapes;

const namespace = "http://www.w3.org/2000/svg";

/** A small line drawing in the colour of the text around it; its button carries the name. */
export function icon(name: IconName): SVGSVGElement {
  const drawing = document.createElementNS(namespace, "svg");
  drawing.setAttribute("viewBox", "0 0 16 16");
  drawing.setAttribute("aria-hidden", "true");
  drawing.classList.add("icon");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", shapes[name]);
  drawing.append(path);
  return drawing;
}
