import { InputError } from "../../core/errors";
import { writeWholeFile } from "../../core/files/whole-file";
import { interruptible } from "../interruptible";

/**
 * Writes a file that an option names, a text or its parts in turn, so that neither a failure nor a signal leaves half of it.
 * @throws InputError naming the option; Interrupted after a signal
 */
export async function writeOptionFile(
  option: string,
  file: string,
  content: string | Iterable<string>,
): Promise<void> {
  try {
    await interruptible((signal) => writeWholeFile(file, content, { signal }));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(option, error.reason, error.place);
  }
}
