import { parquetMetadata, type ColumnMetaData, type FileMetaData } from "hyparquet";
import type { ByteSource } from "../../files/byte-source";
import { ThriftWalk, type FoundList } from "./thrift-walk";

/** Behind the footer of a Parquet file: its length, and what such files end in. */
const endBytes = 8;

/** Number of the field of a footer that lists the row groups, in `parquet.thrift`. */
const groupsField = 4;

/** Far more than the writers of tables put into one. */
const mostGroupRows = 2 ** 20;

/** A list of one struct, in Thrift's compact protocol. */
const listOfOne = Uint8Array.of(0x1c);

/**
 * The row groups of a Parquet file. A table of gigabytes has some hundred thousand chunks: as the
 * objects that a footer is read into they take hundreds of megabytes, so the footer is kept as it is,
 * and read for one group at a time.
 */
export class RowGroups {
  /** First row of each group, then the number of rows. */
  readonly #rows: Float64Array;

  private constructor(
    private readonly footer: Uint8Array,
    private readonly list: FoundList,
  ) {
    const groups = list.bounds.length - 1;
    this.#rows = new Float64Array(groups + 1);
    for (let group = 0; group < groups; group++) {
      const rows = Number(this.metadata(group).num_rows);
      if (rows < 0 || rows > mostGroupRows) throw new Error(`A row group of ${rows} rows.`);
      this.#rows[group + 1] = this.#rows[group] + rows;
    }
  }

  /** Of all groups. */
  get rows(): number {
    return this.#rows[this.#rows.length - 1];
  }

  /** @throws Error where the bytes are not those of a Parquet file */
  static async read(source: ByteSource): Promise<RowGroups> {
    if (source.size < endBytes) throw new Error("There is no footer.");
    const end = await source.read(source.size - endBytes, endBytes);
    const length = new DataView(end.buffer).getUint32(0, true);
    if (length > source.size - endBytes) throw new Error("The footer is longer than the table.");
    const footer = await source.read(source.size - endBytes - length, length);
    const list = new ThriftWalk(footer).findList(groupsField);
    if (!list) throw new Error("The table has no row groups.");
    return new RowGroups(footer, list);
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

  /** As those of a file with this group alone, at the bytes where it is. */
  metadata(group: number): FileMetaData {
    const { begin, bounds } = this.list;
    const parts = [
      this.footer.subarray(0, begin),
      listOfOne,
      this.footer.subarray(bounds[group], bounds[group + 1]),
      this.footer.subarray(bounds[bounds.length - 1]),
    ];
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const file = new Uint8Array(length + endBytes);
    let at = 0;
    for (const part of parts) {
      file.set(part, at);
      at += part.length;
    }
    new DataView(file.buffer).setUint32(at, length, true);
    file.set(new TextEncoder().encode("PAR1"), at + 4);
    const metadata = parquetMetadata(file.buffer);
    return { ...metadata, num_rows: metadata.row_groups[0].num_rows };
  }
}

/** The bytes of the row group of such metadata in their file. */
export function bytesOfGroup({ row_groups: [group] }: FileMetaData): {
  readonly begin: number;
  readonly end: number;
} {
  const chunks = group.columns.flatMap(({ meta_data }) =>
    meta_data ? [bytesOfChunk(meta_data)] : [],
  );
  return {
    begin: Math.min(...chunks.map(({ begin }) => begin)),
    end: Math.max(...chunks.map(({ end }) => end)),
  };
}

/** The bytes of a column of a row group in their file. */
export function bytesOfChunk(chunk: ColumnMetaData): {
  readonly begin: number;
  readonly end: number;
} {
  const begin = beginOf(chunk);
  return { begin, end: begin + Number(chunk.total_compressed_size) };
}

function beginOf({ dictionary_page_offset, data_page_offset }: ColumnMetaData): number {
  return Number(dictionary_page_offset ?? data_page_offset);
}
