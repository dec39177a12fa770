import type { ByteSource } from "./byte-source";

/**
 * What comes of reading a source. What is wrong with bytes that are not the file's any more says
 * nothing about the file: that it changed comes first.
 * @throws FileChanged; what `read` throws
 */
export async function settled<Result>(
  source: ByteSource,
  read: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await read();
  } finally {
    await source.checkUnchanged();
  }
}
