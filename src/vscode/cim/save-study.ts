import { homedir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { InputError } from "../../core/errors";
import type { CimStudy } from "../../core/cim/study";
import { cimStudyCsv, cimStudyJson } from "../../core/report/cim-results";
import type { CimRequests, CimWeights } from "../../shared/protocol/cim";
import type { DataFormat, ImageFormat } from "../../shared/protocol";
import { askTarget } from "../inspector/answers/ask-target";
import { writeWhole } from "../inspector/answers/write-whole";

/** Saves a study where the user says. Returns the path, or null when they decline. */
export async function saveStudy(study: CimStudy, format: DataFormat): Promise<string | null> {
  return save(study.weights, format, () =>
    format === "csv" ? cimStudyCsv(study) : cimStudyJson(study),
  );
}

/** Saves a picture that the page sent. Returns the path, or null when the user declines. */
export async function saveStudyImage(
  { weights }: CimStudy,
  { format, content }: CimRequests["saveImage"]["request"],
): Promise<string | null> {
  return save(weights, format, () => (format === "svg" ? content : Buffer.from(content, "base64")));
}

async function save(
  weights: CimWeights,
  format: DataFormat | ImageFormat,
  content: () => string | Uint8Array,
): Promise<string | null> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const target = await askTarget(
    vscode.Uri.joinPath(folder, nameOfWeights(weights)),
    format,
    undefined,
    "-arrays",
  );
  if (!target) return null;
  if (weights.kind === "file" && target.fsPath === path.resolve(weights.path)) {
    throw new InputError("export", "would replace the weights themselves; choose another name");
  }
  await writeWhole(target, [content()]);
  return target.fsPath;
}

/** What weights are called in a title. */
export function nameOfWeights(weights: CimWeights): string {
  return weights.kind === "model" ? weights.name : path.basename(weights.path);
}
