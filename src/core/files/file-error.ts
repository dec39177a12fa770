import { InputError, messageOf } from "../errors";

const reasons: Readonly<Record<string, string | undefined>> = {
  ENOENT: "does not exist",
  EACCES: "may not be accessed",
  EPERM: "may not be accessed",
  EISDIR: "is a directory",
  ENOTDIR: "has a parent that is not a directory",
  ENOSPC: "the disk is full",
  EROFS: "the disk is read-only",
  EMFILE: "too many files are open",
};

/**
 * The user's view of an error of the file system; any other error as it is.
 * @param field what the file is to the user: "file", "output file"
 */
export function fileError(field: string, file: string, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  if (typeof error.code !== "string" || !("syscall" in error)) return error;
  return new InputError(field, reasons[error.code] ?? messageOf(error), { file });
}

/** Whether an error of a file says that it, or its folder, is not there. */
export function saysMissing(error: unknown): boolean {
  return error instanceof InputError && error.reason === reasons.ENOENT;
}

/** The same error, saying which file it is about where it does not say so yet. */
export function withFile(error: unknown, file: string): unknown {
  if (!(error instanceof InputError) || error.place.file !== undefined) return error;
  return new InputError(error.field, error.reason, { ...error.place, file });
}
