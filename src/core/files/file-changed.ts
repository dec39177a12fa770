import { InputError } from "../errors";

/**
 * A file is no longer what it was when it was opened. Whoever reads it once more reads the file as it
 * is now: see `retryChanged`.
 */
export class FileChanged extends InputError {
  constructor(
    reason: string,
    readonly file: string,
  ) {
    super("file", reason, { file });
  }
}
