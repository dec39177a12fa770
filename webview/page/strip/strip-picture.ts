import { element, setText } from "../../parts/dom/element";
import { linePoints, spreadLabels, type StripLine, type StripScale } from "./strip-lines";

/** Pixels between the lowest and the highest point of a line and the edges. */
const margin = 6;

const labelHeight = 13;

/** Draws lines over steps, with a cursor and a label at the end of each line. */
export class StripPicture {
  readonly element = element("canvas", { class: "strip-canvas", "aria-hidden": "true" });
  /** Over the marked steps. */
  readonly band = element("div", { class: "strip-band", hidden: true });
  readonly cursor = element("div", { class: "strip-cursor" });
  readonly labels = element("div", { class: "strip-labels", "aria-hidden": "true" });
  /** By the place of its line among those that are drawn. */
  #texts: ReadonlyMap<number, HTMLElement> = new Map();

  /** @param names of all runs of the page */
  show(
    lines: readonly StripLine[],
    scale: StripScale,
    shownRun: number,
    names: readonly string[],
  ): void {
    const { clientWidth: width, clientHeight: height } = this.element;
    const ratio = window.devicePixelRatio;
    const [pixelsWide, pixelsHigh] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.element.width !== pixelsWide) this.element.width = pixelsWide;
    if (this.element.height !== pixelsHigh) this.element.height = pixelsHigh;
    const context = this.element.getContext("2d");
    if (!context || width === 0 || height === 0) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const inner = { width, height: Math.max(1, height - 2 * margin) };
    // The run that is worked on lies above the others.
    const order = [...lines].sort(
      (a, b) => Number(a.run === shownRun) - Number(b.run === shownRun),
    );
    for (const line of order) {
      context.beginPath();
      context.strokeStyle = line.colour;
      context.lineWidth = line.run === shownRun ? 2 : 1.2;
      context.setLineDash([...line.dashes]);
      let isDown = false;
      for (const point of linePoints(line.values, scale, inner)) {
        if (point && isDown) context.lineTo(point.x, point.y + margin);
        else if (point) context.moveTo(point.x, point.y + margin);
        isDown = point !== undefined;
      }
      context.stroke();
    }
    this.#placeLabels(lines, scale, height, names, shownRun);
  }

  /** @param place of the step, 0 at the left edge and 1 at the right @param texts of each line */
  showStep(place: number, texts: readonly string[]): void {
    // It is as wide as the chart: a share of its own width is one of the chart.
    this.cursor.style.transform = `translateX(${100 * place}%)`;
    for (const [at, label] of this.#texts) setText(label, texts.at(at) ?? "");
  }

  /** @param range shares of the width, from and to; undefined where no steps are marked */
  showBand(range: readonly [number, number] | undefined): void {
    this.band.hidden = range === undefined;
    if (!range) return;
    this.band.style.left = `${100 * range[0]}%`;
    this.band.style.width = `${100 * (range[1] - range[0])}%`;
  }

  /**
   * Beside the ends of the lines: they stay there whatever the step. Without room for all of them,
   * the run that is worked on has its label first.
   */
  #placeLabels(
    lines: readonly StripLine[],
    { low, high }: StripScale,
    height: number,
    names: readonly string[],
    shownRun: number,
  ): void {
    const fitting = Math.max(1, Math.floor(height / labelHeight));
    const labelled = [...lines.keys()]
      .sort((a, b) => Number(lines[b].run === shownRun) - Number(lines[a].run === shownRun))
      .slice(0, fitting);
    const ends = labelled.map((at) => {
      const end = lines[at].values.findLast((value) => !Number.isNaN(value)) ?? low;
      return margin + (height - 2 * margin) * (1 - (end - low) / (high - low));
    });
    const places = spreadLabels(ends, labelHeight, height);
    this.#texts = new Map(
      labelled.map((at, place) => {
        const { run, colour } = lines[at];
        const label = element("span", { class: "strip-label", title: names[run] });
        label.style.top = `${places[place]}px`;
        label.style.setProperty("--run", colour);
        return [at, label];
      }),
    );
    this.labels.replaceChildren(...this.#texts.values());
  }
}
