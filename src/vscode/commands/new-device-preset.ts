import * as vscode from "vscode";
import { deviceFileText } from "../../core/memory/device-file";
import { devicePresets } from "../../core/memory/device-presets";

/** Opens a copy of a device preset, with the source of every constant, to be changed and saved. */
export async function newDevicePreset(): Promise<void> {
  const picked = await vscode.window.showQuickPick(
    devicePresets.map((preset) => ({ label: preset.name, detail: preset.description, preset })),
    { title: "New Device Preset", placeHolder: "Preset to start from" },
  );
  if (!picked) return;
  const content = deviceFileText(picked.preset);
  const document = await vscode.workspace.openTextDocument({ language: "json", content });
  await vscode.window.showTextDocument(document);
}
