import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import * as vscode from "vscode";
import { InputError, messageOf } from "../../../core/errors";

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
    if (target.scheme === "file") await writeLocal(target.fsPath, parts);
    else await vscode.workspace.fs.writeFile(target, gather(parts));
  } catch (error) {
    throw new InputError("export", messageOf(error), { file: target.fsPath });
  }
}

async function writeLocal(path: string, parts: Iterable<string | Uint8Array>): Promise<void> {
  const part = `${path}.${randomBytes(4).toString("hex")}.part`;
  try {
    // Never over a file that somebody else has under this name.
    const file = await open(part, "wx");
    try {
      for (const piece of parts) await file.writeFile(piece);
      // A full disk may say so only here.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Other file systems take a file whole. */
function gather(parts: Iterable<string | Uint8Array>): Uint8Array {
  return Buffer.concat(
    Array.from(parts, (piece) => (typeof piece === "string" ? Buffer.from(piece) : piece)),
  );
}
