import { shortNumber } from "../svg";
import { placeOf, type Matrix } from "./matrix";

/** The path of a canvas as SVG writes it; each point goes through the matrix of its time. */
export class PathText {
  #text = "";

  /** Empty where there is nothing. */
  get text(): string {
    return this.#text;
  }

  moveTo(matrix: Matrix, x: number, y: number): void {
    this.#text += `M${point(matrix, x, y)}`;
  }

  lineTo(matrix: Matrix, x: number, y: number): void {
    this.#text += `${this.#text === "" ? "M" : "L"}${point(matrix, x, y)}`;
  }

  /** @param places two points that pull, and the end: [6] */
  curveTo(matrix: Matrix, places: readonly number[]): void {
    const points = [0, 2, 4].map((at) => point(matrix, places[at], places[at + 1]));
    this.#text += `C${points.join(" ")}`;
  }

  rectangle(matrix: Matrix, x: number, y: number, width: number, height: number): void {
    this.moveTo(matrix, x, y);
    this.lineTo(matrix, x + width, y);
    this.lineTo(matrix, x + width, y + height);
    this.lineTo(matrix, x, y + height);
    this.close();
  }

  /**
   * Part of a circle, under a matrix that keeps circles round.
   * @param swept angle in radians, negative against the clock; at most a full turn
   */
  arc(matrix: Matrix, x: number, y: number, radius: number, from: number, swept: number): void {
    const size = shortNumber(radius * Math.hypot(matrix[0], matrix[1]));
    const at = (part: number): [number, number] => {
      const direction = from + swept * part;
      return [x + radius * Math.cos(direction), y + radius * Math.sin(direction)];
    };
    this.lineTo(matrix, ...at(0));
    // Two halves: neither is the larger part of a circle, and a full turn has an end.
    for (const part of [0.5, 1]) {
      this.#text += `A${size} ${size} 0 0 ${swept < 0 ? 0 : 1} ${point(matrix, ...at(part))}`;
    }
  }

  close(): void {
    if (this.#text !== "") this.#text += "Z";
  }
}

function point(matrix: Matrix, x: number, y: number): string {
  return placeOf(matrix, x, y).map(shortNumber).join(" ");
}
