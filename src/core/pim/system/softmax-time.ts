import { asNanoseconds, type Nanoseconds } from "../../units";
import { softmaxFlop } from "../energy/energy";
import type { DecodeSystem } from "./decode-system";

/**
 * Time of the softmax units of one PIM device by their roofline: each score is read and written
 * once, and the units do one FLOP per byte of the stacks' interfaces (AttAcc simulator).
 */
export function softmaxTime({ pim, elementBytes }: DecodeSystem, scores: number): Nanoseconds {
  const bytes = 2 * elementBytes;
  const rate = pim.stacks * pim.stackGigabytesPerSecond;
  return asNanoseconds((scores * Math.max(softmaxFlop, bytes)) / rate);
}
