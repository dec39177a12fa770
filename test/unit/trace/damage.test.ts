import assert from "node:assert/strict";
import { appendFile, mkdtemp, rename, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { InputError } from "../../../src/core/errors";
import { BytesSource } from "../../../src/core/files/bytes-source";
import { openTrace } from "../../../src/core/trace/open-trace";
import { openTraceFile } from "../../fixtures/trace/trace-file";
import type { Trace } from "../../../src/core/trace/trace";
import { asTokenIndex } from "../../../src/core/units";
import { safetensorsFile } from "../../fixtures/trace/safetensors-file";
import type { RawTensor } from "../../fixtures/trace/safetensors-file";
import { smallMetadata, smallTensors } from "../../fixtures/trace/small-trace";

/** The small trace with one number overwritten. */
function damaged(name: string, index: number, value: number | bigint): Uint8Array {
  const tensors = smallTensors();
  const { data } = tensors.find((tensor) => tensor.name === name)!;
  (data as unknown as Record<number, number | bigint>)[index] = value;
  return safetensorsFile(tensors, smallMetadata);
}

/** Where an element lies in the file. */
function positionOf(file: Uint8Array, name: string, index: number, width: number): number {
  const length = new DataView(file.buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length))) as Record<
    string,
    { data_offsets: [number, number] }
  >;
  return 8 + length + header[name].data_offsets[0] + index * width;
}

interface Damage {
  readonly what: string;
  readonly tensor: string;
  readonly index: number;
  readonly value: number | bigint;
  readonly read: (trace: Trace) => Promise<unknown>;
  readonly reason: RegExp;
}

const offsets = "layers.0.selected_offsets";
const tokens = "layers.0.selected_tokens";

const damages: readonly Damage[] = [
  {
    what: "NaN in a key",
    tensor: "layers.0.keys",
    index: 32 + 5 * 4 + 2,
    value: NaN,
    read: (trace) => trace.keys(0, 1),
    reason: /NaN in layer 0, KV head 1, token 5, component 2/,
  },
  {
    what: "infinity in a value",
    tensor: "layers.3.values",
    index: 0,
    value: -Infinity,
    read: (trace) => trace.values(3, 0),
    reason: /-Infinity in layer 3, KV head 0, token 0, component 0/,
  },
  {
    what: "infinity in a query",
    tensor: "layers.3.queries",
    index: 3 * 8 + 7,
    value: Infinity,
    read: (trace) => trace.queries(3, 3),
    reason: /Infinity in layer 3, query head 3, step 1 \(token 7\), component 3/,
  },
  {
    what: "offsets that descend",
    tensor: offsets,
    index: 5,
    value: 1n,
    read: (trace) => trace.selection(0, 2),
    reason: /row 5: 1 does not ascend within 0 \.\. 28/,
  },
  {
    what: "an offset behind the last token",
    tensor: offsets,
    index: 3,
    value: 29n,
    read: (trace) => trace.selection(0, 1),
    reason: /row 3: 29 does not ascend within 0 \.\. 28/,
  },
  {
    what: "a negative offset",
    tensor: offsets,
    index: 2,
    value: -1n,
    read: (trace) => trace.selection(0, 1),
    reason: /row 2: -1 does not ascend/,
  },
  {
    what: "an offset beyond 2^53",
    tensor: offsets,
    index: 2,
    value: 2n ** 62n,
    read: (trace) => trace.selection(0, 0),
    reason: /row 2: 4611686018427388000 does not ascend/,
  },
  {
    what: "a first offset that is not 0",
    tensor: offsets,
    index: 0,
    value: -3n,
    read: (trace) => trace.selection(0, 0),
    reason: /row 0: -3/,
  },
  {
    what: "a last offset before the last token",
    tensor: offsets,
    index: 8,
    value: 27n,
    read: (trace) => trace.selection(0, 3),
    reason: /row 8: 27 instead of the number of selected tokens, 28/,
  },
  {
    what: "a selected token of the future",
    tensor: tokens,
    index: 5,
    value: 8,
    read: (trace) => trace.selection(0, 1),
    reason: /query head 1: token 8 at step 1 is not in 0 \.\. 7/,
  },
  {
    what: "a selected token that query 0 cannot see yet",
    tensor: tokens,
    index: 20,
    value: 7,
    read: (trace) => trace.selection(0, 3),
    reason: /query head 3: token 7 at step 0 is not in 0 \.\. 6/,
  },
  {
    what: "a negative selected token",
    tensor: tokens,
    index: 0,
    value: -1,
    read: (trace) => trace.selection(0, 0),
    reason: /query head 0: token -1 at step 1 is not in 0 \.\. 7/,
  },
  {
    what: "a selected token that is there twice",
    tensor: tokens,
    index: 2,
    value: 0,
    read: (trace) => trace.selection(0, 1),
    reason: /does not ascend after 0/,
  },
  {
    what: "text offsets that descend",
    tensor: "token_text_offsets",
    index: 4,
    value: 2n,
    read: (trace) => trace.tokenText(asTokenIndex(3), asTokenIndex(6)),
    reason: /2 at token 4 does not ascend after 5 within 13/,
  },
  {
    what: "text offsets outside the text",
    tensor: "token_text_offsets",
    index: 8,
    value: 14n,
    read: (trace) => trace.tokenText(asTokenIndex(7), asTokenIndex(8)),
    reason: /14 at token 8 does not ascend after 9 within 13/,
  },
];

describe("damage in the data is found where it is first read:", () => {
  for (const { what, tensor, index, value, read, reason } of damages) {
    it(what, async () => {
      const file = damaged(tensor, index, value);
      const trace = await openTrace(new BytesSource("damaged", file));
      await assert.rejects(read(trace), (error) => {
        assert.ok(error instanceof InputError, String(error));
        assert.equal(error.field, tensor);
        assert.match(error.reason, reason);
        const width = typeof value === "bigint" ? 8 : 4;
        assert.equal(error.place.offset, positionOf(file, tensor, index, width));
        assert.equal(error.place.file, "damaged");
        return true;
      });
    });
  }

  it("a first offset behind 0, which leaves tokens to no head", async () => {
    const tensors = smallTensors();
    const { data } = tensors.find(({ name }) => name === offsets)!;
    // The first row is empty; it and the second begin behind the first token now.
    (data as BigInt64Array).fill(1n, 0, 2);
    const file = safetensorsFile(tensors, smallMetadata);
    const trace = await openTrace(new BytesSource("damaged", file));
    await assert.rejects(trace.selection(0, 0), (error) => {
      assert.ok(error instanceof InputError, String(error));
      assert.equal(error.field, offsets);
      assert.match(error.reason, /row 0: 1 instead of 0/);
      assert.equal(error.place.offset, positionOf(file, offsets, 0, 8));
      return true;
    });
  });

  it("and the other heads stay readable", async () => {
    const file = damaged("layers.0.keys", 0, NaN);
    const trace = await openTrace(new BytesSource("damaged", file));
    await assert.rejects(trace.keys(0, 0), InputError);
    assert.equal((await trace.keys(0, 1)).length, 32);
  });
});

describe("a file that changes while open", () => {
  let folder: string;
  let file: string;
  let trace: Trace;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "kvtrace-"));
    file = path.join(folder, "run.kvtrace");
    await writeFile(file, safetensorsFile(smallTensors(), smallMetadata));
    trace = await openTraceFile(file);
    await trace.keys(0, 0);
  });

  afterEach(async () => {
    await trace.close();
    await rm(folder, { recursive: true });
  });

  const changes: [string, () => Promise<void>, RegExp][] = [
    ["is truncated", () => truncate(file, 2000), /changed while open: \d+ bytes became 2000/],
    ["is emptied", () => truncate(file, 0), /changed while open: \d+ bytes became 0/],
    ["grows", () => appendFile(file, "more"), /changed while open/],
    ["vanishes", () => rm(file), /does not exist/],
    ["is written to", () => utimes(file, 1, 1), /changed while open: it was written to/],
    [
      "is replaced",
      async () => {
        const tensors: RawTensor[] = smallTensors().slice(0, -1);
        await writeFile(`${file}.new`, safetensorsFile(tensors, smallMetadata));
        await rename(`${file}.new`, file);
      },
      /changed while open/,
    ],
  ];

  for (const [what, change, reason] of changes) {
    it(`and ${what} is reported at the next read`, async () => {
      await change();
      for (const read of [trace.keys(0, 0), trace.tokenText(asTokenIndex(0), asTokenIndex(1))]) {
        await assert.rejects(read, (error) => {
          assert.ok(error instanceof InputError, String(error));
          assert.equal(error.field, "file");
          assert.match(error.reason, reason);
          assert.equal(error.place.file, file);
          return true;
        });
      }
    });
  }

  it("during a read is reported by that read", async () => {
    const bytes = safetensorsFile(smallTensors(), smallMetadata);
    const source = new BytesSource("busy", bytes);
    let checks = 0;
    source.checkUnchanged = () =>
      ++checks === 3 ? Promise.reject(new InputError("file", "changed")) : Promise.resolve();
    const busy = await openTrace(source);
    await assert.rejects(busy.keys(0, 0), /changed/);
    await busy.keys(0, 0);
  });
});

describe("a path that is not a readable file", () => {
  const refusals: [string, string, RegExp][] = [
    ["nothing", "no/such/file.kvtrace", /does not exist/],
    ["a folder", "src", /is not a regular file/],
    ["a device", "/dev/null", /is not a regular file/],
    ["a file in a file", "package.json/run.kvtrace", /parent that is not a directory|not exist/],
  ];
  for (const [what, name, reason] of refusals) {
    it(`(${what}) is refused`, async function () {
      if (name.startsWith("/dev") && process.platform === "win32") {
        console.log(`      skipped: Windows has no ${name}`);
        this.skip();
      }
      await assert.rejects(openTraceFile(name), (error) => {
        assert.ok(error instanceof InputError, String(error));
        assert.match(error.reason, reason);
        assert.equal(error.place.file, name);
        return true;
      });
    });
  }
});
