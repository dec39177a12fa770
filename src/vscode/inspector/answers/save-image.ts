import type * as vscode from "vscode";
import { InputError } from "../../../core/errors";
import type { Requests } from "../../../shared/protocol";
import { askTarget } from "./ask-target";
import { writeWhole } from "./write-whole";

/**
 * Saves the picture that a page sent, at `given` or where the user says.
 * Returns the path, or null when the user declined.
 * @throws InputError where the view has no picture or the file cannot be written
 */
export async function saveImage(
  trace: vscode.Uri,
  { format, content, view }: Requests["saveImage"]["request"],
  given?: vscode.Uri,
): Promise<string | null> {
  if (content === null) {
    throw new InputError(
      "export",
      "this view shows no picture yet; wait for its results or open another view",
    );
  }
  const target = await askTarget(trace, format, given, `-${view}`);
  if (!target) return null;
  await writeWhole(target, [format === "svg" ? content : Buffer.from(content, "base64")]);
  return target.fsPath;
}
