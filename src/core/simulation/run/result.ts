import type { LoadColumn } from "../../figures/load-figures";
import type { HeadColumns } from "../../figures/means";

/** Results of one run for one query head: all steps of the plan's scope. */
export interface HeadResult extends HeadColumns {
  readonly kvHead: number;
  readonly fromStep: number;
  readonly steps: number;
  /**
   * What `loads` tells apart: the lanes of a channel (16 in HBM3_8Gb_2R) where the banks of each
   * carry the same, as they do where a vector is spread over them and read whole; else every bank.
   */
  readonly unitsPerChannel: number;
  /** Load of one bank of each unit at each step, row-major [steps, unitsPerChannel]. */
  readonly loads: Readonly<Record<LoadColumn, Float32Array>>;
}

/** What a small array takes beside its numbers, in the heap and for its buffer; measured, Node 20. */
const bytesPerArray = 400;

const arraysOf = ({ columns, loads }: HeadResult): readonly ArrayBufferView[] => [
  ...Object.values(columns),
  ...Object.values(loads),
];

/** Bytes of the figures of a head. */
export function bytesOfHead(head: HeadResult): number {
  return arraysOf(head).reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** Bytes that a head takes while it is kept: of few steps most are not its figures. */
export function memoryOfHead(head: HeadResult): number {
  return bytesOfHead(head) + arraysOf(head).length * bytesPerArray;
}
