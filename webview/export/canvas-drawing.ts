import type { Drawing } from "./drawing";
import { paper } from "./paper";
import { svg } from "./svg";

/** The canvases on screen in a view that draws nothing else for export, as images. */
export function drawCanvases(view: Element): Drawing[] {
  const shown = [...view.querySelectorAll("canvas")].filter(
    ({ width, height, clientWidth, clientHeight }) =>
      width > 1 && height > 1 && clientWidth > 40 && clientHeight > 40,
  );
  return shown.map((canvas) => {
    const scale = Math.min(1, paper.width / canvas.clientWidth);
    const size = { width: canvas.clientWidth * scale, height: canvas.clientHeight * scale };
    // Drawn for the editor's theme: its background belongs to it.
    const background = getComputedStyle(document.body).backgroundColor;
    return {
      title: titleOf(canvas),
      height: size.height,
      body:
        svg("rect", { ...size, fill: background }) +
        svg("image", { ...size, href: canvas.toDataURL() }),
    };
  });
}

/** The heading of the card in which a canvas stands. */
function titleOf(canvas: HTMLCanvasElement): string {
  for (let part = canvas.parentElement; part; part = part.parentElement) {
    const heading = part.querySelector("h2, h3");
    if (heading) return heading.textContent;
  }
  return "";
}
