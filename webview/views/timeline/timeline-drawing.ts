import { formatTick } from "../../parts/format/number";
import { scaleUnit } from "../../parts/format/quantity";
import { scaleTicks } from "../../parts/colours/ticks";
import { lasts, phasesOfPixels } from "./pixel-phases";
import { firstFrom } from "./search";
import { buses, type Bus, type StepCommands } from "./step-commands";
import { phasesIn } from "./timeline-facts";
import type { TimeUnit } from "./time-unit";
import type { TimeWindow } from "./time-window";
import type { Drawing } from "../../parts/export/drawing";
import { drawLegend } from "../../parts/export/legend-drawing";
import { paper, textWidth } from "../../parts/export/paper";
import { svg, svgText } from "../../parts/export/svg";

const left = 90;
const width = paper.width - left;
const trackHeight = 56;
const trackPitch = 90;
/** How much of a command's colour its after-effect has, as on screen. */
const paleness = 0.35;

const busNames: Readonly<Record<Bus, string>> = { row: "Row bus", column: "Column bus" };

/** The commands of the cycles in view on both buses, with the time below. */
export function drawTimeline(
  title: string,
  commands: StepCommands,
  window: TimeWindow,
  unit: TimeUnit,
): Drawing {
  const legend = drawLegend(
    phasesIn(commands).map(({ label, colour }) => ({ label, colour: paper.palette[colour] })),
  );
  const isClose = width > window[1] - window[0];
  const drawTrack = isClose ? drawCommands : drawPixels;
  const tracks = buses.map((bus, index) => {
    const top = legend.height + index * trackPitch;
    const name = svgText(0, top + trackHeight / 2 + 4, busNames[bus]);
    return name + drawTrack(commands, bus, window, top);
  });
  const bottom = legend.height + buses.length * trackPitch;
  return {
    title,
    height: bottom + 58,
    body: [
      drawTimeAxis(window, unit, legend.height, bottom),
      legend.body,
      ...tracks,
      svgText(left, bottom + 52, colourNote, { fill: paper.faint }),
    ].join(""),
  };
}

const colourNote =
  "Full colour: the cycle in which a command holds its bus; pale: how long it lasts.";

function drawTimeAxis(window: TimeWindow, unit: TimeUnit, top: number, bottom: number): string {
  const [low, high] = window.map((cycle) => cycle * unit.length);
  const scaled = scaleUnit(high, unit.unit);
  const ends = { low: low / scaled.factor, high: high / scaled.factor };
  const ticks = scaleTicks({ kind: "linear", ...ends }, 8).map((value) => {
    const x = left + (width * (value - ends.low)) / (ends.high - ends.low);
    return (
      svg("path", { d: `M${x.toFixed(1)} ${top}V${bottom}`, stroke: paper.grid }) +
      svgText(x, bottom + 15, formatTick(value), { "text-anchor": "middle" })
    );
  });
  const name = svgText(left + width / 2, bottom + 33, `time in the step, ${scaled.unit}`, {
    "text-anchor": "middle",
  });
  return ticks.join("") + name;
}

/** Each unit of the drawing has the phase of most of its commands. */
function drawPixels({ tracks, meaning }: StepCommands, bus: Bus, window: TimeWindow, top: number) {
  const pixels = new Uint8Array(width);
  phasesOfPixels(tracks[bus], window, meaning.lasting, pixels);
  const parts: string[] = [];
  for (let from = 0; from < width;) {
    const phase = pixels[from];
    let to = from + 1;
    while (to < width && pixels[to] === phase) to++;
    if (phase > 0) {
      parts.push(
        svg("rect", {
          x: left + from,
          y: top,
          width: to - from,
          height: trackHeight,
          fill: paper.palette[(phase % lasts) - 1],
          "fill-opacity": phase > lasts ? paleness : 1,
        }),
      );
    }
    from = to;
  }
  return parts.join("");
}

/** Every command with how long it lasts, and its name where there is room. */
function drawCommands(
  { tracks, meaning }: StepCommands,
  bus: Bus,
  [from, to]: TimeWindow,
  top: number,
): string {
  const { cycles, commands, phases } = tracks[bus];
  const { lasting, names } = meaning;
  const scale = width / (to - from);
  const xOf = (cycle: number) => left + (Math.min(to, Math.max(from, cycle)) - from) * scale;
  const parts: string[] = [];
  const end = firstFrom(cycles, Math.ceil(to));
  for (let at = firstFrom(cycles, Math.floor(from) - Math.max(...lasting)); at < end; at++) {
    const command = commands[at];
    const cycle = cycles[at];
    const next = at + 1 < cycles.length ? cycles[at + 1] : Infinity;
    const until = Math.min(cycle + lasting[command], next);
    if (until <= from) continue;
    // A precharge closes a row: half as high as what opens one.
    const tall = names[command].startsWith("PRE") ? trackHeight / 2 : trackHeight;
    const place = { y: top + trackHeight - tall, height: tall, fill: paper.palette[phases[at]] };
    const block = (first: number, last: number, opacity: number) => {
      const x = xOf(first);
      return svg("rect", { x, width: xOf(last) - x, ...place, "fill-opacity": opacity });
    };
    parts.push(block(cycle, until, paleness), block(cycle, cycle + 1, 1));
    const room = Math.min((next - cycle) * scale, left + width - xOf(cycle));
    if (room > textWidth(names[command]) + 4) {
      parts.push(svgText(xOf(cycle), top + trackHeight + 14, names[command], { "font-size": 10 }));
    }
  }
  return parts.join("");
}
