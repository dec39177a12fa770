import { asNanoseconds } from "../../units";
import { energyByPlace, type Cost } from "./cost";
import type { DecodeSystem } from "./decode-system";

/** Start of a ring step and ns per byte, measured between A100 GPUs of 600 GB/s (AttAcc simulator). */
const ringStart = 6060;
const ringRate = 0.009;
const ringGigabytesPerSecond = 600;

/** Sum of one tensor over all GPUs, left on each of them: a ring of `devices - 1` steps. */
export function allReduce({ gpu, devices }: DecodeSystem, bytes: number): Cost {
  const part = bytes / devices;
  const slower = ringGigabytesPerSecond / gpu.linkGigabytesPerSecond;
  const measured = ringStart + ringRate * part * slower;
  const step = Math.max(measured, part / (gpu.linkGigabytesPerSecond / 2));
  return {
    time: asNanoseconds((devices - 1) * step),
    energy: energyByPlace({ link: bytes * gpu.linkEnergy * devices }),
  };
}

/**
 * Transfer between each GPU and its PIM device.
 * @param bytes of one device
 */
export function pimTransfer({ gpu, pim, devices }: DecodeSystem, bytes: number): Cost {
  return {
    time: asNanoseconds(bytes / pim.linkGigabytesPerSecond),
    energy: energyByPlace({ link: bytes * gpu.linkEnergy * devices }),
  };
}
