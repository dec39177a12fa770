import { readTheme } from "../../parts/charts/theme";
import { element, setText } from "../../parts/dom/element";
import { formatNumber } from "../../parts/format/number";
import type { Viewport } from "../../parts/heat-map/viewport";

/** One figure at every step of the heat map above. */
export interface Track {
  readonly label: string;
  readonly meaning: string;
  /** One per column; NaN where there is none. */
  readonly values: Float64Array;
  /** Top of the track: at least this, more where a value is larger. */
  readonly top: number;
}

/** Lines below a heat map, on the axis of its columns: they follow what of it is in view. */
export class StepTracks {
  readonly #rows: readonly TrackRow[];
  /** To be put into the grid of the heat map. */
  readonly elements: readonly HTMLElement[];
  #columns = { from: 0, size: 1 };
  #marked = 0;
  #shown: readonly Track[] = [];

  /**
   * @param count tracks
   * @param onPick told of the column under a click
   */
  constructor(count: number, onPick: (column: number) => void) {
    this.#rows = Array.from({ length: count }, () => new TrackRow());
    this.elements = this.#rows.flatMap(({ label, canvas, value }) => [label, canvas, value]);
    for (const { canvas } of this.#rows) {
      canvas.addEventListener("click", ({ offsetX }) => {
        const { from, size } = this.#columns;
        onPick(Math.floor(from + (size * offsetX) / canvas.clientWidth));
      });
      new ResizeObserver(() => this.redraw()).observe(canvas);
    }
  }

  get shown(): readonly Track[] {
    return this.#shown;
  }

  /** @param marked column of the shown step */
  show(tracks: readonly Track[], marked: number): void {
    this.#shown = tracks;
    this.#marked = marked;
    tracks.forEach((track, row) => this.#rows[row].show(track, marked));
    this.redraw();
  }

  /** @param viewport part of the heat map in view; null for all `columns` */
  showColumns(viewport: Viewport | null, columns: number): void {
    this.#columns = viewport
      ? { from: viewport.column, size: viewport.columns }
      : { from: 0, size: columns };
    this.redraw();
  }

  redraw(): void {
    for (const row of this.#rows) row.draw(this.#columns, this.#marked);
  }
}

class TrackRow {
  readonly label = element("div", { class: "step-track-label" });
  readonly canvas = element("canvas", { class: "step-track", role: "img" });
  readonly value = element("div", { class: "step-track-value" });
  #track: Track | undefined;

  show(track: Track, marked: number): void {
    this.#track = track;
    setText(this.label, track.label);
    this.label.title = track.meaning;
    setText(this.value, formatNumber(track.values[marked]));
    const known = track.values.filter((value) => !Number.isNaN(value));
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    const about =
      known.length > 0
        ? `${formatNumber(track.values[marked])} at the shown step, mean ${formatNumber(mean)}`
        : "not available in this trace";
    this.canvas.setAttribute("aria-label", `${track.label} of each step: ${about}`);
  }

  draw(columns: { readonly from: number; readonly size: number }, marked: number): void {
    const { canvas } = this;
    const width = Math.round(canvas.clientWidth * devicePixelRatio);
    const height = Math.round(canvas.clientHeight * devicePixelRatio);
    const context = canvas.getContext("2d");
    if (!this.#track || !context || width === 0 || height === 0) return;
    canvas.width = width;
    canvas.height = height;
    const { values, top } = this.#track;
    const theme = readTheme();
    const highest = values.reduce((most, value) => (value > most ? value : most), top);
    // A column's figure stands over its middle.
    const x = (column: number) => ((column + 0.5 - columns.from) / columns.size) * width;
    const y = (value: number) => height - 2 - (value / highest) * (height - 4);
    context.strokeStyle = theme.grid;
    for (const line of [0, highest]) {
      context.beginPath();
      context.moveTo(0, y(line));
      context.lineTo(width, y(line));
      context.stroke();
    }
    context.fillStyle = theme.text;
    context.globalAlpha = 0.5;
    context.fillRect(Math.round(x(marked)), 0, devicePixelRatio, height);
    context.globalAlpha = 1;
    context.strokeStyle = theme.palette[2];
    context.lineWidth = 1.5 * devicePixelRatio;
    context.beginPath();
    const first = Math.max(0, Math.floor(columns.from) - 1);
    const last = Math.min(values.length, Math.ceil(columns.from + columns.size) + 1);
    for (let column = first, pen = false; column < last; column++) {
      const value = values[column];
      if (Number.isNaN(value)) pen = false;
      else if (pen) context.lineTo(x(column), y(value));
      else {
        context.moveTo(x(column), y(value));
        pen = true;
      }
    }
    context.stroke();
  }
}
