import { InputError } from "../../errors";
import type { ByteSource } from "../../files/byte-source";
import { withFile } from "../../files/file-error";
import { FileSource } from "../../files/file-source";
import type { ArrayFile } from "./array-file";
import { NpzArrays } from "./npz-arrays";
import { SafetensorsArrays } from "./safetensors-arrays";

/**
 * Opens a file of named arrays: NumPy's .npz by its first bytes, safetensors otherwise.
 * @throws InputError if it cannot be read, or is neither
 */
export async function openArrayFile(path: string): Promise<ArrayFile> {
  return openArrays(await FileSource.open(path));
}

/** The same of a source, which belongs to the result from then on. */
export async function openArrays(source: ByteSource): Promise<ArrayFile> {
  try {
    const magic = Buffer.from(await source.read(0, Math.min(6, source.size))).toString("latin1");
    if (magic === "\x93NUMPY") {
      throw new InputError("file", "is a single NumPy array; save keys and queries with np.savez");
    }
    if (magic.startsWith("PK")) return await NpzArrays.open(source);
    return await SafetensorsArrays.open(source);
  } catch (error) {
    await source.close();
    throw withFile(error, source.name);
  }
}
