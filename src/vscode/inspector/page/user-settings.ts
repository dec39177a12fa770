import * as vscode from "vscode";
import { InputError, messageOf } from "../../../core/errors";
import { parseDeviceFile } from "../../../core/memory/device-file";
import type { DevicePreset } from "../../../core/memory/device-preset";
import { devicePresets } from "../../../core/memory/device-presets";
import type { PolicyParameters } from "../../../core/policy/policy";
import { sameValue } from "../../../core/same-value";
import type { RunConfiguration, SimulationPlan } from "../../../core/simulation/run/configuration";
import { locate } from "../../base/locate";
import { checkedSetting } from "../../base/settings";

/** What the user's settings change about simulations of one trace. */
export interface UserSettings {
  readonly devices: readonly DevicePreset[];
  /** Defaults of policies' parameters, by policy id. */
  readonly policyParameters: Readonly<Partial<Record<string, PolicyParameters>>>;
}

export const noUserSettings: UserSettings = { devices: [], policyParameters: {} };

/** @throws InputError naming the setting and what is wrong with it */
export async function readUserSettings(trace: vscode.Uri): Promise<UserSettings> {
  const files = await readDeviceFiles(trace);
  return {
    devices: files.map(({ device }) => device),
    policyParameters: checkedSetting("policyParameters", trace),
  };
}

/** A device of the user's own. */
export interface DeviceFile {
  readonly uri: vscode.Uri;
  readonly device: DevicePreset;
}

/**
 * The device files that the user's settings name for a trace.
 * @throws InputError naming the setting, or the file and what is wrong with it
 */
export async function readDeviceFiles(trace: vscode.Uri): Promise<DeviceFile[]> {
  const names = checkedSetting("devicePresets", trace);
  return Promise.all(names.map((name) => readDeviceFile(locate(name, trace))));
}

/** The plan with what the user's settings add to it. */
export function withUserSettings(plan: SimulationPlan, settings: UserSettings): SimulationPlan {
  const runs = plan.runs.map((run) => runWithUserSettings(run, settings));
  return { ...plan, runs, devices: settings.devices };
}

/** The settings with devices that runs brought along, which come before others of their names. */
export function withDevices(
  settings: UserSettings,
  brought: readonly DevicePreset[] = [],
): UserSettings {
  const devices = brought.filter(
    (device) => !devicePresets.some((preset) => sameValue(preset, device)),
  );
  const others = settings.devices.filter(
    ({ name }) => !devices.some((device) => device.name === name),
  );
  return { ...settings, devices: [...devices, ...others] };
}

/** The run with the user's defaults for the parameters that it leaves out. */
export function runWithUserSettings(
  run: RunConfiguration,
  { policyParameters }: Pick<UserSettings, "policyParameters">,
): RunConfiguration {
  return { ...run, parameters: { ...policyParameters[run.policy], ...run.parameters } };
}

async function readDeviceFile(uri: vscode.Uri): Promise<DeviceFile> {
  let bytes: Uint8Array;
  try {
    bytes = await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    throw new InputError("kvtrace.devicePresets", messageOf(error), { file: uri.fsPath });
  }
  return { uri, device: parseDeviceFile(new TextDecoder().decode(bytes), uri.fsPath) };
}
