const shapes = {
  previous: "M10.5 3 5.5 8l5 5",
  next: "M5.5 3l5 5-5 5",
  first: "M4 3v10M12 3 7 8l5 5",
  last: "M12 3v10M4 3l5 5-5 5",
  play: "M4.5 2.5v11l8-5.5z",
  pause: "M5 3v10M11 3v10",
  add: "M8 3v10M3 8h10",
  subtract: "M3 8h10",
  remove: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  edit: "M3 13l.7-3L11 2.7l2.3 2.3L6 12.3z",
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
