/** The part of the heat map's benchmark that runs in the browser. */
import { aggregate } from "../../../webview/parts/heat-map/drawing/aggregate";
import { colourAt, type FixedColourMapName } from "../../../webview/parts/colours/colour-map";
import { HeatMapCanvas } from "../../../webview/parts/heat-map/drawing/heat-map-canvas";
import { readLook } from "../../../webview/parts/heat-map/drawing/read-look";
import type { Matrix } from "../../../webview/parts/heat-map/matrix";
import type { Picture } from "../../../webview/parts/heat-map/picture";
import {
  colourIndexOf,
  linearScale,
  logScale,
  squareRootScale,
  type Scale,
} from "../../../webview/parts/colours/scale";
import { wholeViewport, type Viewport } from "../../../webview/parts/heat-map/viewport";
import type { Drawing, HeatMapBench } from "../heat-map-drawing";

const largest = 4096;
const colours: FixedColourMapName = "viridis";
const empty = { levels: [], dividers: [] };

/** Loads that look like those of a trace: a few hot banks over many that carry about the same. */
function makeMatrix(rows: number, columns: number): Matrix {
  let state = 12345;
  const values = Float32Array.from({ length: rows * columns }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    const share = state / 2 ** 32;
    return share > 0.99 ? largest * share : 200 * share;
  });
  return { rows, columns, values };
}

function scaleOf(kind: Scale["kind"]): Scale {
  if (kind === "linear") return linearScale(largest);
  return kind === "log" ? logScale(1, largest) : squareRootScale(largest);
}

/** The picture of what is drawn now: making it takes longer than drawing it. */
let made: { readonly drawing: string; readonly picture: Picture } | undefined;

function pictureOf(drawing: Drawing): Picture {
  const key = JSON.stringify(drawing);
  if (made?.drawing !== key) made = { drawing: key, picture: makePicture(drawing) };
  return made.picture;
}

function makePicture({ rows, columns, scale, aggregation }: Drawing): Picture {
  return {
    label: "",
    matrix: makeMatrix(rows, columns),
    scale: scaleOf(scale),
    colours,
    aggregation,
    rowAxis: empty,
    columnAxis: empty,
    barTitle: "",
    markedRow: undefined,
    markedColumn: undefined,
    describe: () => ({ title: "", lines: [] }),
  };
}

/** The plain way: one rectangle per cell that the canvas has a pixel for. */
function drawCellByCell(canvas: HTMLCanvasElement, { matrix, scale }: Picture): void {
  canvas.width = canvas.clientWidth;
  canvas.height = canvas.clientHeight;
  const context = canvas.getContext("2d")!;
  const cells = aggregate(matrix, canvas.height, canvas.width, "max");
  const width = canvas.width / cells.columns;
  const height = canvas.height / cells.rows;
  const styles = Array.from({ length: 256 }, (_, index) => {
    return `rgb(${colourAt(colours, index).join(" ")})`;
  });
  for (let row = 0, at = 0; row < cells.rows; row++) {
    for (let column = 0; column < cells.columns; column++, at++) {
      context.fillStyle = styles[colourIndexOf(scale, cells.values[at])];
      context.fillRect(column * width, row * height, width, height);
    }
  }
}

/**
 * Milliseconds of each draw, a pixel read back so that the picture is there.
 * @returns [rounds]
 */
function timeDraws(rounds: number, canvas: HTMLCanvasElement, draw: () => void): number[] {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    draw();
    canvas.getContext("2d")!.getImageData(0, 0, 1, 1);
    times.push(performance.now() - started);
  }
  return times;
}

function viewportOf({ rows, columns, inView }: Drawing): Viewport {
  if (inView === 1) return wholeViewport({ rows, columns });
  return {
    row: 0.37 * rows * (1 - inView),
    column: 0.61 * columns * (1 - inView),
    rows: rows * inView,
    columns: columns * inView,
  };
}

function sizeOf({ clientWidth, clientHeight }: Element) {
  return { width: clientWidth, height: clientHeight };
}

declare global {
  interface Window {
    heatMapBench: HeatMapBench;
  }
}

const map = new HeatMapCanvas();
map.element.id = "map";
const plain = document.createElement("canvas");
plain.id = "plain";
document.body.append(map.element, plain);

const look = readLook();

window.heatMapBench = {
  time(drawing, rounds) {
    const picture = pictureOf(drawing);
    const viewport = viewportOf(drawing);
    const size = sizeOf(map.element);
    // In other looks each time: the same picture is not drawn twice.
    return timeDraws(rounds, map.element, () => map.draw(picture, viewport, size, { ...look }));
  },
  timeCellByCell(drawing, rounds) {
    const picture = pictureOf(drawing);
    return timeDraws(rounds, plain, () => drawCellByCell(plain, picture));
  },
};
