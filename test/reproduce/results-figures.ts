import { levelLayout } from "../../src/core/memory/level-layout";
import type { DevicePreset } from "../../src/core/memory/device-preset";
import { defaultDevicePreset } from "../../src/core/memory/device-presets";
import type { StepColumn } from "../../src/core/figures/step-figures";
import type { HeadResult } from "../../src/core/simulation/run/result";
import { elementBytes } from "../../src/core/simulation/run/run-costs";

/** Of the machine on which the results page is computed. */
const { slotsPerLine } = levelLayout(defaultDevicePreset.level, defaultDevicePreset.organisation);

type Columns = Pick<HeadResult, "columns">;

/**
 * Lines that were read for every line that the selected tokens would fill, 1 .. 16: lines over
 * ceil(tokens / 16), summed over all steps. The published tables of tokens read give the same over
 * 1024 tokens.
 */
export function linesPerSelectedLine(heads: readonly Columns[]): number {
  return overFilledLines(heads, ({ lines }, step) => lines[step]);
}

/** `linesPerSelectedLine` if as many tokens were drawn at random from the context of each step. */
export function scatteredLinesPerLine(heads: readonly Columns[]): number {
  return overFilledLines(heads, ({ tokens, context }, step) =>
    scatteredLines(tokens[step], context[step]),
  );
}

/**
 * Lines that hold at least one of `tokens` places drawn from `slots`, on average; with L slots
 * (L / 16) (1 - (1 - tokens / L)^16), as if each place were drawn by itself.
 */
export function scatteredLines(tokens: number, slots: number): number {
  return (slots / slotsPerLine) * (1 - (1 - tokens / slots) ** slotsPerLine);
}

function overFilledLines(
  heads: readonly Columns[],
  linesAt: (columns: HeadResult["columns"], step: number) => number,
): number {
  let lines = 0;
  let filled = 0;
  for (const { columns } of heads) {
    for (const [step, tokens] of columns.tokens.entries()) {
      lines += linesAt(columns, step);
      filled += Math.ceil(tokens / slotsPerLine);
    }
  }
  return lines / filled;
}

/** Mean of a column over the steps from `fromRow` on of some heads; NaN without any. */
export function meanFrom(heads: readonly Columns[], column: StepColumn, fromRow: number): number {
  const values = heads.flatMap(({ columns }) => [...columns[column].subarray(fromRow)]);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Bounds of a time in cycles. */
export interface CycleRange {
  readonly least: number;
  readonly most: number;
}

/**
 * Time to move the key and the value of a token to another slot of its channel over the data bus, in
 * cycles. The controller's model has no such moves, so these are bounds from the timing parameters:
 * at least, every burst follows the one before and both pseudo-channels work; at most, every vector
 * is read and written by itself, its rows opened for it and closed behind it (JESD238: tRC to read,
 * tRCD + WL + BL + tWR + tRP to write), and nothing overlaps.
 */
export function moveCycles(
  { level, organisation, timing }: DevicePreset,
  headDimension: number,
): CycleRange {
  const layout = levelLayout(level, organisation);
  const chunks = layout.vectorColumns(headDimension, elementBytes);
  const columns = chunks * layout.spread;
  // A key's chunks lie in one row, those of a value in one row each.
  const rows = 1 + chunks;
  const { nBL, nCCDL, nRC, nRCD, nCWL, nWR, nRP } = timing;
  const accesses = 2 * 2 * columns;
  return {
    least: (accesses * nBL) / organisation.pseudoChannels,
    most: rows * (nRC + nRCD + nCWL + nBL + nWR + nRP) + accesses * nCCDL,
  };
}

/**
 * Decode steps after which a time spent once is saved again; infinite where a step saves nothing.
 * @param saved cycles per step
 */
export function stepsToPayOff(spent: CycleRange, saved: number): CycleRange {
  if (saved <= 0) return { least: Infinity, most: Infinity };
  return { least: Math.ceil(spent.least / saved), most: Math.ceil(spent.most / saved) };
}
