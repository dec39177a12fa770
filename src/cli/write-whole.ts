import { rename, rm, writeFile } from "node:fs/promises";
import { InputError, messageOf } from "../core/errors";

/**
 * Writes a file that an option names, so that a failure leaves no half of it.
 * @throws InputError naming the option
 */
export async function writeWhole(option: string, file: string, text: string): Promise<void> {
  const part = `${file}.part`;
  try {
    await writeFile(part, text);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw new InputError(option, messageOf(error));
  }
}
