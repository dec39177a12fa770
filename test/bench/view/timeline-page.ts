/** The part of the timeline's benchmark that runs in the browser. */
import type { CommandColumns, CommandMeaning } from "../../../src/shared/protocol";
import { Command, commandNames } from "../../../src/core/pim/program/command";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import { Phase } from "../../../src/core/pim/program/phase";
import { palettes } from "../../../webview/parts/charts/palette";
import {
  joinParts,
  type StepCommands,
} from "../../../webview/views/timeline/commands/step-commands";
import { fitWindow, type TimeWindow } from "../../../webview/views/timeline/time-window";
import {
  pictureHeight,
  topOf,
  trackHeight,
} from "../../../webview/views/timeline/picture/timeline-layout";
import { TimelinePicture } from "../../../webview/views/timeline/picture/timeline-picture";
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

/** The plain way: a rectangle per command, wherever it lies. */
function drawCommandByCommand(
  canvas: HTMLCanvasElement,
  { tracks }: StepCommands,
  [from, to]: TimeWindow,
): void {
  canvas.width = canvas.clientWidth;
  canvas.height = canvas.clientHeight;
  const context = canvas.getContext("2d")!;
  const scale = canvas.width / (to - from);
  for (const bus of ["row", "column"] as const) {
    const { cycles, phases } = tracks[bus];
    for (let at = 0; at < cycles.length; at++) {
      context.fillStyle = palettes.dark[phases[at]];
      context.fillRect((cycles[at] - from) * scale, topOf(bus), Math.max(1, scale), trackHeight);
    }
  }
}

declare global {
  interface Window {
    timelineBench: TimelineBench;
  }
}

const picture = new TimelinePicture();
const plain = document.createElement("canvas");
for (const canvas of [picture.element, plain]) {
  Object.assign(canvas.style, { width: "100vw", height: `${pictureHeight}px` });
}
document.body.append(picture.element, plain);
const unit = { unit: "cycles", length: 1, nanoseconds: 1 } as const;
let step = makeStep(1);

/** Each draw with a pixel read back, so that the picture is there. */
function timeDraws(
  canvas: HTMLCanvasElement,
  size: number,
  rounds: number,
  draw: (window: TimeWindow) => void,
): number[] {
  return Array.from({ length: rounds }, (_, round) => {
    const from = (round / rounds) * (step.length - size);
    const started = performance.now();
    draw(fitWindow([from, from + size], step.length));
    canvas.getContext("2d")!.getImageData(0, 0, 1, 1);
    return performance.now() - started;
  });
}

window.timelineBench = {
  make(count) {
    step = makeStep(count);
    return step.length;
  },
  time: (size, rounds) =>
    timeDraws(picture.element, size, rounds, (window) => picture.draw(step, window, unit)),
  timeCommandByCommand: (size, rounds) =>
    timeDraws(plain, size, rounds, (window) => drawCommandByCommand(plain, step, window)),
};
