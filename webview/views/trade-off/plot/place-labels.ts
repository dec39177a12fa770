/** A point of a plot with the text that is to stand near it, in pixels. */
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
  /** Where a line from the point to a text that is not right beside it ends. */
  readonly leader: { readonly x: number; readonly y: number } | undefined;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** From the middle of a point to a text beside it. */
const beside = 10;
/** Texts further away than this have a line to their point. */
const near = 14;
/** Between two texts on one line, at least. */
const apart = 8;
/** Half of what a point takes up. */
const pointSize = 6;
const rings = 12;
const angles = 16;

/**
 * Places a text for every point, as near to it as can be: within `area`, over no point and no other
 * text, and over no obstacle where there is room elsewhere. The first ones choose first; a text is
 * left out only where nothing of the area is free.
 */
export function placeLabels(
  points: readonly LabelledPoint[],
  area: Box,
  obstacles: readonly Box[],
  lineHeight: number,
): (PlacedLabel | undefined)[] {
  const taken = points.map(({ x, y }) => {
    return { left: x - pointSize, right: x + pointSize, top: y - pointSize, bottom: y + pointSize };
  });
  return points.map((point): PlacedLabel | undefined => {
    const isFree = (box: Box) => {
      return isWithin(box, area) && !taken.some((other) => overlap(box, other));
    };
    const places = placesAround(point, lineHeight);
    const box =
      places.find((place) => isFree(place) && !obstacles.some((line) => overlap(place, line))) ??
      places.find(isFree) ??
      nearestFree(point, area, lineHeight, isFree);
    if (!box) return undefined;
    taken.push({ ...box, left: box.left - apart, right: box.right + apart });
    const middle = (box.top + box.bottom) / 2;
    const { text } = point;
    return { text, left: box.left, middle, leader: leaderTo(point, box) };
  });
}

/** Right, left, above and below, then ever further around. */
function placesAround({ x, y, width }: LabelledPoint, height: number): Box[] {
  const boxAt = (left: number, top: number): Box => {
    return { left, top, right: left + width, bottom: top + height };
  };
  const level = y - height / 2;
  const first = [
    boxAt(x + beside, level),
    boxAt(x - beside - width, level),
    boxAt(x - width / 2, y - beside - height),
    boxAt(x - width / 2, y + beside),
  ];
  const around = Array.from({ length: rings * angles }, (_, place) => {
    const distance = beside + Math.floor(place / angles) * height;
    const angle = ((place % angles) * 2 * Math.PI) / angles;
    const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
    // The nearest edge of the text lies on the ring.
    const left = x + dx * distance - (width * (1 - dx)) / 2;
    const top = y + dy * distance - (height * (1 - dy)) / 2;
    return boxAt(left, top);
  });
  return [...first, ...around];
}

function nearestFree(
  { x, y, width }: LabelledPoint,
  area: Box,
  height: number,
  isFree: (box: Box) => boolean,
): Box | undefined {
  let nearest: Box | undefined;
  let least = Infinity;
  for (let top = area.top; top + height <= area.bottom; top += height / 2) {
    for (let left = area.left; left + width <= area.right; left += height) {
      const box = { left, top, right: left + width, bottom: top + height };
      const distance = Math.hypot(left + width / 2 - x, top + height / 2 - y);
      if (distance >= least || !isFree(box)) continue;
      nearest = box;
      least = distance;
    }
  }
  return nearest;
}

function leaderTo({ x, y }: LabelledPoint, box: Box): PlacedLabel["leader"] {
  const to = {
    x: Math.max(box.left, Math.min(x, box.right)),
    y: Math.max(box.top, Math.min(y, box.bottom)),
  };
  return Math.hypot(to.x - x, to.y - y) > near ? to : undefined;
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
