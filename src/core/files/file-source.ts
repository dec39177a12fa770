import { open, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import type { BigIntStats } from "node:fs";
import { InputError } from "../errors";
import type { ByteSource } from "./byte-source";
import { FileChanged } from "./file-changed";
import { fileError } from "./file-error";
import { identityOf, type FilePiece, type FileStamp } from "./file-stamp";
import { SampledPieces } from "./sampled-pieces";

/** One call to the operating system reads less than 2 GiB. */
const mostBytesPerRead = 2 ** 30;

/** A file on disk, read at any offset that a double counts exactly. */
export class FileSource implements ByteSource {
  readonly size: number;
  readonly #sample = new SampledPieces();

  private constructor(
    readonly name: string,
    private readonly handle: FileHandle,
    private readonly opened: BigIntStats,
  ) {
    this.size = Number(opened.size);
  }

  /**
   * @param expected the file that it must be, as someone else has it open
   * @throws InputError if the path is not a readable regular file; FileChanged if it is not the
   *   expected one
   */
  static async open(path: string, expected?: FileStamp): Promise<FileSource> {
    const source = await FileSource.#openPath(path);
    if (expected) {
      for (const piece of expected.pieces) source.#sample.add(piece);
      if (!source.is(expected)) {
        await source.close();
        source.#refuse("changed while open: it is not the file that was opened first");
      }
    }
    return source;
  }

  static async #openPath(path: string): Promise<FileSource> {
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

  /** The file as it was opened, with a sample of what was read of it so far. */
  get stamp(): FileStamp {
    return { identity: identityOf(this.opened), pieces: [...this.#sample.all] };
  }

  /** Whether someone else opened the same file, unchanged in between. */
  is({ identity }: FileStamp): boolean {
    return identity === identityOf(this.opened);
  }

  async read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    // Before room is made for bytes that are not there.
    if (offset + length > this.size) this.#endsBefore(offset + length, this.size);
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const part = Math.min(length - done, mostBytesPerRead);
      const read = await this.#readPart(bytes, done, part, offset + done);
      if (read === 0) this.#endsBefore(offset + length, offset + done);
      done += read;
    }
    this.#sample.note(offset, bytes);
    return bytes;
  }

  /** Looks at the path, not the open handle: a script that rewrites a trace often replaces it. */
  async checkUnchanged(): Promise<void> {
    const now = await this.#statPath();
    if (now.size !== this.opened.size) {
      this.#refuse(`changed while open: ${this.opened.size} bytes became ${now.size}`);
    }
    if (identityOf(now) !== identityOf(this.opened)) {
      const isSame = now.ino === this.opened.ino && now.dev === this.opened.dev;
      const what = isSame ? "it was written to" : "another file took its place";
      this.#refuse(`changed while open: ${what}`);
    }
  }

  async checkContent(): Promise<void> {
    await this.checkUnchanged();
    const isSame = await Promise.all(this.#sample.all.map((piece) => this.#holds(piece)));
    if (isSame.includes(false)) this.#refuse("changed while open: it was written to");
    // What was compared belongs to the file only if that stayed as it was.
    await this.checkUnchanged();
  }

  /** Whether a source opened now would be the same, even where one file took another's place. */
  async isCurrent(): Promise<boolean> {
    try {
      await this.checkUnchanged();
      return true;
    } catch {
      // What it says about the file is said by whoever opens it next.
      return false;
    }
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  #endsBefore(wanted: number, end: number): never {
    const reason = `ends at byte ${end}, before ${wanted}`;
    throw new InputError("file", reason, { file: this.name, offset: end });
  }

  async #readPart(bytes: Uint8Array, at: number, length: number, position: number) {
    try {
      return (await this.handle.read(bytes, at, length, position)).bytesRead;
    } catch (error) {
      throw fileError("file", this.name, error);
    }
  }

  async #holds({ offset, bytes }: FilePiece): Promise<boolean> {
    const now = new Uint8Array(bytes.length);
    const read = await this.#readPart(now, 0, now.length, offset);
    return read === bytes.length && Buffer.compare(now, bytes) === 0;
  }

  async #statPath(): Promise<BigIntStats> {
    try {
      return await stat(this.name, { bigint: true });
    } catch (error) {
      const reason = fileError("file", this.name, error);
      throw reason instanceof InputError ? new FileChanged(reason.reason, this.name) : reason;
    }
  }

  #refuse(reason: string): never {
    throw new FileChanged(reason, this.name);
  }
}
