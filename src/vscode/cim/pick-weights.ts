import * as vscode from "vscode";
import { InputError } from "../../core/errors";
import { cimModels } from "../../core/cim/models/transformers";
import type { CimWeights } from "../../shared/protocol/cim";

/** All matrices of a file, until the user says which. */
export const allLayers = "*";

/** Lets the user choose a published model or a weight file; undefined when they decline. */
export async function pickWeights(): Promise<CimWeights | undefined> {
  const models = cimModels.map(({ name, title, context, source }) => ({
    label: title,
    description: `context ${context}`,
    detail: source,
    name,
  }));
  const file = { label: "Weights file…", detail: "matrices of a safetensors file", name: "" };
  const picked = await vscode.window.showQuickPick([...models, file], {
    title: "Map Block-Diagonal Weights",
    placeHolder: "Weights to map onto compute-in-memory arrays",
    matchOnDescription: true,
  });
  if (!picked) return undefined;
  if (picked.name !== "") return { kind: "model", name: picked.name };
  const path = await pickWeightFile();
  return path === null ? undefined : { kind: "file", path, layers: allLayers };
}

/** Lets the user choose a weight file; null when they decline. */
export async function pickWeightFile(): Promise<string | null> {
  const uris = await vscode.window.showOpenDialog({
    title: "Weights file",
    openLabel: "Map",
    filters: { safetensors: ["safetensors"] },
  });
  const uri = uris?.at(0);
  return uri ? weightPath(uri) : null;
}

/** Weights are read in place, a tensor at a time, which only a local disk can serve. */
export function weightPath(uri: vscode.Uri): string {
  if (uri.scheme === "file") return uri.fsPath;
  throw new InputError("weights", "are read from a local disk only; copy the file there first", {
    file: uri.toString(),
  });
}
