import { textWidth } from "../paper";
import { shortNumber, svg, svgText, type SvgAttributes } from "../svg";
import { copyLooks, filling, fontOf, Looks, stroking, type TextAlign } from "./looks";
import { combine, identity, isTurnedOrScaled, placeOf, type Matrix } from "./matrix";
import type { TextBaseline } from "./paint-context";
import { PathText } from "./path-text";

interface State {
  readonly looks: Looks;
  readonly matrix: Matrix;
  readonly clips: number;
}

/** From a text's own line to its baseline, in parts of its size. */
const baselines: Readonly<Record<TextBaseline, number>> = {
  alphabetic: 0,
  bottom: -0.22,
  hanging: 0.76,
  ideographic: -0.22,
  middle: 0.35,
  top: 0.78,
};

const anchors: Readonly<Partial<Record<TextAlign, string>>> = {
  center: "middle",
  end: "end",
  right: "end",
};

/**
 * A 2D context that writes down what is drawn as SVG: the part of one that chart.js and our own
 * painters use. It needs no browser, and the same calls give the same text.
 *
 * Texts have the font of the sheet that they end on; their widths are estimates that leave room.
 */
export class SvgContext extends Looks {
  /** As chart.js looks for it. */
  readonly canvas: { readonly width: number; readonly height: number; getContext(): SvgContext };
  readonly #parts: string[] = [];
  readonly #saved: State[] = [];
  #path = new PathText();
  /** The path, while it is no more than one rectangle. */
  #box: SvgAttributes | undefined;
  #matrix = identity;
  /** Clips within each other at this time. */
  #clips = 0;

  constructor(width: number, height: number) {
    super();
    this.canvas = { width, height, getContext: () => this };
  }

  /** Everything drawn so far, as SVG elements. */
  markup(): string {
    return this.#parts.join("") + "</svg>".repeat(this.#clips);
  }

  /** Puts SVG elements on top of what is drawn, where the context has moved to. */
  embed(markup: string): void {
    const transform = `matrix(${this.#matrix.map(shortNumber).join(" ")})`;
    this.#parts.push(svg("g", { transform }, markup));
  }

  save(): void {
    this.#saved.push({ looks: copyLooks(this), matrix: this.#matrix, clips: this.#clips });
  }

  restore(): void {
    const state = this.#saved.pop();
    if (!state) return;
    Object.assign(this, state.looks);
    this.#matrix = state.matrix;
    for (; this.#clips > state.clips; this.#clips--) this.#parts.push("</svg>");
  }

  translate(x: number, y: number): void {
    this.#matrix = combine(this.#matrix, [1, 0, 0, 1, x, y]);
  }

  rotate(angle: number): void {
    const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
    this.#matrix = combine(this.#matrix, [cosine, sine, -sine, cosine, 0, 0]);
  }

  scale(x: number, y: number): void {
    this.#matrix = combine(this.#matrix, [x, 0, 0, y, 0, 0]);
  }

  setTransform(...matrix: Matrix): void {
    this.#matrix = matrix;
  }

  resetTransform(): void {
    this.#matrix = identity;
  }

  beginPath(): void {
    this.#path = new PathText();
    this.#box = undefined;
  }

  moveTo(x: number, y: number): void {
    this.#path.moveTo(this.#matrix, x, y);
  }

  lineTo(x: number, y: number): void {
    this.#path.lineTo(this.#matrix, x, y);
  }

  bezierCurveTo(...places: [number, number, number, number, number, number]): void {
    this.#path.curveTo(this.#matrix, places);
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#box = this.#path.text === "" ? this.#boxOf(x, y, width, height) : undefined;
    this.#path.rectangle(this.#matrix, x, y, width, height);
  }

  arc(x: number, y: number, radius: number, from: number, to: number, isBack = false): void {
    const turn = 2 * Math.PI;
    const ahead = isBack ? from - to : to - from;
    const swept = ahead >= turn ? turn : ((ahead % turn) + turn) % turn;
    this.#path.arc(this.#matrix, x, y, radius, from, isBack ? -swept : swept);
  }

  closePath(): void {
    this.#path.close();
  }

  fill(rule: "nonzero" | "evenodd" = "nonzero"): void {
    if (this.#path.text === "") return;
    const filled = rule === "nonzero" ? {} : { "fill-rule": rule };
    this.#parts.push(svg("path", { d: this.#path.text, ...filling(this), ...filled }));
  }

  stroke(): void {
    if (this.#path.text === "") return;
    this.#parts.push(svg("path", { d: this.#path.text, ...stroking(this) }));
  }

  /** @throws Error unless the path is one rectangle: nothing else is ever clipped to */
  clip(): void {
    if (!this.#box) throw new Error("only rectangles can be clipped to");
    const view = Object.values(this.#box).map((value) => shortNumber(Number(value)));
    // An SVG within another shows nothing outside of its box.
    const whole = svg("svg", { ...this.#box, viewBox: view.join(" ") }, "");
    this.#parts.push(whole.slice(0, -"</svg>".length));
    this.#clips++;
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#parts.push(svg("rect", { ...this.#boxOf(x, y, width, height), ...filling(this) }));
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.#parts.push(svg("rect", { ...this.#boxOf(x, y, width, height), ...stroking(this) }));
  }

  clearRect(): void {
    // Paper is blank at first, and nothing is drawn twice.
  }

  /** @param text chart.js writes names of bars as the numbers that they are */
  fillText(text: string | number, x: number, y: number): void {
    this.#write(text, x, y, filling(this));
  }

  strokeText(text: string | number, x: number, y: number): void {
    this.#write(text, x, y, stroking(this));
  }

  /** Of what a canvas measures, the width alone. */
  measureText(text: string | number): { readonly width: number } {
    return { width: textWidth(`${text}`, fontOf(this).size) };
  }

  setLineDash(dashes: readonly number[]): void {
    this.dashes = dashes;
  }

  #write(text: string | number, x: number, y: number, looks: SvgAttributes): void {
    const { size, isBold } = fontOf(this);
    const baseline = y + baselines[this.textBaseline] * size;
    const anchor = anchors[this.textAlign];
    const isTurned = isTurnedOrScaled(this.#matrix);
    const [left, lower] = isTurned ? [x, baseline] : placeOf(this.#matrix, x, baseline);
    const attributes = {
      ...(isTurned ? { transform: `matrix(${this.#matrix.map(shortNumber).join(" ")})` } : {}),
      ...(anchor === undefined ? {} : { "text-anchor": anchor }),
      "font-size": size,
      ...(isBold ? { "font-weight": "bold" } : {}),
      ...looks,
    };
    this.#parts.push(svgText(left, lower, `${text}`, attributes));
  }

  /** On paper, under a matrix that does not turn; a box of SVG is never negative. */
  #boxOf(x: number, y: number, width: number, height: number): SvgAttributes {
    const [left, top] = placeOf(this.#matrix, Math.min(x, x + width), Math.min(y, y + height));
    const [a, , , d] = this.#matrix;
    return { x: left, y: top, width: a * Math.abs(width), height: d * Math.abs(height) };
  }
}
