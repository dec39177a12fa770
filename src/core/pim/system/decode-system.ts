import { defaultDevicePreset } from "../../memory/device-presets";
import type { DevicePreset, PimLevel } from "../../memory/device-preset";

/**
 * A GPU. 1 GB/s is 1 byte per ns, 1 TFLOP/s is 1000 FLOP per ns.
 * Energies are pJ per byte unless the name says otherwise.
 */
export interface Gpu {
  readonly name: string;
  readonly processors: number;
  readonly peakTeraflops: number;
  readonly memoryGigabytesPerSecond: number;
  /** Shares of the peaks that matrix products reach. */
  readonly usableFlop: number;
  readonly usableMemory: number;
  /** Shared memory of a processor that holds a tile, in bytes. */
  readonly tileBytes: number;
  readonly level2Bytes: number;
  /** Of all links of the GPU, both directions together. */
  readonly linkGigabytesPerSecond: number;
  readonly memoryEnergy: number;
  readonly level2Energy: number;
  readonly level1Energy: number;
  readonly registerEnergy: number;
  /** pJ per multiply-accumulate. */
  readonly arithmeticEnergy: number;
  readonly linkEnergy: number;
}

/** The PIM devices beside the GPUs, one each. */
interface PimSide {
  readonly stacks: number;
  readonly device: DevicePreset;
  /**
   * Of a stack's ordinary interface; the units inside read a multiple of it. The softmax units of a
   * stack do one FLOP for each byte of it.
   */
  readonly stackGigabytesPerSecond: number;
  /** One direction between a GPU and its PIM device. */
  readonly linkGigabytesPerSecond: number;
}

/** GPUs and PIM devices in equal number; every layer is split over all of them. */
export interface DecodeSystem {
  readonly devices: number;
  readonly gpu: Gpu;
  readonly pim: PimSide;
  readonly elementBytes: number;
}

/** DGX H100 whitepaper; energies from the AttAcc simulator's table. */
const h100: Gpu = {
  name: "H100",
  processors: 132,
  peakTeraflops: 989.4,
  memoryGigabytesPerSecond: 3352,
  usableFlop: 0.8,
  usableMemory: 0.85,
  tileBytes: 256 * 1024,
  level2Bytes: 50 * 1024 * 1024,
  linkGigabytesPerSecond: 900,
  memoryEnergy: 28.72,
  level2Energy: 2.4,
  level1Energy: 1.28,
  registerEnergy: 0.0675,
  arithmeticEnergy: 0.32,
  linkEnergy: 10.4,
};

/** One direction of the NVLink of an H100, GB/s (DGX H100 whitepaper: 900 both ways). */
export const h100Link = 450;

/**
 * 8 H100 and 8 AttAcc devices of 5 stacks: the machine of the published evaluation.
 * @param linkGigabytesPerSecond between a GPU and its PIM device, one way. The AttAcc simulator
 *   gives its PIM devices 300, half of an A100's 600, beside H100, too.
 */
export function publishedSystem(
  device: DevicePreset = defaultDevicePreset,
  linkGigabytesPerSecond = h100Link,
): DecodeSystem {
  return {
    devices: 8,
    gpu: h100,
    pim: { stacks: 5, device, stackGigabytesPerSecond: 670.4, linkGigabytesPerSecond },
    elementBytes: 2,
  };
}

/**
 * Bandwidth of the units of one PIM device over that of its stacks' ordinary interfaces, as the
 * AttAcc simulator takes it for the feed-forward layer: 9 at the banks under the power constraint,
 * 16 without; 3 and 8 at the bank groups; 1 on the base die.
 */
export function internalBandwidthRatio({ level, timing }: DevicePreset): number {
  const constrained: Readonly<Record<PimLevel, number>> = { bank: 9, "bank-group": 3, buffer: 1 };
  const free: Readonly<Record<PimLevel, number>> = { bank: 16, "bank-group": 8, buffer: 1 };
  return timing.nCCDAB > timing.nCCDL ? constrained[level] : free[level];
}
