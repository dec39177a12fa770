import type * as vscode from "vscode";
import { InputError } from "../../../core/errors";
import type { DevicePreset } from "../../../core/memory/device-preset";
import { chromeTraceParts } from "../../../core/report/chrome-trace";
import { printCommandTrace } from "../../../core/report/command-trace";
import { commandLogOf } from "../../../core/simulation/questions/command-columns";
import type { Questions } from "../../../core/simulation/questions/questions";
import type { TimelinePlace } from "../../../core/simulation/questions/timeline";
import { askTarget } from "./ask-target";
import { writeWhole } from "./write-whole";

/**
 * Saves the commands of a step, where the user says. Returns the path, or null when the user
 * declined.
 * @param parts text of the file
 * @throws InputError when the file cannot be written
 */
export async function saveCommands(
  trace: vscode.Uri,
  { run, layer, queryHead, step }: TimelinePlace,
  format: "json" | "trace",
  parts: Iterable<string>,
): Promise<string | null> {
  const suffix = `.${run.policy}-layer${layer}-head${queryHead}-step${step}`;
  const target = await askTarget(trace, format, undefined, suffix);
  if (!target) return null;
  await writeWhole(target, parts);
  return target.fsPath;
}

/** In Chrome's trace event format. @throws InputError when there are no commands */
export function chromeTraceText(
  timeline: Questions["timeline"]["answer"],
  device: DevicePreset,
): Iterable<string> {
  if (timeline.kind !== "commands") return refuse();
  return chromeTraceParts(commandLogOf(timeline.columns), device);
}

/** As the reference simulator reads it. @throws InputError when there are no commands */
export function commandTraceText(
  step: Questions["program"]["answer"],
  device: DevicePreset,
): Iterable<string> {
  if (step.kind !== "commands") return refuse();
  return [printCommandTrace(step.program, device)];
}

function refuse(): never {
  throw new InputError("timeline", "this step has no commands to save");
}
