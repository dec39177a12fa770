import { open, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import type { BigIntStats } from "node:fs";
import { InputError } from "../errors";
import type { ByteSource } from "./byte-source";
import { fileError } from "./file-error";

/** One call to the operating system reads less than 2 GiB. */
const mostBytesPerRead = 2 ** 30;

/** A file on disk, read at any offset that a double counts exactly. */
export class FileSource implements ByteSource {
  readonly size: number;

  private constructor(
    readonly name: string,
    private readonly handle: FileHandle,
    private readonly opened: BigIntStats,
  ) {
    this.size = Number(opened.size);
  }

  /** @throws InputError if the path is not a readable regular file */
  static async open(path: string): Promise<FileSource> {
    try {
      // Before opening: to open a pipe would wait for its other end.
      if (!(await stat(path)).isFile()) {
        throw new InputError("file", "is not a regular file", { file: path });
      }
      const handle = await open(path, "r");
      return new FileSource(path, handle, await handle.stat({ bigint: true }));
    } catch (error) {
      throw fileError("file", path, error);
    }
  }

  async read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const part = Math.min(length - done, mostBytesPerRead);
      const read = await this.readPart(bytes, done, part, offset + done);
      if (read === 0) {
        const reason = `ends at byte ${offset + done}, before ${offset + length}`;
        throw new InputError("file", reason, { file: this.name, offset: offset + done });
      }
      done += read;
    }
    return bytes;
  }

  /** Looks at the path, not the open handle: a script that rewrites a trace often replaces it. */
  async checkUnchanged(): Promise<void> {
    const now = await this.statPath();
    if (now.size !== this.opened.size) {
      this.refuse(`changed while open: ${this.opened.size} bytes became ${now.size}`);
    }
    if (now.mtimeNs !== this.opened.mtimeNs) this.refuse("changed while open: it was written to");
  }

  /** Whether a source opened now would be the same, even where one file took another's place. */
  async isCurrent(): Promise<boolean> {
    try {
      const now = await stat(this.name, { bigint: true });
      const facts = ["dev", "ino", "size", "mtimeNs", "ctimeNs"] as const;
      return facts.every((fact) => now[fact] === this.opened[fact]);
    } catch {
      // What it says about the file is said by whoever opens it next.
      return false;
    }
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  private async readPart(bytes: Uint8Array, at: number, length: number, position: number) {
    try {
      return (await this.handle.read(bytes, at, length, position)).bytesRead;
    } catch (error) {
      throw fileError("file", this.name, error);
    }
  }

  private async statPath(): Promise<BigIntStats> {
    try {
      return await stat(this.name, { bigint: true });
    } catch (error) {
      throw fileError("file", this.name, error);
    }
  }

  private refuse(reason: string): never {
    throw new InputError("file", reason, { file: this.name });
  }
}
