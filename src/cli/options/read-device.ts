import { readFile } from "node:fs/promises";
import { InputError, messageOf } from "../../core/errors";
import { parseDeviceFile } from "../../core/memory/device-file";
import type { DevicePreset } from "../../core/memory/device-preset";
import { findDevicePreset } from "../../core/memory/device-presets";

/**
 * The device that an option names: a preset of the product, or a file that ends in .json.
 * @throws InputError when there is no such preset, or the file cannot be read or is refused
 */
export async function readDevice(nameOrFile: string): Promise<DevicePreset> {
  if (!nameOrFile.toLowerCase().endsWith(".json")) return findDevicePreset(nameOrFile);
  return parseDeviceFile(await readInput("--device", nameOrFile), nameOrFile);
}

/** @throws InputError naming the option when the file cannot be read */
export async function readInput(option: string, file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new InputError(option, messageOf(error));
  }
}
