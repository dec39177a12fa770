/** A point of a plot with the text that is to stand beside it, in pixels. */
export interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly width: number;
}

/** A text with its place: its left end and the middle of its height. */
export interface PlacedLabel {
  readonly text: string;
  readonly left: number;
  readonly middle: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** From the middle of a point to where its text begins. */
const gap = 11;

/**
 * Places texts beside, above or below their points, within `area` and over neither points nor texts
 * nor `obstacles`; a text for which there is no such place is left out.
 */
export function pointLabels(
  points: readonly LabelledPoint[],
  area: Box,
  obstacles: readonly Box[],
  lineHeight: number,
): PlacedLabel[] {
  const half = lineHeight / 2;
  const pointBoxes = points.map(({ x, y }) => {
    return { left: x - 7, right: x + 7, top: y - 7, bottom: y + 7 };
  });
  const taken: Box[] = [...obstacles, ...pointBoxes];
  return points.flatMap(({ x, y, text, width }): PlacedLabel[] => {
    const away = gap + half;
    const places = [
      { left: x + gap, middle: y },
      { left: x - gap - width, middle: y },
      { left: x - width / 2, middle: y - away },
      { left: x - width / 2, middle: y + away },
      { left: x + gap, middle: y - away },
      { left: x + gap, middle: y + away },
      { left: x - gap - width, middle: y - away },
      { left: x - gap - width, middle: y + away },
    ];
    for (const { left, middle } of places) {
      const box = { left, right: left + width, top: middle - half, bottom: middle + half };
      if (!isWithin(box, area) || taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      return [{ text, left, middle }];
    }
    return [];
  });
}

function isWithin(box: Box, area: Box): boolean {
  return (
    box.left >= area.left &&
    box.right <= area.right &&
    box.top >= area.top &&
    box.bottom <= area.bottom
  );
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
