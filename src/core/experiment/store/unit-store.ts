import { readFile, rm, utimes } from "node:fs/promises";
import path from "node:path";
import { fileError, saysMissing } from "../../files/file-error";
import { shareFile, writeWholeFile } from "../../files/whole-file";

/** What unit files end in. */
const unitExtension = ".unit";

/** How often a unit is written again that was removed before it was whole. */
const mostTries = 4;

/**
 * A folder of unit files, one for each key. Every file appears whole or not at all, so any number
 * of processes may read and write at once.
 */
export class UnitStore {
  constructor(readonly folder: string) {}

  pathOf(key: string): string {
    return path.join(this.folder, `${key}${unitExtension}`);
  }

  /**
   * The bytes under a key, marked as used now; undefined where there are none.
   * @throws InputError when they cannot be read
   */
  async get(key: string): Promise<Uint8Array | undefined> {
    const file = this.pathOf(key);
    try {
      const bytes = await readFile(file);
      const now = new Date();
      // Another process may have evicted the file by now, or it may not be ours to touch.
      await utimes(file, now, now).catch(() => undefined);
      return bytes;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
      throw fileError("units", file, error);
    }
  }

  /**
   * @param twin a file with the same bytes, which are then not written again where that can be
   * @throws InputError when they cannot be written
   */
  async put(key: string, bytes: Uint8Array, twin?: string): Promise<void> {
    if (twin !== undefined && (await shareFile(twin, this.pathOf(key)))) return;
    for (let left = mostTries; ; left--) {
      try {
        await writeWholeFile(this.pathOf(key), bytes, { makesFolder: true });
        return;
      } catch (error) {
        // Who empties the folder meanwhile takes what is being written with it.
        if (left === 0 || !saysMissing(error)) throw error;
      }
    }
  }

  async delete(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }
}
