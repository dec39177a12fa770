import { Cancelled } from "../cancelled";
import { InputError, type InputPlace } from "../errors";
import { FileChanged } from "../files/file-changed";

/** An error as plain data, so that it is of the same kind on the other side of a thread. */
export type PackedError =
  | {
      readonly kind: "input";
      readonly field: string;
      readonly reason: string;
      readonly place: InputPlace;
    }
  | { readonly kind: "changed"; readonly reason: string; readonly file: string }
  | { readonly kind: "cancelled" }
  /** @property stack of the thread in which it was thrown */
  | { readonly kind: "fault"; readonly message: string; readonly stack: string | undefined };

export function packError(error: unknown): PackedError {
  if (error instanceof FileChanged) {
    return { kind: "changed", reason: error.reason, file: error.file };
  }
  if (error instanceof InputError) {
    return { kind: "input", field: error.field, reason: error.reason, place: error.place };
  }
  if (error instanceof Cancelled) return { kind: "cancelled" };
  return error instanceof Error
    ? { kind: "fault", message: error.message, stack: error.stack }
    : { kind: "fault", message: String(error), stack: undefined };
}

export function unpackError(packed: PackedError): Error {
  switch (packed.kind) {
    case "input":
      return new InputError(packed.field, packed.reason, packed.place);
    case "changed":
      return new FileChanged(packed.reason, packed.file);
    case "cancelled":
      return new Cancelled();
    case "fault": {
      const error = new Error(packed.message);
      if (packed.stack !== undefined) error.stack = packed.stack;
      return error;
    }
  }
}
