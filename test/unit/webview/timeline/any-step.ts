import fc from "fast-check";
import type { CommandColumns, CommandMeaning } from "../../../../src/shared/protocol";
import {
  joinParts,
  type StepCommands,
} from "../../../../webview/views/timeline/commands/step-commands";
import { fitWindow } from "../../../../webview/views/timeline/time-window";

export const settings = { seed: 31, numRuns: 300 };
export const unit = { unit: "cycles", length: 1, nanoseconds: 0.5 } as const;

/** Row commands are codes 0 to 2, as in the protocol; rows of 32 columns of 32 bytes. */
export const meaning: CommandMeaning = {
  level: "bank",
  names: ["ACTAB", "PREA", "REFab", "MACAB", "WRGB", "SFM"],
  isRow: [1, 1, 1, 0, 0, 0],
  lasting: [7, 5, 90, 4, 1, 1],
  banks: 64,
  columnShift: 5,
  columnMask: 31,
  rowShift: 10,
  rowMask: 0x7fff,
  bankShift: 25,
};

const command = fc.record({
  gap: fc.integer({ min: 1, max: 60 }),
  code: fc.integer({ min: 0, max: 5 }),
  phase: fc.integer({ min: 0, max: 6 }),
});

/** Steps of commands that are at least a cycle apart. */
export const anyStep = fc.array(command, { minLength: 1, maxLength: 120 }).map((list) => {
  let cycle = 0;
  const cycles = Uint32Array.from(list, ({ gap }) => (cycle += gap));
  const all: CommandColumns = {
    cycles,
    commands: Uint8Array.from(list, ({ code }) => code),
    phases: Uint8Array.from(list, ({ code, phase }) => (code === 2 ? 6 : phase)),
    addresses: Uint32Array.from(list, (_, index) => index * 0x421),
  };
  return joinParts({ kind: "commands", length: cycle, meaning }, [all]);
});

export const anyWindow = fc.tuple(
  fc.double({ min: -0.2, max: 1, noNaN: true }),
  fc.double({ noNaN: true, min: 0.01, max: 1.2 }),
);

export function windowIn({ length }: StepCommands, [from, size]: readonly [number, number]) {
  return fitWindow([from * length, (from + size) * length], length);
}
