/** A part of an exported picture, `paper.width` wide. */
export interface Drawing {
  readonly title: string;
  readonly height: number;
  /** SVG elements; the upper left corner is 0, 0. */
  readonly body: string;
}
