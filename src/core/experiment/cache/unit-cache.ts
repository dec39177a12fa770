import { readdir, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { fileError } from "../../files/file-error";
import { partExtension } from "../../files/whole-file";
import { isMissing } from "../store/run-files";
import { UnitStore } from "../store/unit-store";

/** Bytes that the cache may take where nobody says otherwise: 4 GiB. */
const defaultCacheBytes = 4 * 2 ** 30;

/** Part of the limit that is left after an eviction, so that the next one is not due at once. */
const keptShare = 0.9;

/** Part of the limit that is written before the folder is looked at for what others wrote. */
const unseenShare = 1 / 16;

/** What is left of a write after this many milliseconds belongs to a process that has died. */
const partLifetime = 3_600_000;

/** Where the cache lies where nobody says otherwise; the system's folder for such things. */
function defaultCacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const base =
    XDG_CACHE_HOME ??
    (process.platform === "win32"
      ? (LOCALAPPDATA ?? path.join(homedir(), "AppData", "Local"))
      : process.platform === "darwin"
        ? path.join(homedir(), "Library", "Caches")
        : path.join(homedir(), ".cache"));
  return path.join(base, "kvtrace", "units");
}

interface Entry {
  readonly file: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly used: number;
}

/**
 * Units of all experiments, shared between them and between processes. What was not used for longest
 * goes when the folder grows above its limit.
 */
export class UnitCache {
  readonly #store: UnitStore;
  readonly #limit: number;
  /** Bytes of the folder when this process last looked; undefined until it has, and while it does. */
  #bytes: number | undefined;
  /** Bytes written since. */
  #written = 0;
  #evicting: Promise<void> | undefined;

  /** @param limit bytes of all files together */
  constructor(folder: string = defaultCacheFolder(), limit: number = defaultCacheBytes) {
    this.#store = new UnitStore(folder);
    this.#limit = limit;
  }

  get folder(): string {
    return this.#store.folder;
  }

  pathOf(key: string): string {
    return this.#store.pathOf(key);
  }

  /** @throws InputError when the bytes cannot be read */
  get(key: string): Promise<Uint8Array | undefined> {
    return this.#store.get(key);
  }

  /**
   * Keeps bytes under a key. The folder is within its limit after, but for the little that other
   * processes wrote meanwhile.
   * @param twin see `UnitStore.put`
   * @throws InputError when they cannot be written, or the folder cannot be kept within its limit
   */
  async put(key: string, bytes: Uint8Array, twin?: string): Promise<void> {
    await this.#store.put(key, bytes, twin);
    this.#written += bytes.byteLength;
    // An eviction that is under way may have looked before these bytes were there.
    while (this.#evicting) await this.#evicting.catch(() => undefined);
    if (this.#isWithinLimit()) return;
    this.#evicting = this.#evict().finally(() => (this.#evicting = undefined));
    try {
      await this.#evicting;
    } catch (error) {
      throw fileError("cache", this.folder, error);
    }
  }

  #isWithinLimit(): boolean {
    return (
      this.#bytes !== undefined &&
      this.#bytes + this.#written <= this.#limit &&
      this.#written <= this.#limit * unseenShare
    );
  }

  async #evict(): Promise<void> {
    this.#written = 0;
    const entries = await this.#entries();
    let bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
    const kept = bytes > this.#limit ? this.#limit * keptShare : bytes;
    for (const entry of entries.sort((one, other) => one.used - other.used)) {
      if (bytes <= kept) break;
      await rm(entry.file, { force: true });
      bytes -= entry.bytes;
    }
    this.#bytes = bytes;
  }

  /** None where somebody removed the folder, which the next unit brings back. */
  async #names(): Promise<string[]> {
    try {
      return await readdir(this.folder);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  async #entries(): Promise<Entry[]> {
    const entries: Entry[] = [];
    for (const name of await this.#names()) {
      const file = path.join(this.folder, name);
      // Another process may remove it meanwhile.
      const stats = await stat(file).catch(() => undefined);
      if (!stats?.isFile()) continue;
      if (!name.endsWith(partExtension)) {
        entries.push({ file, bytes: stats.size, used: stats.mtimeMs });
      } else if (Date.now() - stats.mtimeMs > partLifetime) {
        await rm(file, { force: true });
      }
    }
    return entries;
  }
}
