import { homedir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { InputError, messageOf } from "../../../core/errors";
import { parseDeviceFile } from "../../../core/memory/device-file";
import type { DevicePreset } from "../../../core/memory/device-preset";
import { devicePresets } from "../../../core/memory/device-presets";
import type { PolicyParameters } from "../../../core/policy/policy";
import type { RunConfiguration, SimulationPlan } from "../../../core/simulation/run/configuration";

/** What the user's settings change about simulations of one trace. */
export interface UserSettings {
  readonly devices: readonly DevicePreset[];
  /** Defaults of policies' parameters, by policy id. */
  readonly policyParameters: Readonly<Partial<Record<string, PolicyParameters>>>;
}

export const noUserSettings: UserSettings = { devices: [], policyParameters: {} };

/** @throws InputError naming the setting and what is wrong with it */
export async function readUserSettings(trace: vscode.Uri): Promise<UserSettings> {
  const settings = vscode.workspace.getConfiguration("kvtrace", trace);
  const files = settings.get<readonly string[]>("devicePresets", []);
  return {
    devices: await Promise.all(files.map((file) => readDeviceFile(file, trace))),
    policyParameters: settings.get<UserSettings["policyParameters"]>("policyParameters", {}),
  };
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
    (device) => !devicePresets.some((preset) => JSON.stringify(preset) === JSON.stringify(device)),
  );
  const others = settings.devices.filter(
    ({ name }) => !devices.some((device) => device.name === name),
  );
  return { ...settings, devices: [...devices, ...others] };
}

/** The run with the user's defaults for the parameters that it leaves out. */
export function runWithUserSettings(
  run: RunConfiguration,
  { policyParameters }: UserSettings,
): RunConfiguration {
  return { ...run, parameters: { ...policyParameters[run.policy], ...run.parameters } };
}

async function readDeviceFile(file: string, trace: vscode.Uri): Promise<DevicePreset> {
  const uri = locate(file, trace);
  let bytes: Uint8Array;
  try {
    bytes = await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    throw new InputError("kvtrace.devicePresets", messageOf(error), { file: uri.fsPath });
  }
  return parseDeviceFile(new TextDecoder().decode(bytes), uri.fsPath);
}

/**
 * A path of the settings. A relative one starts from the workspace folder of a file that it is for,
 * or else from where that file lies; "~" is the user's home.
 */
export function locate(given: string, file: vscode.Uri): vscode.Uri {
  if (given.startsWith("~")) return vscode.Uri.file(path.join(homedir(), given.slice(1)));
  if (path.isAbsolute(given)) return vscode.Uri.file(given);
  const folder = vscode.workspace.getWorkspaceFolder(file)?.uri;
  return vscode.Uri.joinPath(folder ?? vscode.Uri.joinPath(file, ".."), given);
}
