import { promisify } from "node:util";
import { constants, inflateRaw } from "node:zlib";
import { InputError, messageOf } from "../../errors";
import type { ByteSource } from "../../files/byte-source";
import { fieldText } from "../field-text";
import { elementBytes } from "../format";
import type { ArrayEntry, ArrayFile } from "./array-file";
import { npyDataStart, npyPrefixBytes, parseNpyHeader } from "./npy-header";
import { readZipEntries, type ZipEntry } from "./zip-archive";

const inflate = promisify(inflateRaw);

/** One read or one inflated array holds at most this much. */
const mostBytes = 2 ** 31;

/** Packed bytes that are read for the header of a deflated array: it comes first and is short. */
const headBytes = 2 ** 14;

interface NpzArray extends ArrayEntry {
  readonly entry: ZipEntry;
  /** Bytes of the .npy header. */
  readonly dataStart: number;
}

/**
 * The arrays of a NumPy .npz file. Stored ones (`np.savez`) are read in place; a deflated one
 * (`np.savez_compressed`) is inflated as a whole and kept until another is read.
 */
export class NpzArrays implements ArrayFile {
  readonly name: string;
  private inflated: { readonly entry: ZipEntry; readonly bytes: Uint8Array } | undefined;

  private constructor(
    private readonly source: ByteSource,
    readonly arrays: readonly NpzArray[],
  ) {
    this.name = source.name;
  }

  /** @throws InputError if it is no .npz file; the source stays open */
  static async open(source: ByteSource): Promise<NpzArrays> {
    const arrays: NpzArray[] = [];
    const file = new NpzArrays(source, arrays);
    for (const entry of await readZipEntries(source)) {
      const name = entry.name.replace(/\.npy$/, "");
      const prefix = await file.headBytes(entry, Math.min(npyPrefixBytes, entry.bytes));
      const dataStart = npyDataStart(name, prefix);
      const header = parseNpyHeader(name, await file.headBytes(entry, dataStart));
      const { dtype, shape } = header;
      const size = shape.reduce((product, length) => product * length, elementBytes.get(dtype)!);
      if (dataStart + size !== entry.bytes) {
        const reason = `its shape takes ${size} bytes, its data are ${entry.bytes - dataStart}`;
        throw new InputError(fieldText(name), reason);
      }
      arrays.push({ name, dtype, shape, entry, dataStart });
    }
    return file;
  }

  async read(array: ArrayEntry, first: number, count: number): Promise<Uint8Array<ArrayBuffer>> {
    const { entry, dataStart, dtype } = this.arrays.find(({ name }) => name === array.name)!;
    const width = elementBytes.get(dtype)!;
    const bytes = await this.entryBytes(entry, dataStart + first * width, count * width);
    await this.source.checkUnchanged();
    return bytes;
  }

  close(): Promise<void> {
    this.inflated = undefined;
    return this.source.close();
  }

  /** The first bytes of an entry: a deflated one is not inflated further than that needs. */
  private async headBytes(entry: ZipEntry, count: number): Promise<Uint8Array<ArrayBuffer>> {
    if (!entry.deflated || entry.packedBytes <= headBytes) return this.entryBytes(entry, 0, count);
    const start = await entry.dataStart();
    const packed = await this.source.read(start, headBytes);
    try {
      const bytes = await inflate(packed, { finishFlush: constants.Z_SYNC_FLUSH });
      if (bytes.length >= count) return new Uint8Array(bytes.subarray(0, count));
    } catch (error) {
      const reason = `cannot be inflated: ${messageOf(error)}`;
      throw new InputError(fieldText(entry.name), reason, { offset: start });
    }
    return this.entryBytes(entry, 0, count);
  }

  private async entryBytes(entry: ZipEntry, first: number, count: number) {
    if (first + count > entry.bytes) {
      throw new InputError(fieldText(entry.name), `ends at byte ${entry.bytes} of its header`);
    }
    if (entry.deflated) {
      const whole = await this.inflate(entry);
      return new Uint8Array(whole.subarray(first, first + count));
    }
    return this.source.read((await entry.dataStart()) + first, count);
  }

  private async inflate(entry: ZipEntry): Promise<Uint8Array> {
    if (this.inflated?.entry === entry) return this.inflated.bytes;
    if (entry.bytes > mostBytes || entry.packedBytes > mostBytes) {
      const reason = `${entry.bytes} bytes are too many to inflate; save it with np.savez`;
      throw new InputError(fieldText(entry.name), reason);
    }
    this.inflated = undefined;
    const start = await entry.dataStart();
    const packed = await this.source.read(start, entry.packedBytes);
    try {
      const bytes = await inflate(packed, { maxOutputLength: Math.max(1, entry.bytes) });
      if (bytes.length !== entry.bytes) throw new Error(`${bytes.length} bytes came out`);
      this.inflated = { entry, bytes };
      return bytes;
    } catch (error) {
      const reason = `cannot be inflated: ${messageOf(error)}`;
      throw new InputError(fieldText(entry.name), reason, { offset: start });
    }
  }
}
