import { setImmediate } from "node:timers/promises";
import { parquetRead, type DecodedArray } from "hyparquet";
import { InputError } from "../../errors";
import { checkPages } from "./check-pages";
import { FileSource } from "../../files/file-source";
import { bytesOfChunk, bytesOfGroup, RowGroups } from "./row-groups";

/** Rows of a table that are read. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** Takes values of one column from row `from` on, all within the range. */
export type OnColumn = (name: string, values: DecodedArray, from: number) => void;

/** Values of one column that follow each other. */
interface Piece {
  readonly name: string;
  readonly values: DecodedArray;
  /** Row of the first. */
  readonly from: number;
}

/**
 * Reads ranges of rows of a Parquet file without nested columns, row group by row group: memory
 * holds one of them. Ranges that follow each other closely find theirs there already.
 */
export class TableReader {
  #held: { readonly group: number; readonly pieces: readonly Piece[] } | undefined;

  private constructor(
    private readonly source: FileSource,
    private readonly groups: RowGroups,
    private readonly columns: readonly string[],
  ) {}

  /**
   * @param columns those that are read
   * @throws InputError when the file cannot be read or is damaged
   */
  static async open(file: string, columns: readonly string[]): Promise<TableReader> {
    const source = await FileSource.open(file);
    try {
      return new TableReader(source, await intact(file, () => RowGroups.read(source)), columns);
    } catch (error) {
      await source.close();
      throw error;
    }
  }

  /** Whether the table has all rows of a range. */
  has({ from, to }: RowRange): boolean {
    return from <= to && to <= this.groups.rows;
  }

  /** @throws InputError when the file cannot be read or is damaged */
  async read(range: RowRange, onColumn: OnColumn): Promise<void> {
    const { first, end } = this.groups.within(range);
    for (let group = first; group < end; group++) {
      for (const { name, values, from } of await this.#piecesOf(group)) {
        const own = values.slice(Math.max(0, range.from - from), Math.max(0, range.to - from));
        if (own.length > 0) onColumn(name, own, Math.max(from, range.from));
      }
    }
  }

  async close(): Promise<void> {
    await this.source.close();
  }

  async #piecesOf(group: number): Promise<readonly Piece[]> {
    if (this.#held?.group === group) return this.#held.pieces;
    const pieces = await intact(this.source.name, () => this.#decode(group));
    this.#held = { group, pieces };
    // Other work of the thread has its turn.
    await setImmediate();
    return pieces;
  }

  async #decode(group: number): Promise<readonly Piece[]> {
    const metadata = this.groups.metadata(group);
    const { begin, end } = bytesOfGroup(metadata);
    const { buffer } = await this.source.read(begin, end - begin);
    for (const { meta_data } of metadata.row_groups[0].columns) {
      if (!meta_data) continue;
      const chunk = bytesOfChunk(meta_data);
      const bytes = new Uint8Array(buffer, chunk.begin - begin, chunk.end - chunk.begin);
      checkPages(bytes, Number(metadata.num_rows), meta_data);
    }
    const rowFrom = this.groups.from(group);
    const pieces: Piece[] = [];
    await parquetRead({
      file: {
        byteLength: this.source.size,
        slice: (from, to) => buffer.slice(from - begin, to === undefined ? undefined : to - begin),
      },
      metadata,
      columns: [...this.columns],
      // Loads are bytes, not text; columns of text say so themselves.
      utf8: false,
      onChunk: ({ columnName, columnData, rowStart }) => {
        pieces.push({ name: columnName, values: columnData, from: rowFrom + rowStart });
      },
    });
    return pieces;
  }
}

/** What a reader of Parquet makes of a file that is none, as an error of the user's input. */
async function intact<Result>(file: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError("table", "is damaged", { file });
  }
}
