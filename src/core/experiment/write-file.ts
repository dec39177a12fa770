import { FileSink } from "../trace/file-sink";

/**
 * Writes a whole file, or leaves what was there.
 * @throws InputError when it cannot be written
 */
export async function writeFileWhole(file: string, content: Uint8Array | string): Promise<void> {
  const sink = await FileSink.create(file);
  try {
    await sink.write(typeof content === "string" ? new TextEncoder().encode(content) : content);
    await sink.finish();
  } catch (error) {
    await sink.abandon();
    throw error;
  }
}
