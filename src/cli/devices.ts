import type { Command } from "commander";
import { deviceFileText } from "../core/memory/device-file";
import { devicePresets, findDevicePreset } from "../core/memory/device-presets";
import { formatTable } from "./output/table";

/** `kvtrace devices [NAME]`: lists the device presets, or prints one as a file to be changed. */
export function registerDevices(program: Command): void {
  program
    .command("devices")
    .description("list the device presets, or print one with the source of every constant")
    .argument("[name]", "the preset to print")
    .action((name: string | undefined) => {
      if (name !== undefined) {
        process.stdout.write(deviceFileText(findDevicePreset(name)));
        return;
      }
      const rows = devicePresets.map((preset) => [preset.name, preset.description]);
      process.stdout.write(`${formatTable(["preset", ""], rows)}\n`);
    });
}
