import type * as vscode from "vscode";
import { InputError } from "../../core/errors";
import type { DevicePreset } from "../../core/pim/device-preset";
import { chromeTraceParts } from "../../core/report/chrome-trace";
import { commandLogOf } from "../../core/simulation/command-columns";
import type { Timeline, TimelinePlace } from "../../core/simulation/timeline";
import { askTarget } from "./ask-target";
import { writeWhole } from "./write-whole";

/**
 * Saves the commands of a step on a device in Chrome's trace event format, where the user says.
 * Returns the path, or null when the user declined.
 * @throws InputError when there are no commands or the file cannot be written
 */
export async function saveTimeline(
  trace: vscode.Uri,
  { run, layer, queryHead, step }: TimelinePlace,
  timeline: Timeline,
  device: DevicePreset,
): Promise<string | null> {
  if (timeline.kind !== "commands") {
    throw new InputError("timeline", "this step has no commands to save");
  }
  const suffix = `.${run.policy}-layer${layer}-head${queryHead}-step${step}`;
  const target = await askTarget(trace, "json", undefined, suffix);
  if (!target) return null;
  await writeWhole(target, chromeTraceParts(commandLogOf(timeline.columns), device));
  return target.fsPath;
}
