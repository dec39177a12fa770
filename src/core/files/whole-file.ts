import { randomBytes } from "node:crypto";
import { link, mkdir, open, rename, rm, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import path from "node:path";
import { InputError } from "../errors";
import { fillSink, type ByteSink } from "./byte-sink";
import { fileError } from "./file-error";

const field = "output file";

/** What files end in that are not whole yet. */
export const partExtension = ".part";

/**
 * Writes a file under another name beside its own and renames it when it is complete: under its
 * own name there is the old file or the new one, never half of one. What is no file, such as a
 * device or a pipe, is written into and stays what it is.
 */
export class WholeFile implements ByteSink {
  private constructor(
    private readonly path: string,
    /** Undefined where the path itself is written into. */
    private readonly partPath: string | undefined,
    private readonly handle: FileHandle,
  ) {}

  /** @throws InputError if no file can be written there */
  static async create(path: string): Promise<WholeFile> {
    try {
      const existing = await stat(path).catch(() => undefined);
      if (existing?.isDirectory()) throw new InputError(field, "is a directory", { file: path });
      if (existing && !existing.isFile()) {
        return new WholeFile(path, undefined, await open(path, "w"));
      }
      const partPath = partPathOf(path);
      // Never over a file that somebody else has under this name.
      return new WholeFile(path, partPath, await open(partPath, "wx"));
    } catch (error) {
      throw fileError(field, path, error);
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    try {
      let done = 0;
      while (done < bytes.length) {
        done += (await this.handle.write(bytes, done, bytes.length - done)).bytesWritten;
      }
    } catch (error) {
      throw fileError(field, this.path, error);
    }
  }

  async finish(): Promise<void> {
    try {
      // A full disk may say so only here; a device has none.
      if (this.partPath !== undefined) await this.handle.sync();
      await this.handle.close();
      if (this.partPath !== undefined) await rename(this.partPath, this.path);
    } catch (error) {
      throw fileError(field, this.path, error);
    }
  }

  async abandon(): Promise<void> {
    await this.handle.close();
    if (this.partPath !== undefined) await rm(this.partPath, { force: true });
  }
}

/** A name beside a file's own that no other writer chooses. */
function partPathOf(path: string): string {
  return `${path}.${randomBytes(6).toString("hex")}${partExtension}`;
}

export interface WholeFileOptions {
  /** Ends the write with its reason; nothing is left behind. */
  readonly signal?: AbortSignal | undefined;
  /** Whether the folder is made where it is missing. */
  readonly makesFolder?: boolean;
}

/**
 * Writes all of a file, or leaves what was there.
 * @param content text or bytes, or parts of them that are written one after the other
 * @throws InputError when it cannot be written
 */
export async function writeWholeFile(
  file: string,
  content: string | Uint8Array | Iterable<string | Uint8Array>,
  { signal, makesFolder = false }: WholeFileOptions = {},
): Promise<void> {
  if (makesFolder) await makeFolderOf(file);
  const isWhole = typeof content === "string" || content instanceof Uint8Array;
  const parts = isWhole ? [content] : content;
  const sink = await WholeFile.create(file);
  await fillSink(sink, async () => {
    for (const part of parts) {
      signal?.throwIfAborted();
      await sink.write(typeof part === "string" ? new TextEncoder().encode(part) : part);
    }
    signal?.throwIfAborted();
  });
}

/**
 * Gives a file a second name, which appears whole: its bytes are not written again.
 * @returns false where that cannot be: on another disk, or where the file system has no such names
 */
export async function shareFile(file: string, secondName: string): Promise<boolean> {
  const partPath = partPathOf(secondName);
  try {
    await makeFolderOf(secondName);
    await link(file, partPath);
    await rename(partPath, secondName);
    return true;
  } catch {
    return false;
  } finally {
    // Renaming leaves it where both names are of one file already.
    await rm(partPath, { force: true }).catch(() => undefined);
  }
}

/** @throws InputError when the folder cannot be made */
async function makeFolderOf(file: string): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
  } catch (error) {
    throw fileError(field, file, error);
  }
}
