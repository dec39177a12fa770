import * as vscode from "vscode";
import { findCimModel } from "../../core/cim/models/transformers";
import type { CimWeights } from "../../shared/protocol/cim";
import type { CimPanels } from "../cim/cim-panels";
import { allLayers, pickWeights, weightPath } from "../cim/pick-weights";

/** What a menu, a key binding or a script may give instead of being asked. */
interface MapWeightsArguments {
  /** A published model by name. */
  readonly model?: string;
  /** A safetensors file, and which of its matrices, with * for any characters. */
  readonly file?: vscode.Uri;
  readonly layers?: string;
}

/** Maps a published model, or the matrices of a file, onto compute-in-memory arrays. */
export async function mapWeights(panels: CimPanels, given: unknown): Promise<void> {
  const weights = weightsOf(given) ?? (await pickWeights());
  if (weights) panels.show(weights);
}

function weightsOf(given: unknown): CimWeights | undefined {
  if (given instanceof vscode.Uri) {
    return { kind: "file", path: weightPath(given), layers: allLayers };
  }
  const { model, file, layers } = (given ?? {}) as MapWeightsArguments;
  if (typeof model === "string") return { kind: "model", name: findCimModel(model).name };
  if (!(file instanceof vscode.Uri)) return undefined;
  const pattern = typeof layers === "string" ? layers : allLayers;
  return { kind: "file", path: weightPath(file), layers: pattern };
}
