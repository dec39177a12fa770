import { mkdir } from "node:fs/promises";
import path from "node:path";
import { fileError } from "../../trace/file-error";
import { FileSink } from "../../trace/file-sink";

/**
 * Writes a whole file, or leaves what was there, in a folder that is made where it is missing.
 * @throws InputError when it cannot be written
 */
export async function writeFileWhole(file: string, content: Uint8Array | string): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
  } catch (error) {
    throw fileError("output file", file, error);
  }
  const sink = await FileSink.create(file);
  try {
    await sink.write(typeof content === "string" ? new TextEncoder().encode(content) : content);
    await sink.finish();
  } catch (error) {
    await sink.abandon();
    throw error;
  }
}
