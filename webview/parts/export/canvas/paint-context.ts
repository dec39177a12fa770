import type { TextAlign } from "./looks";

/** What our own painters use of a canvas: the screen's context and the one of paper offer it. */
export interface PaintContext {
  /** On paper a colour; the screen's may hold more. */
  fillStyle: unknown;
  strokeStyle: unknown;
  font: string;
  globalAlpha: number;
  lineWidth: number;
  textAlign: TextAlign;
  textBaseline: TextBaseline;
  arc(x: number, y: number, radius: number, from: number, to: number): void;
  beginPath(): void;
  /** To the path, which is one rectangle. */
  clip(): void;
  fill(): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
  lineTo(x: number, y: number): void;
  measureText(text: string): { readonly width: number };
  moveTo(x: number, y: number): void;
  rect(x: number, y: number, width: number, height: number): void;
  restore(): void;
  rotate(angle: number): void;
  save(): void;
  setLineDash(dashes: readonly number[]): void;
  stroke(): void;
  strokeRect(x: number, y: number, width: number, height: number): void;
  translate(x: number, y: number): void;
}

export type TextBaseline = "alphabetic" | "bottom" | "hanging" | "ideographic" | "middle" | "top";
