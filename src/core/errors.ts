/** Where in the input something is wrong; shown behind the message. */
export interface InputPlace {
  /** File name or other name of the source. */
  readonly file?: string;
  /** Byte offset from the start of the file. */
  readonly offset?: number;
  /** Line number, from 1. */
  readonly line?: number;
}

/**
 * The user's input is wrong: a file, an option, a setting.
 * The message is one sentence that starts with the field it is about; it is shown as it is in the
 * editor, and by the command line with exit code 2. Any other error is a fault of the program.
 */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly field: string;
  readonly reason: string;

  /** Of texts that quote a file's own, however long, only the beginning is kept. */
  constructor(
    field: string,
    reason: string,
    readonly place: InputPlace = {},
  ) {
    const short = {
      field: shortened(field, longestField),
      reason: shortened(reason, longestReason),
    };
    super(`${short.field}: ${short.reason}${describePlace(place)}`);
    this.field = short.field;
    this.reason = short.reason;
  }
}

/** Characters of a field's path and of a reason: what is longer is no sentence to read. */
const longestField = 200;
const longestReason = 1000;

function shortened(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function describePlace({ file, offset, line }: InputPlace): string {
  const parts: string[] = [];
  if (line !== undefined) parts.push(`line ${line}`);
  if (offset !== undefined) parts.push(`byte offset ${offset}`);
  if (file !== undefined) parts.push(file);
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
