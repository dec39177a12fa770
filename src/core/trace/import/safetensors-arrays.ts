import type { ByteSource } from "../../files/byte-source";
import type { FileHeader, TensorEntry } from "../format";
import { readHeader } from "../header/read-header";
import { TensorReader } from "../tensor-reader";
import type { ArrayEntry, ArrayFile } from "./array-file";

/** The tensors of a safetensors file; every read is one positioned read. */
export class SafetensorsArrays implements ArrayFile {
  readonly name: string;
  readonly arrays: readonly TensorEntry[];
  private readonly reader: TensorReader;

  private constructor(
    private readonly source: ByteSource,
    header: FileHeader,
  ) {
    this.name = source.name;
    this.arrays = header.tensors;
    this.reader = new TensorReader(source, header.dataStart);
  }

  /** @throws InputError if it is no safetensors file; the source stays open */
  static async open(source: ByteSource): Promise<SafetensorsArrays> {
    return new SafetensorsArrays(source, await readHeader(source));
  }

  async read(array: ArrayEntry, first: number, count: number): Promise<Uint8Array<ArrayBuffer>> {
    const entry = this.arrays.find(({ name }) => name === array.name)!;
    const bytes = await this.reader.elements(entry, first, count);
    await this.source.checkUnchanged();
    return bytes;
  }

  close(): Promise<void> {
    return this.source.close();
  }
}
