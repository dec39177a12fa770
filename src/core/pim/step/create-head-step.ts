import type { DevicePreset } from "../../memory/device-preset";
import type { HeadStep } from "./head-step";
import type { HeadStepOptions, HeadStepShape } from "../program/step-request";
import { IndependentStep } from "./independent-step";
import { LockstepStep } from "./lockstep-step";
import { requireCount, requireElementBytes } from "./run-attention";

/**
 * The step of a head on a device, for one head shape.
 * @throws InputError when the shape is out of range
 */
export function createHeadStep(
  preset: DevicePreset,
  shape: HeadStepShape,
  options: HeadStepOptions,
): HeadStep {
  requireCount("head dimension", shape.headDimension);
  requireElementBytes(shape.elementBytes);
  return preset.mode === "lockstep"
    ? new LockstepStep(preset, shape, options)
    : new IndependentStep(preset, shape, options);
}
