import { InputError } from "../errors";
import { bankLevelPresets } from "./bank-level-presets";
import type { DevicePreset } from "./device-preset";
import { otherLevelPresets } from "./other-level-presets";

/** The device presets that come with the product, the default first. */
export const devicePresets: readonly DevicePreset[] = [...bankLevelPresets, ...otherLevelPresets];

/** The machine of the published evaluations, power constraint included. */
export const defaultDevicePreset: DevicePreset = devicePresets[0];

/** @throws InputError when no preset of the product has this name */
export function findDevicePreset(name: string): DevicePreset {
  const found = devicePresets.find((preset) => preset.name === name);
  if (found === undefined) {
    const names = devicePresets.map((preset) => preset.name).join(", ");
    throw new InputError("device", `there is no device preset "${name}"; known are ${names}`);
  }
  return found;
}
