import { InputError } from "../../errors";
import { decodeFloats, firstNonFinite } from "../../trace/decode-floats";
import type { ByteSource } from "../../files/byte-source";
import { fieldText } from "../../trace/field-text";
import { withFile } from "../../files/file-error";
import { FileSource } from "../../files/file-source";
import { floatTypes, type FileHeader, type FloatType, type TensorEntry } from "../../trace/format";
import { readHeader } from "../../trace/header/read-header";
import { TensorReader } from "../../trace/tensor-reader";
import type { LinearLayer } from "../mapping/linear-layer";
import type { DenseWeight } from "../monarch/weight";

/** A safetensors file of weights. */
export class WeightFile {
  private constructor(
    private readonly source: ByteSource,
    private readonly header: FileHeader,
  ) {}

  /**
   * Opens a file; only its header is read.
   * @throws InputError if it cannot be read or is no safetensors file
   */
  static async open(path: string): Promise<WeightFile> {
    return WeightFile.read(await FileSource.open(path));
  }

  /** The same of a source, which belongs to the file from then on. */
  static async read(source: ByteSource): Promise<WeightFile> {
    try {
      return new WeightFile(source, await readHeader(source));
    } catch (error) {
      await source.close();
      throw withFile(error, source.name);
    }
  }

  /**
   * The matrices whose names fit a pattern, as layers that work one after the other.
   * @param pattern a name in which * stands for any characters
   * @throws InputError if it fits no matrix, or one of a type that is not read
   */
  layers(pattern: string): LinearLayer[] {
    const fits = patternOf(pattern);
    const named = this.header.tensors.filter(({ name }) => fits.test(name));
    if (named.length === 0) {
      const all = this.header.tensors.length;
      this.refuse("layers", `"${fieldText(pattern)}" fits none of the ${all} tensors`);
    }
    const matrices = named.filter(({ shape }) => shape.length === 2);
    for (const entry of matrices.length === 0 ? named : matrices) this.checkMatrix(entry);
    return matrices.map(({ name, shape: [outputs, inputs] }, phase) => {
      return { name, outputs, inputs, phase, input: name };
    });
  }

  /**
   * Reads a weight.
   * @param transposed true where it is stored as [inputs, outputs], as in GPT-2
   * @throws InputError if there is no such tensor, or it is no matrix of finite floats
   */
  async weight(name: string, transposed = false): Promise<DenseWeight> {
    const entry = this.header.tensors.find((tensor) => tensor.name === name);
    if (entry === undefined) this.refuse("tensor", `"${fieldText(name)}" is not in the file`);
    this.checkMatrix(entry);
    const [rows, columns] = entry.shape;
    try {
      const reader = new TensorReader(this.source, this.header.dataStart);
      const bytes = await reader.elements(entry, 0, rows * columns);
      await this.source.checkUnchanged();
      const values = decodeFloats(bytes, entry.dtype as FloatType);
      const bad = firstNonFinite(values);
      if (bad >= 0) {
        const reason = `${values[bad]} in row ${Math.floor(bad / columns)}, column ${bad % columns}`;
        const offset = reader.position(entry, bad);
        throw new InputError(fieldText(name), reason, { offset });
      }
      return transposed
        ? { name, outputs: columns, inputs: rows, values: transpose(values, rows, columns) }
        : { name, outputs: rows, inputs: columns, values };
    } catch (error) {
      throw withFile(error, this.source.name);
    }
  }

  close(): Promise<void> {
    return this.source.close();
  }

  private checkMatrix({ name, dtype, dtypeAt, shape, shapeAt }: TensorEntry): void {
    if (shape.length !== 2) {
      const reason = `[${shape.join(", ")}] is no matrix: ${shape.length} dimensions instead of 2`;
      this.refuse(`${fieldText(name)}.shape`, reason, shapeAt);
    }
    if (!floatTypes.some((type) => type === dtype)) {
      const reason = `${fieldText(dtype)} is not ${floatTypes.join(" or ")}`;
      this.refuse(`${fieldText(name)}.dtype`, reason, dtypeAt);
    }
  }

  private refuse(field: string, reason: string, offset?: number): never {
    const file = this.source.name;
    throw new InputError(field, reason, offset === undefined ? { file } : { file, offset });
  }
}

function patternOf(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s");
}

function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  const transposed = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      transposed[column * rows + row] = values[row * columns + column];
    }
  }
  return transposed;
}
