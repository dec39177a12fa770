import type { ColumnMetaData, FileMetaData } from "hyparquet";

/** What the columns of all row groups have in common, and what one chunk has of its own. */
type ColumnShape = Pick<ColumnMetaData, "type" | "path_in_schema" | "codec" | "encodings">;

/** Numbers kept of a chunk: dictionary (0 for none), data, compressed bytes, values. */
const numbersPerChunk = 4;

/**
 * Where the row groups of a Parquet file lie. A table of gigabytes has some hundred thousand chunks:
 * as the objects that a footer is read into they take a hundred times the memory.
 */
export class RowGroups {
  readonly #file: Omit<FileMetaData, "row_groups">;
  readonly #shapes: readonly ColumnShape[];
  /** First row of each group, then the number of rows. */
  readonly #rows: Float64Array;
  /** [groups, columns, numbersPerChunk]. */
  readonly #chunks: Float64Array;

  /** @throws Error where the metadata are not those of one flat table */
  constructor({ row_groups: groups, ...file }: FileMetaData) {
    this.#file = file;
    this.#rows = new Float64Array(groups.length + 1);
    this.#shapes = (groups.at(0)?.columns ?? []).map((chunk) => shapeOf(needMetaData(chunk)));
    const columns = this.#shapes.length;
    this.#chunks = new Float64Array(groups.length * columns * numbersPerChunk);
    for (const [group, { num_rows, columns: chunks }] of groups.entries()) {
      if (chunks.length !== columns) throw new Error("A row group has other columns.");
      this.#rows[group + 1] = this.#rows[group] + Number(num_rows);
      for (const [column, chunk] of chunks.entries()) {
        const found = needMetaData(chunk);
        if (!isShape(this.#shapes[column], found)) throw new Error("A column changes its kind.");
        const numbers = [
          found.dictionary_page_offset ?? 0,
          found.data_page_offset,
          found.total_compressed_size,
          found.num_values,
        ];
        this.#chunks.set(numbers.map(Number), (group * columns + column) * numbersPerChunk);
      }
    }
  }

  /** The groups that hold rows of a range. */
  within({ from, to }: { readonly from: number; readonly to: number }): {
    readonly first: number;
    readonly end: number;
  } {
    const groups = this.#rows.length - 1;
    const first = this.#rows.findIndex((row) => row > from) - 1;
    if (first < 0 || from >= to) return { first: 0, end: 0 };
    const end = this.#rows.findIndex((row) => row >= to);
    return { first, end: end === -1 ? groups : end };
  }

  /** First row of a group. */
  from(group: number): number {
    return this.#rows[group];
  }

  /** The bytes of a group in the file. */
  bytes(group: number): { readonly begin: number; readonly end: number } {
    const chunks = this.#shapes.map((_, column) => this.#chunk(group, column));
    return {
      begin: Math.min(...chunks.map(({ dictionary, data }) => dictionary || data)),
      end: Math.max(...chunks.map(({ dictionary, data, bytes }) => (dictionary || data) + bytes)),
    };
  }

  /** As those of a file with this group alone, at the bytes where it is. */
  metadata(group: number): FileMetaData {
    const rows = BigInt(this.#rows[group + 1] - this.#rows[group]);
    const columns = this.#shapes.map((shape, column) => {
      const { dictionary, data, bytes, values } = this.#chunk(group, column);
      return {
        file_offset: BigInt(data),
        meta_data: {
          ...shape,
          num_values: BigInt(values),
          // Not looked at: pages tell their own.
          total_uncompressed_size: BigInt(bytes),
          total_compressed_size: BigInt(bytes),
          data_page_offset: BigInt(data),
          ...(dictionary > 0 && { dictionary_page_offset: BigInt(dictionary) }),
        },
      };
    });
    const groups = [{ columns, total_byte_size: 0n, num_rows: rows }];
    return { ...this.#file, num_rows: rows, row_groups: groups };
  }

  #chunk(group: number, column: number) {
    const at = (group * this.#shapes.length + column) * numbersPerChunk;
    const [dictionary, data, bytes, values] = this.#chunks.subarray(at, at + numbersPerChunk);
    return { dictionary, data, bytes, values };
  }
}

function needMetaData({ meta_data }: { readonly meta_data?: ColumnMetaData }): ColumnMetaData {
  if (!meta_data) throw new Error("A column lies in another file.");
  return meta_data;
}

function shapeOf({ type, path_in_schema, codec, encodings }: ColumnMetaData): ColumnShape {
  return { type, path_in_schema, codec, encodings };
}

function isShape(shape: ColumnShape, { type, path_in_schema, codec }: ColumnMetaData): boolean {
  return (
    shape.type === type &&
    shape.codec === codec &&
    shape.path_in_schema.join(".") === path_in_schema.join(".")
  );
}
