import { FileChanged } from "./file-changed";
import { FileSource } from "./file-source";

/** Files that are opened again and again, each of which has to be the same every time. */
export class SteadyFiles {
  /** By path, as opened last. */
  readonly #opened = new Map<string, FileSource>();

  /**
   * Opens a file, which then is the caller's to close.
   * @throws InputError if it cannot be opened; FileChanged if it is not what it was the first time
   */
  async open(path: string): Promise<FileSource> {
    const source = await FileSource.open(path, this.#opened.get(path)?.stamp);
    const other = this.#opened.get(path);
    // Someone else may have opened it first meanwhile.
    if (other && !source.is(other.stamp)) {
      await source.close();
      throw new FileChanged("changed between two readings", path);
    }
    this.#opened.set(path, source);
    return source;
  }

  /** @throws FileChanged if any file is not what it was the first time */
  async checkContent(): Promise<void> {
    for (const path of this.#opened.keys()) {
      const source = await this.open(path);
      try {
        await source.checkContent();
      } finally {
        await source.close();
      }
    }
  }
}
