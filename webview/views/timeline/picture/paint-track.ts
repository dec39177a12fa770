import type { PhaseLook } from "../../../parts/colours/phase-colours";
import { hatch } from "../../../parts/canvas/hatch";
import type { Surface } from "../../../parts/canvas/surface";
import { addressOf } from "../commands/describe-command";
import { lasts, phasesOfPixels } from "../commands/pixel-phases";
import { firstFrom } from "../commands/search";
import type { Bus, StepCommands } from "../commands/step-commands";
import type { TimeWindow } from "../time-window";

/** Where a track is painted and how. */
export interface TrackStyle {
  /** Pixels of the screen. */
  readonly top: number;
  readonly height: number;
  /** By phase code. */
  readonly looks: readonly PhaseLook[];
  readonly text: string;
  readonly ground: string;
  readonly font: string;
}

/** How much of a command's height its after-effect has. */
const lowness = 0.3;

/** From this width on, in pixels of the screen, commands are set apart by a gap. */
const gapFrom = 4;

/** Between the lines of a hatching, in CSS pixels. */
const hatchSpacing = 5;

/**
 * Paints the commands of a bus. Where a pixel holds a cycle or more, each pixel has the colour of
 * the phase that most of its commands belong to; else every command stands for itself.
 */
export function paintTrack(
  surface: Surface,
  commands: StepCommands,
  bus: Bus,
  window: TimeWindow,
  style: TrackStyle,
): void {
  const scale = surface.width / (window[1] - window[0]);
  if (scale <= 1) paintPixels(surface, commands, bus, window, style);
  else paintCommands(surface, commands, bus, window, style);
}

function paintPixels(
  surface: Surface,
  { tracks, meaning }: StepCommands,
  bus: Bus,
  window: TimeWindow,
  style: TrackStyle,
): void {
  const { width } = surface;
  const pixels = new Uint8Array(width);
  phasesOfPixels(tracks[bus], window, meaning.lasting, pixels);
  // A run of one colour is one rectangle.
  for (let from = 0; from < width;) {
    const phase = pixels[from];
    let to = from + 1;
    while (to < width && pixels[to] === phase) to++;
    if (phase > 0) {
      const look = style.looks[(phase % lasts) - 1];
      paintBlock(surface, look, from, to - from, style, phase > lasts ? lowness : 1);
    }
    from = to;
  }
}

/** @param share of the track's height, from its lower edge */
function paintBlock(
  { context, ratio }: Surface,
  { colour, hatched }: PhaseLook,
  x: number,
  width: number,
  { top, height, ground }: TrackStyle,
  share: number,
): void {
  const tall = height * share;
  const box = { x, y: top + height - tall, width, height: tall };
  context.fillStyle = colour;
  context.fillRect(box.x, box.y, width, tall);
  if (!hatched || width < 2 * ratio) return;
  // The ground shows through, whatever its colour is.
  context.strokeStyle = ground;
  context.lineWidth = ratio;
  hatch(context, [box], hatchSpacing * ratio);
}

function paintCommands(
  surface: Surface,
  step: StepCommands,
  bus: Bus,
  [from, to]: TimeWindow,
  style: TrackStyle,
): void {
  const { context, width, ratio } = surface;
  const { cycles, commands, phases, places } = step.tracks[bus];
  const { lasting, names } = step.meaning;
  const scale = width / (to - from);
  const gap = scale >= gapFrom ? ratio : 0;
  context.font = style.font;
  context.textBaseline = "top";
  const room = 6 * ratio;
  const widths = names.map((name) => context.measureText(name).width + room);
  const end = firstFrom(cycles, Math.ceil(to));
  for (let at = firstFrom(cycles, Math.floor(from) - Math.max(...lasting)); at < end; at++) {
    const command = commands[at];
    const next = at + 1 < cycles.length ? cycles[at + 1] : Infinity;
    const until = Math.min(cycles[at] + lasting[command], next);
    if (until <= from) continue;
    const x = (cycles[at] - from) * scale;
    const look = style.looks[phases[at]];
    paintBlock(surface, look, x, (until - cycles[at]) * scale - gap, style, lowness);
    // A precharge closes a row: half as high as what opens one.
    paintBlock(surface, look, x, scale - gap, style, names[command].startsWith("PRE") ? 0.5 : 1);
    const free = (next - cycles[at]) * scale;
    if (free < widths[command]) continue;
    const label = labelFor(step, places[at], names[command]);
    const isFitting = label !== names[command] && free >= context.measureText(label).width + room;
    context.fillStyle = style.text;
    const below = style.top + style.height + 2 * ratio;
    context.fillText(isFitting ? label : names[command], Math.max(x, ratio), below);
  }
}

/** An activate with the row that it opens. */
function labelFor(step: StepCommands, place: number, name: string): string {
  if (!name.startsWith("ACT")) return name;
  const { row } = addressOf(step, place);
  return row === undefined ? name : `${name} row ${row}`;
}
