import { InputError } from "../../errors";
import type { ByteSource } from "../../files/byte-source";
import { fieldText } from "../field-text";

/** A file in a ZIP archive (PKWARE APPNOTE 6.3, sections 4.3.7 to 4.3.16). */
export interface ZipEntry {
  readonly name: string;
  readonly deflated: boolean;
  /** Bytes in the archive, and when inflated. */
  readonly packedBytes: number;
  readonly bytes: number;
  /** Where its local header begins. */
  readonly headerAt: number;
}

const endSignature = 0x06054b50;
const end64Signature = 0x06064b50;
const locatorSignature = 0x07064b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endBytes = 22;
const locatorBytes = 20;
const end64Bytes = 56;
const entryBytes = 46;
const localBytes = 30;
/** A comment may follow the end record. */
const mostComment = 65535;
const mostDirectory = 2 ** 26;
/** A field of this value stands for one in the extra data, of 64 bits. */
const elsewhere = 0xffffffff;

/**
 * Reads the directory at the end of an archive.
 * @throws InputError naming what is wrong and its byte offset
 */
export async function readZipDirectory(source: ByteSource): Promise<ZipEntry[]> {
  const tailBytes = Math.min(source.size, endBytes + mostComment + locatorBytes);
  const tailAt = source.size - tailBytes;
  const tail = viewOf(await source.read(tailAt, tailBytes));
  let at = tailBytes - endBytes;
  while (at >= 0 && tail.getUint32(at, true) !== endSignature) at--;
  if (at < 0) refuse("has no directory at its end; was it cut off?", source.size);
  let count = tail.getUint16(at + 10, true);
  let size = tail.getUint32(at + 12, true);
  let start = tail.getUint32(at + 16, true);
  const locator = at - locatorBytes;
  if (locator >= 0 && tail.getUint32(locator, true) === locatorSignature) {
    const end64At = whole(tail, locator + 8, tailAt + locator);
    const end64 = viewOf(await readWithin(source, end64At, end64Bytes));
    if (end64.getUint32(0, true) !== end64Signature) refuse("damaged directory end", end64At);
    count = whole(end64, 32, end64At);
    size = whole(end64, 40, end64At);
    start = whole(end64, 48, end64At);
  }
  if (size > mostDirectory) refuse(`a directory of ${size} bytes is too long`, tailAt + at);
  return parseEntries(viewOf(await readWithin(source, start, size)), count, start);
}

/** Where an entry's data begins: its local header has names and extras of its own length. */
export async function zipDataStart(source: ByteSource, entry: ZipEntry): Promise<number> {
  const local = viewOf(await readWithin(source, entry.headerAt, localBytes));
  if (local.getUint32(0, true) !== localSignature) {
    refuse(`${fieldText(entry.name)} does not begin where the directory says`, entry.headerAt);
  }
  const start = entry.headerAt + localBytes + local.getUint16(26, true) + local.getUint16(28, true);
  if (start + entry.packedBytes > source.size) {
    refuse(`${fieldText(entry.name)} goes past the end of the file`, entry.headerAt);
  }
  return start;
}

function parseEntries(directory: DataView, count: number, start: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  while (entries.length < count) {
    if (
      at + entryBytes > directory.byteLength ||
      directory.getUint32(at, true) !== entrySignature
    ) {
      refuse(`directory entry ${entries.length} of ${count} is damaged`, start + at);
    }
    const nameBytes = directory.getUint16(at + 28, true);
    const extraBytes = directory.getUint16(at + 30, true);
    const extraAt = at + entryBytes + nameBytes;
    const next = extraAt + extraBytes + directory.getUint16(at + 32, true);
    if (next > directory.byteLength) refuse("a directory entry is cut off", start + at);
    const bytes = new Uint8Array(directory.buffer, at + entryBytes, nameBytes);
    const name = new TextDecoder().decode(bytes);
    const method = directory.getUint16(at + 10, true);
    if ((directory.getUint16(at + 8, true) & 1) === 1) refuse(`${name} is encrypted`, start + at);
    if (method !== 0 && method !== 8) {
      refuse(
        `${fieldText(name)} is packed by method ${method}, not stored or deflated`,
        start + at,
      );
    }
    const wide = wideFields(directory, extraAt, extraBytes, start);
    const field = (offset: number) => {
      const value = directory.getUint32(at + offset, true);
      return value === elsewhere ? wide() : value;
    };
    // In the order in which the extra data hold those that stand there.
    const unpacked = field(24);
    const packedBytes = field(20);
    const headerAt = field(42);
    entries.push({ name, deflated: method === 8, packedBytes, bytes: unpacked, headerAt });
    at = next;
  }
  return entries;
}

/** The 64-bit fields of an entry, one after the other. */
function wideFields(view: DataView, at: number, length: number, start: number): () => number {
  let field = at;
  while (field + 4 <= at + length && view.getUint16(field, true) !== 1) {
    field += 4 + view.getUint16(field + 2, true);
  }
  let next = field + 4;
  return () => {
    if (next + 8 > at + length) refuse("a directory entry lacks a 64-bit size", start + at);
    next += 8;
    return whole(view, next - 8, start + next - 8);
  };
}

function whole(view: DataView, at: number, offset: number): number {
  const value = view.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) refuse(`${value} is 2^53 or more`, offset);
  return Number(value);
}

async function readWithin(source: ByteSource, at: number, length: number) {
  if (at + length > source.size) refuse("the directory points past the end of the file", at);
  return source.read(at, length);
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function refuse(reason: string, offset: number): never {
  throw new InputError("ZIP archive", reason, { offset });
}
