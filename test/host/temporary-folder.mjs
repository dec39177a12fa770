import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Makes an empty folder that is gone at the latest when this process exits.
 *
 * @param {string} label
 * @returns {{ path: string, remove: () => void }}
 */
export function temporaryFolder(label) {
  const path = mkdtempSync(join(tmpdir(), `kvtrace-${label}-`));
  const erase = () => rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  process.once("exit", erase);
  return {
    path,
    remove() {
      process.off("exit", erase);
      erase();
    },
  };
}
