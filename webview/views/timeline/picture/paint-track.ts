import type { CommandMeaning } from "../../../../src/shared/protocol";
import type { Surface } from "./surface";
import { lasts, phasesOfPixels } from "../commands/pixel-phases";
import { firstFrom } from "../commands/search";
import type { Track } from "../commands/step-commands";
import type { TimeWindow } from "../time-window";

/** Where a track is painted and in which colours. */
export interface TrackStyle {
  /** Pixels of the screen. */
  readonly top: number;
  readonly height: number;
  /** Colours by phase code. */
  readonly palette: readonly string[];
  readonly text: string;
  readonly font: string;
}

/** How much of a command's colour its after-effect has. */
const paleness = 0.35;

/** From this width on, in pixels of the screen, commands are set apart by a gap. */
const gapFrom = 4;

/**
 * Paints the commands of a bus. Where a pixel holds a cycle or more, each pixel has the colour of
 * the phase that most of its commands belong to; else every command stands for itself.
 */
export function paintTrack(
  surface: Surface,
  track: Track,
  meaning: CommandMeaning,
  window: TimeWindow,
  style: TrackStyle,
): void {
  const scale = surface.width / (window[1] - window[0]);
  if (scale <= 1) paintPixels(surface, track, meaning, window, style);
  else paintCommands(surface, track, meaning, window, style);
}

function paintPixels(
  { context, width }: Surface,
  track: Track,
  { lasting }: CommandMeaning,
  window: TimeWindow,
  { top, height, palette }: TrackStyle,
): void {
  const pixels = new Uint8Array(width);
  phasesOfPixels(track, window, lasting, pixels);
  // A run of one colour is one rectangle.
  for (let from = 0; from < width;) {
    const phase = pixels[from];
    let to = from + 1;
    while (to < width && pixels[to] === phase) to++;
    if (phase > 0) {
      context.fillStyle = palette[(phase % lasts) - 1];
      context.globalAlpha = phase > lasts ? paleness : 1;
      context.fillRect(from, top, to - from, height);
    }
    from = to;
  }
  context.globalAlpha = 1;
}

function paintCommands(
  { context, width, ratio }: Surface,
  track: Track,
  { lasting, names }: CommandMeaning,
  [from, to]: TimeWindow,
  { top, height, palette, text, font }: TrackStyle,
): void {
  const { cycles, commands, phases } = track;
  const scale = width / (to - from);
  const gap = scale >= gapFrom ? ratio : 0;
  context.font = font;
  context.textBaseline = "top";
  const widths = names.map((name) => context.measureText(name).width + 6 * ratio);
  const end = firstFrom(cycles, Math.ceil(to));
  for (let at = firstFrom(cycles, Math.floor(from) - Math.max(...lasting)); at < end; at++) {
    const command = commands[at];
    const next = at + 1 < cycles.length ? cycles[at + 1] : Infinity;
    const until = Math.min(cycles[at] + lasting[command], next);
    if (until <= from) continue;
    const x = (cycles[at] - from) * scale;
    // A precharge closes a row: half as high as what opens one.
    const y = names[command].startsWith("PRE") ? top + height / 2 : top;
    const tall = top + height - y;
    context.fillStyle = palette[phases[at]];
    context.globalAlpha = paleness;
    context.fillRect(x, y, (until - cycles[at]) * scale - gap, tall);
    context.globalAlpha = 1;
    context.fillRect(x, y, scale - gap, tall);
    if ((next - cycles[at]) * scale < widths[command]) continue;
    context.fillStyle = text;
    context.fillText(names[command], Math.max(x, ratio), top + height + 3 * ratio);
  }
}
