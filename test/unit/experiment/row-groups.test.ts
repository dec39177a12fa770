import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { parquetMetadata } from "hyparquet";
import { checkPages } from "../../../src/core/experiment/store/check-pages";
import { bytesOfChunk, RowGroups } from "../../../src/core/experiment/store/row-groups";
import { ThriftWalk } from "../../../src/core/experiment/store/thrift-walk";
import { TableWriter, type TableColumn } from "../../../src/core/experiment/store/table-writer";
import { BytesSource } from "../../../src/core/files/bytes-source";

const columns: readonly TableColumn[] = [
  { name: "text", type: "STRING", nullable: false },
  { name: "whole", type: "INT32", nullable: false },
  { name: "figure", type: "DOUBLE" },
  { name: "truth", type: "BOOLEAN", nullable: false },
  { name: "bytes", type: "BYTE_ARRAY", nullable: false, encoding: "PLAIN", statistics: false },
];

describe("row groups of a table", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), "kvtrace-groups-"))));
  after(() => rmSync(folder, { recursive: true }));

  /** Writes a table with groups of so many rows and gives back its bytes. */
  async function tableOf(sizes: readonly number[]): Promise<Uint8Array<ArrayBuffer>> {
    const file = path.join(folder, "table.parquet");
    const writer = await TableWriter.create(file, columns);
    for (const [group, size] of sizes.entries()) {
      const rows = Array.from({ length: size }, (_, row) => group * 7 + row);
      await writer.write([
        rows.map((row) => `t${row % 3}`),
        Int32Array.from(rows),
        rows.map((row) => (row % 5 === 0 ? null : row / 3)),
        rows.map((row) => row % 2 === 0),
        rows.map((row) => new Uint8Array(row % 20).fill(row)),
      ]);
    }
    await writer.finish();
    return new Uint8Array(readFileSync(file));
  }

  // Lists of 15 and more are written in another way, and so are numbers of more than seven bits.
  const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 40 });

  it("are read one by one as all together are", async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async (given) => {
        const bytes = await tableOf(given);
        const whole = parquetMetadata(bytes.buffer);
        const groups = await RowGroups.read(new BytesSource("table", bytes));
        for (const [at, group] of whole.row_groups.entries()) {
          const { row_groups, num_rows, ...file } = groups.metadata(at);
          assert.deepEqual(row_groups, [group]);
          assert.equal(num_rows, group.num_rows);
          assert.deepEqual(file.schema, whole.schema);
        }
      }),
      { seed: 2, numRuns: 25 },
    );
  });

  it("are found by rows", async () => {
    const range = fc.tuple(fc.nat(500), fc.nat(500));
    await fc.assert(
      fc.asyncProperty(sizes, range, async (given, [from, length]) => {
        const groups = await RowGroups.read(new BytesSource("table", await tableOf(given)));
        const { first, end } = groups.within({ from, to: from + length });
        const found: number[] = [];
        let row = 0;
        for (const [group, size] of given.entries()) {
          assert.equal(groups.from(group), row);
          if (row < from + length && row + size > from && length > 0) found.push(group);
          row += size;
        }
        const told = Array.from({ length: end - first }, (_, at) => first + at);
        assert.deepEqual(told, found);
      }),
      { seed: 2, numRuns: 50 },
    );
  });

  it("are not found in what is no table", async () => {
    const bytes = await tableOf([3, 4]);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), async (length) => {
        const cut = new BytesSource("table", bytes.slice(0, length));
        await assert.rejects(RowGroups.read(cut));
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  it("are refused where lists, pages or rows cannot be as many as they say", async () => {
    const bytes = await tableOf([100]);
    const groups = await RowGroups.read(new BytesSource("table", bytes));
    const { row_groups, num_rows } = groups.metadata(0);
    for (const { meta_data } of row_groups[0].columns) {
      const { begin, end } = bytesOfChunk(meta_data!);
      const pages = bytes.subarray(begin, end);
      checkPages(pages, Number(num_rows), meta_data!);
      assert.throws(() => checkPages(pages, 99, meta_data!), /other rows/);
      assert.throws(() => checkPages(pages, 99, { ...meta_data!, num_values: 99n }), /more values/);
      assert.throws(() => checkPages(pages.subarray(0, -9), 100, meta_data!), /no end|too early/);
    }
    // A page of a kilobyte that says it has a thousand million, in Thrift's compact protocol.
    const huge = [0x15, 0, 0x15, ...varint(2 * 10 ** 9), 0x15, ...varint(2000), 0];
    const page = Uint8Array.from([...huge, ...new Uint8Array(1000)]);
    const chunk = { ...row_groups[0].columns[0].meta_data! };
    assert.throws(() => checkPages(page, 100, chunk), /larger than it can be/);
    // A list of a thousand million bytes in three.
    const list = Uint8Array.from([0x19, 0xf3, ...varint(10 ** 9), 0, 0]);
    assert.throws(() => new ThriftWalk(list).findList(9), /longer than its footer/);
  });
});

/** A whole number as Thrift writes it. */
function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}
