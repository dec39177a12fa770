import * as vscode from "vscode";
import { InputError, messageOf } from "../../../core/errors";
import { writeWholeFile } from "../../../core/files/whole-file";

/**
 * Writes a file so that a failure leaves what was there before, and no half of the new one: under
 * a name of its own first, renamed into place when it is whole.
 * @param parts text or bytes, written one after the other
 * @throws InputError naming `export` and what the file system said
 */
export async function writeWhole(
  target: vscode.Uri,
  parts: Iterable<string | Uint8Array>,
): Promise<void> {
  try {
    if (target.scheme === "file") await writeWholeFile(target.fsPath, parts);
    else await vscode.workspace.fs.writeFile(target, gather(parts));
  } catch (error) {
    const reason = error instanceof InputError ? error.reason : messageOf(error);
    throw new InputError("export", reason, { file: target.fsPath });
  }
}

/** Other file systems take a file whole. */
function gather(parts: Iterable<string | Uint8Array>): Uint8Array {
  return Buffer.concat(
    Array.from(parts, (piece) => (typeof piece === "string" ? Buffer.from(piece) : piece)),
  );
}
