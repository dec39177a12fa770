/** The part of the timeline's benchmark that runs in the browser. */
import type { CommandColumns, CommandMeaning } from "../../../src/shared/protocol";
import { Command, commandNames } from "../../../src/core/pim/program/command";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import { Phase } from "../../../src/core/pim/program/phase";
import { CanvasLayer } from "../../../webview/parts/canvas/canvas-layer";
import { phaseLooks } from "../../../webview/parts/colours/phase-colours";
import {
  joinParts,
  type StepCommands,
} from "../../../webview/views/timeline/commands/step-commands";
import { fitWindow, type TimeWindow } from "../../../webview/views/timeline/time-window";
import { LaneList } from "../../../webview/views/timeline/picture/lane-list";
import { laneLayout, topOf } from "../../../webview/views/timeline/picture/lane-layout";
import type { Lane, TimelineContent } from "../../../webview/views/timeline/timeline-content";
import type { TimelineBench } from "../timeline-drawing";

const { nRCD, nRP, nRFC, nCCDAB } = defaultDevicePreset.timing;

const meaning: CommandMeaning = {
  level: "bank",
  names: commandNames("bank"),
  isRow: [1, 1, 1, 0, 0, 0, 0, 0, 0, 0],
  lasting: [nRCD, nRP, nRFC, nCCDAB, 1, 1, 1, 1, nCCDAB, 1],
  banks: 64,
  columnShift: 5,
  columnMask: 31,
  rowShift: 10,
  rowMask: 0x7fff,
  bankShift: 25,
};

const refreshEvery = 2000;
const rowEvery = 33;

/** A row of columns after the other, refreshes between them, one phase after the other. */
function makeStep(count: number): StepCommands {
  const all: CommandColumns = {
    cycles: new Uint32Array(count),
    commands: new Uint8Array(count),
    phases: new Uint8Array(count),
    addresses: new Uint32Array(count),
  };
  let cycle = 0;
  for (let at = 0; at < count; at++) {
    const code = codeAt(at);
    all.cycles[at] = cycle;
    all.commands[at] = code;
    all.phases[at] = code === Command.refresh ? Phase.refresh : Math.floor((5 * at) / count);
    cycle += meaning.lasting[code];
  }
  return joinParts({ kind: "commands", length: cycle, meaning }, [all]);
}

function codeAt(at: number): number {
  if (at % refreshEvery === refreshEvery - 1) return Command.refresh;
  if (at % rowEvery === rowEvery - 2) return Command.precharge;
  return at % rowEvery === rowEvery - 1 ? Command.activate : Command.mac;
}

/** Runs one below the other. */
const runs = 4;
const layout = laneLayout(80);

/** The plain way: a rectangle per command, wherever it lies. */
function drawCommandByCommand({ lanes, window: [from, to] }: TimelineContent): void {
  lanes.forEach(({ commands }, index) => {
    const surface = plain[index].start();
    if (!surface || !commands) return;
    const { context, width } = surface;
    const scale = width / (to - from);
    const looks = phaseLooks("dark");
    for (const bus of ["row", "column"] as const) {
      const { cycles, phases } = commands.tracks[bus];
      for (let at = 0; at < cycles.length; at++) {
        context.fillStyle = looks[phases[at]].colour;
        const x = (cycles[at] - from) * scale;
        context.fillRect(x, topOf(bus, layout), Math.max(1, scale), layout.track);
      }
    }
  });
}

declare global {
  interface Window {
    timelineBench: TimelineBench;
  }
}

const unit = { unit: "cycles", length: 1, nanoseconds: 1 } as const;
const list = new LaneList();
const plain = Array.from({ length: runs }, () => new CanvasLayer("plain"));
const sheet = document.createElement("style");
sheet.textContent =
  ".timeline-lane, .timeline-plot, canvas { display: block; width: 100vw } " +
  `.timeline-plot, canvas { height: ${layout.height}px } .timeline-name, .timeline-buses { display: none }`;
document.head.append(sheet);
document.body.append(list.element, ...plain.map((layer) => layer.element));
let step = makeStep(1);

function contentOf(window: TimeWindow): TimelineContent {
  const lanes = Array.from({ length: runs }, (_, run): Lane => {
    const words = { name: `run ${run}`, note: "", colour: run };
    return { run, ...words, commands: step, isStale: false, unit, pace: 1 };
  });
  const { length } = step;
  return { label: "", lanes, shown: 0, cursor: undefined, window, length, unit };
}

/** Each draw with a pixel of every lane read back, so that the picture is there. */
function timeDraws(
  canvases: () => Iterable<HTMLCanvasElement>,
  size: number,
  rounds: number,
  draw: (content: TimelineContent) => void,
): number[] {
  return Array.from({ length: rounds }, (_, round) => {
    const from = (round / rounds) * (step.length - size);
    const content = contentOf(fitWindow([from, from + size], step.length));
    const started = performance.now();
    draw(content);
    for (const canvas of canvases()) canvas.getContext("2d")!.getImageData(0, 0, 1, 1);
    return performance.now() - started;
  });
}

window.timelineBench = {
  make(count) {
    step = makeStep(count);
    list.show(contentOf([0, step.length]));
    // A lane has its height from the first drawing on.
    list.draw(contentOf([0, step.length]), layout);
    return step.length;
  },
  time: (size, rounds) =>
    timeDraws(
      () => list.element.querySelectorAll("canvas"),
      size,
      rounds,
      (content) => list.draw(content, layout),
    ),
  timeCommandByCommand: (size, rounds) =>
    timeDraws(() => plain.map((layer) => layer.element), size, rounds, drawCommandByCommand),
};
