import { readFile } from "node:fs/promises";
import path from "node:path";
import { InputError } from "../../errors";
import { parseDeviceFile } from "../../memory/device-file";
import type { DevicePreset } from "../../memory/device-preset";
import { findDevicePreset } from "../../memory/device-presets";
import { fileError } from "../../files/file-error";
import { canonicalJson } from "../../same-value";

/**
 * The devices that an experiment names, in its order: presets of the product, and files that end
 * in `.json`, whose paths start from the experiment's folder.
 * @throws InputError where there is no such preset, a file cannot be read or is refused, or two
 *   different devices have one name
 */
export async function readDevices(names: readonly string[], file: string): Promise<DevicePreset[]> {
  const devices: DevicePreset[] = [];
  for (const name of names) {
    const device = await readDevice(name, file);
    const known = devices.find((other) => other.name === device.name);
    if (known && canonicalJson(known) !== canonicalJson(device)) {
      const reason = `two different devices are called ${JSON.stringify(device.name)}`;
      throw new InputError("devices", reason, { file });
    }
    devices.push(device);
  }
  return devices;
}

async function readDevice(name: string, experimentFile: string): Promise<DevicePreset> {
  if (!name.toLowerCase().endsWith(".json")) return findDevicePreset(name);
  const file = path.resolve(path.dirname(experimentFile), name);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw fileError("devices", file, error);
  }
  return parseDeviceFile(text, file);
}
