import yauzl from "yauzl";
import { InputError, messageOf } from "../../errors";
import type { ByteSource } from "../../files/byte-source";
import { fieldText } from "../field-text";
import { SourceReader } from "./source-reader";

/** A file in a ZIP archive. */
export interface ZipEntry {
  readonly name: string;
  readonly deflated: boolean;
  /** Bytes in the archive, and when inflated. */
  readonly packedBytes: number;
  readonly bytes: number;
  /**
   * Where its data begin in the archive.
   * @throws InputError where its local header is not there, or its data go past the end
   */
  dataStart(): Promise<number>;
}

const stored = 0;
const deflated = 8;
/** Far more than a dump of a cache has arrays. */
const mostEntries = 2 ** 20;

/**
 * Reads the directory of an archive.
 * @throws InputError saying what is wrong
 */
export async function readZipEntries(source: ByteSource): Promise<ZipEntry[]> {
  return told(async () => {
    const reader = new SourceReader(source);
    // The source is closed by its owner. Names may be any that a program gave its arrays.
    const options = { autoClose: false, lazyEntries: true, decodeStrings: false };
    const archive = await yauzl.fromRandomAccessReaderPromise(reader, source.size, options);
    if (archive.entryCount > mostEntries) throw new Error(`${archive.entryCount} entries`);
    const entries: ZipEntry[] = [];
    for await (const entry of archive.eachEntry()) entries.push(entryOf(archive, entry));
    return entries;
  });
}

function entryOf(archive: yauzl.ZipFile, entry: yauzl.Entry): ZipEntry {
  const { generalPurposeBitFlag, fileNameRaw, extraFields, compressionMethod: method } = entry;
  const name = yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true);
  if (entry.isEncrypted()) throw new Error(`${fieldText(name)} is encrypted`);
  if (method !== stored && method !== deflated) {
    throw new Error(`${fieldText(name)} is packed by method ${method}, not stored or deflated`);
  }
  return {
    name,
    deflated: method === deflated,
    packedBytes: entry.compressedSize,
    bytes: entry.uncompressedSize,
    dataStart: () =>
      told(async () => {
        const header = await archive.readLocalFileHeaderPromise(entry, { minimal: true });
        return header.fileDataStart;
      }, fieldText(name)),
  };
}

/** What yauzl finds wrong is wrong with the user's file. */
async function told<T>(read: () => Promise<T>, field = "ZIP archive"): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(field, messageOf(error));
  }
}
