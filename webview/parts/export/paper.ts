import { palettes } from "../charts/palette";
import type { ChartTheme } from "../charts/chart-theme";

/**
 * The looks of an exported picture. They are those of a page in a document, whatever the theme of
 * the editor, so that the same figures always give the same file.
 */
export const paper = {
  background: "#ffffff",
  text: "#1f1f1f",
  faint: "#5f5f5f",
  grid: "#d9d9d9",
  palette: palettes.light,
  font: "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif",
  fontSize: 12,
  /** Distance from one line of text to the next. */
  lineHeight: 17,
  /** Around everything. */
  margin: 24,
  /** Of the content between the margins. */
  width: 912,
} as const;

/** What charts take from a theme, on paper. Nothing on it can be pointed at. */
export const paperTheme: ChartTheme = {
  text: paper.text,
  grid: paper.grid,
  background: paper.background,
  border: paper.faint,
  font: paper.font,
  fontSize: 13,
  palette: paper.palette,
  colourSet: "light",
  isStill: true,
};

/** Mean advance of a character, for leaving room; what does not fit is shortened. */
const characterWidth = 6.6;

export function textWidth(text: string, size: number = paper.fontSize): number {
  return (text.length * characterWidth * size) / paper.fontSize;
}

export function shortenTo(text: string, width: number): string {
  const room = Math.max(1, Math.floor(width / characterWidth));
  return text.length > room ? `${text.slice(0, room - 1)}…` : text;
}
