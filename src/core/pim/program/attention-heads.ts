import { InputError } from "../../errors";
import { AttentionProgram, type HeadLines, type Iteration } from "./attention-program";
import type { AttentionShape } from "../layout/attention-shape";
import type { DevicePreset } from "../../memory/device-preset";
import { levelLayout } from "../../memory/level-layout";
import { banksPerChannel, rowBytes } from "../../memory/organisation";
import { PairProgram } from "./pair-program";
import { ProgramBuilder, type Program } from "./program";
import { regionsOf } from "../layout/regions";

/** Memory shape of attention heads that share a context length. */
export interface HeadShape {
  /** Slots of the context, L. */
  readonly slots: number;
  /** Values per vector, D. */
  readonly headDimension: number;
  readonly elementBytes: number;
  /** Slots for which the keys of an iteration have room; fixes where the next iteration starts. */
  readonly maxSlots: number;
}

export interface HeadsOptions {
  /** See `PairOptions.asReference`. */
  readonly asReference: boolean;
}

/** Shape of a program for heads of this shape on a device; see `AttentionShape`. */
function attentionShape(
  preset: DevicePreset,
  { slots, headDimension, elementBytes }: HeadShape,
  barrierChannels = preset.organisation.channels,
): AttentionShape {
  const layout = levelLayout(preset.level, preset.organisation);
  const regions = regionsOf(preset.organisation);
  return {
    layout,
    vectorColumns: layout.vectorColumns(headDimension, elementBytes),
    elementsPerColumn: preset.organisation.columnBytes / elementBytes,
    contextLines: Math.ceil(slots / layout.slotsPerLine),
    valueOffset: regions.values - regions.keys,
    barrierChannels,
  };
}

/**
 * Program of any number of heads: dealt to the channels by iterations, iterations taken in pairs,
 * an odd last one by itself.
 * @param heads lines that each head reads, at least one head
 * @throws InputError when keys or values do not fit into a bank
 */
export function attentionHeadsProgram(
  preset: DevicePreset,
  shape: HeadShape,
  heads: readonly HeadLines[],
  { asReference }: HeadsOptions,
): Program {
  requireRoom(preset, shape, heads.length);
  const iterations = dealHeads(preset, shape, heads);
  const program = new ProgramBuilder();
  const attention = new AttentionProgram(program, attentionShape(preset, shape));
  const pairs = new PairProgram(attention);
  let next = 0;
  for (; next + 1 < iterations.length; next += 2) {
    pairs.write(iterations[next], iterations[next + 1], { first: next === 0, asReference });
  }
  if (next < iterations.length) attention.writeSingle(iterations[next]);
  return program;
}

/** @throws InputError when the keys or values of this many heads do not fit into a bank */
export function requireRoom(preset: DevicePreset, shape: HeadShape, heads: number): void {
  const { contextLines, vectorColumns, layout } = attentionShape(preset, shape);
  const { organisation } = preset;
  const regions = regionsOf(organisation);
  const rows = layout.rowsOf(contextLines * vectorColumns);
  const iterations = Math.ceil(heads / organisation.channels);
  const bytes = (iterations - 1) * partitionBytes(preset, shape) + rows * rowBytes(organisation);
  const room = Math.min(regions.values - regions.keys, regions.end - regions.values);
  if (bytes > room) {
    throw new InputError(
      "tokens",
      `${shape.slots} tokens of ${heads} heads need more than the ${room} bytes of each bank`,
    );
  }
}

function dealHeads(
  preset: DevicePreset,
  shape: HeadShape,
  heads: readonly HeadLines[],
): readonly Iteration[] {
  const { channels } = preset.organisation;
  const partition = partitionBytes(preset, shape);
  const iterations: Iteration[] = [];
  for (let first = 0; first < heads.length; first += channels) {
    iterations.push({
      keyAddress: iterations.length * partition,
      heads: heads.slice(first, first + channels),
    });
  }
  return iterations;
}

/**
 * From the keys of one iteration to those of the next: a byte for each element
 * (docs/pim-model.md#many-heads).
 */
function partitionBytes(preset: DevicePreset, { maxSlots, headDimension }: HeadShape): number {
  return Math.ceil((maxSlots * headDimension) / banksPerChannel(preset.organisation));
}
