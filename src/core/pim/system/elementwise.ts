import { asNanoseconds } from "../../units";
import { energyByPlace, type Cost, type EnergyByPlace } from "./cost";
import type { DecodeSystem, Gpu } from "./decode-system";

/** Memory bandwidth of the A100 on which the durations below were measured, GB/s. */
const measuredGigabytesPerSecond = 1555;

/** An operation on every element of some tensors. */
interface Elementwise {
  readonly elements: number;
  /** Tensors of that size that are read or written. */
  readonly tensors: number;
  readonly flopPerElement: number;
}

/** Activation of the feed-forward layer: GELU, or a gated product (AttAcc simulator). */
export function activation(system: DecodeSystem, elements: number, gated: boolean): Cost {
  const operation = { elements, tensors: gated ? 3 : 2, flopPerElement: gated ? 9 : 8 };
  return elementwise(system, operation, 0.447, 8290);
}

/** One normalisation of the residual stream (AttAcc simulator). */
export function normalisation(system: DecodeSystem, elements: number): Cost {
  return elementwise(system, { elements, tensors: 3, flopPerElement: 5 }, 1.6, 6870);
}

/**
 * A fit of measured durations.
 * @param rate ps per byte at the bandwidth of the measurement
 * @param start ns, whatever the size
 */
function elementwise(
  { gpu, devices, elementBytes }: DecodeSystem,
  operation: Elementwise,
  rate: number,
  start: number,
): Cost {
  const bytes = operation.elements * operation.tensors * elementBytes;
  const slower = measuredGigabytesPerSecond / gpu.memoryGigabytesPerSecond;
  return {
    time: asNanoseconds((rate / 1000) * slower * bytes + start),
    energy: elementwiseEnergy(gpu, operation, bytes, devices),
  };
}

/** Every byte passes every level of the memory hierarchy once. */
function elementwiseEnergy(
  gpu: Gpu,
  { elements, flopPerElement }: Elementwise,
  bytes: number,
  devices: number,
): EnergyByPlace {
  const onChip = gpu.level2Energy + gpu.level1Energy + gpu.registerEnergy;
  return energyByPlace({
    memory: bytes * gpu.memoryEnergy * devices,
    onChip: bytes * onChip * devices,
    arithmetic: ((elements * flopPerElement) / 2) * gpu.arithmeticEnergy * devices,
  });
}
