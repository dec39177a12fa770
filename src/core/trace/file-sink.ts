import { randomBytes } from "node:crypto";
import { open, rename, rm, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { InputError } from "../errors";
import type { ByteSink } from "./byte-sink";
import { fileError } from "./file-error";

const field = "output file";

/**
 * Writes a file under another name beside its own and renames it when it is complete: under its
 * own name there is the old file or the new one, never half of one.
 */
export class FileSink implements ByteSink {
  private constructor(
    private readonly path: string,
    private readonly partPath: string,
    private readonly handle: FileHandle,
  ) {}

  /** @throws InputError if no file can be written there */
  static async create(path: string): Promise<FileSink> {
    try {
      const existing = await stat(path).catch(() => undefined);
      if (existing?.isDirectory()) throw new InputError(field, "is a directory", { file: path });
      const partPath = `${path}.${randomBytes(6).toString("hex")}.part`;
      return new FileSink(path, partPath, await open(partPath, "wx"));
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
      await this.handle.sync();
      await this.handle.close();
      await rename(this.partPath, this.path);
    } catch (error) {
      throw fileError(field, this.path, error);
    }
  }

  async abandon(): Promise<void> {
    await this.handle.close();
    await rm(this.partPath, { force: true });
  }
}
