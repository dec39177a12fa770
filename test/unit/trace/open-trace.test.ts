import assert from "node:assert/strict";
import { BytesSource } from "../../../src/core/files/bytes-source";
import { FileSource } from "../../../src/core/files/file-source";
import { openTrace } from "../../../src/core/trace/open-trace";
import { openTraceFile, sampleTrace } from "../../fixtures/trace/trace-file";
import { kvHeadOf } from "../../../src/core/trace/trace";
import { asTokenIndex } from "../../../src/core/units";
import { CountingSource } from "../../fixtures/trace/counting-source";
import { readPlainly } from "../../fixtures/trace/plain-reader";
import { safetensorsFile } from "../../fixtures/trace/safetensors-file";
import {
  selectedTokens,
  smallMetadata,
  smallTensors,
  smallText,
  smallTrace,
  smallValue,
} from "../../fixtures/trace/small-trace";
import { fileBeside } from "../../fixtures/reference-data";

const openSmall = () =>
  openTrace(new BytesSource("small", safetensorsFile(smallTensors(), smallMetadata)));

describe("an open trace", () => {
  it("tells the facts of its header", async () => {
    const { header } = await openSmall();
    assert.deepEqual(header, {
      version: "1",
      promptTokens: 6,
      decodeSteps: 2,
      tokens: 8,
      queryHeads: 4,
      kvHeads: 2,
      headDimension: 4,
      softmaxScale: 0.5,
      layers: [
        { id: 0, hasKeys: true, hasValues: true, hasQueries: true, hasSelection: true },
        { id: 3, hasKeys: true, hasValues: true, hasQueries: true, hasSelection: false },
      ],
      hasTokenIds: true,
      hasTokenText: true,
      facts: { model: "four small heads", textSource: "made up" },
      unknownTensors: [],
    });
    assert.deepEqual(
      [0, 1, 2, 3].map((head) => kvHeadOf(header, head)),
      [0, 0, 1, 1],
    );
  });

  it("reads one head of keys, values, queries", async () => {
    const trace = await openSmall();
    const { kvHeads, queryHeads, prompt, steps, dimension } = smallTrace;
    const row = (head: number, rows: number) =>
      Float32Array.from({ length: rows * dimension }, (_, i) =>
        smallValue(head * rows * dimension + i),
      );
    for (const layer of [0, 3]) {
      for (let head = 0; head < kvHeads; head++) {
        assert.deepEqual(await trace.keys(layer, head), row(head, prompt + steps));
        assert.deepEqual(await trace.values(layer, head), row(head, prompt + steps));
      }
      for (let head = 0; head < queryHeads; head++) {
        assert.deepEqual(await trace.queries(layer, head), row(head, steps));
      }
    }
  });

  it("reads the recorded selection of one query head", async () => {
    const trace = await openSmall();
    const { queryHeads, steps } = smallTrace;
    for (let head = 0; head < queryHeads; head++) {
      const { offsets, tokens } = await trace.selection(0, head);
      assert.equal(offsets.length, steps + 1);
      for (let step = 0; step < steps; step++) {
        const read = [...tokens.subarray(offsets[step], offsets[step + 1])];
        assert.deepEqual(read, selectedTokens(head * steps + step));
      }
    }
  });

  it("reads token ids and text, and shows broken characters as such", async () => {
    const trace = await openSmall();
    assert.deepEqual(await trace.tokenText(asTokenIndex(0), asTokenIndex(8)), smallText);
    assert.deepEqual(await trace.tokenText(asTokenIndex(4), asTokenIndex(5)), ["nd"]);
    assert.deepEqual(await trace.tokenText(asTokenIndex(8), asTokenIndex(8)), []);
    const ids = await trace.tokenIds(asTokenIndex(2), asTokenIndex(5));
    assert.deepEqual([...ids], [102, 103, 104]);
  });

  it("keeps two traces apart", async () => {
    const [one, other] = [await openSmall(), await openTraceFile(sampleTrace)];
    assert.equal(one.header.headDimension, 4);
    assert.equal(other.header.headDimension, 32);
    assert.equal((await one.keys(0, 0)).length, 32);
    assert.equal((await other.keys(4, 0)).length, 1024 * 32);
    await other.close();
  });

  it("keeps unknown tensors, of unknown types too, as names", async () => {
    const tensors = [
      ...smallTensors(),
      { name: "layers.0.keys_prerope", dtype: "F32", shape: [1], data: new Uint8Array(4) },
      { name: "layers.00.keys", dtype: "F4", shape: [3], data: new Uint8Array(2) },
      { name: "layers.0.toString", dtype: "BOOL", shape: [], data: new Uint8Array(1) },
      { name: "é\u{1f600}", dtype: "U8", shape: [0], data: new Uint8Array(0) },
    ];
    const trace = await openTrace(new BytesSource("x", safetensorsFile(tensors, smallMetadata)));
    assert.deepEqual(
      trace.header.unknownTensors,
      tensors.slice(-4).map(({ name }) => name),
    );
  });

  it("reads heads at odd positions in the file", async () => {
    const odd = { name: "odd", dtype: "U8", shape: [3], data: new Uint8Array(3) };
    const file = safetensorsFile([odd, ...smallTensors()], smallMetadata);
    const trace = await openTrace(new BytesSource("odd", file));
    assert.deepEqual(await trace.keys(3, 1), await (await openSmall()).keys(3, 1));
    assert.deepEqual(await trace.selection(0, 3), await (await openSmall()).selection(0, 3));
  });

  it("names what it does not hold", async () => {
    const keys = { name: "layers.2.keys", dtype: "F32", shape: [2, 3, 1] };
    const file = safetensorsFile([{ ...keys, data: new Float32Array(6) }]);
    const trace = await openTrace(new BytesSource("keys only", file));
    const refusals: [() => Promise<unknown>, RegExp][] = [
      [() => trace.keys(1, 0), /^layer: 1 is not in the trace, which holds 2/],
      [() => trace.keys(2, 2), /^KV head: 2 is not in 0 \.\. 1/],
      [() => trace.keys(2, -1), /^KV head: -1/],
      [() => trace.keys(2, 0.5), /^KV head: 0.5/],
      [() => trace.queries(2, 2), /^query head: 2 is not in 0 \.\. 1/],
      [() => trace.values(2, 0), /^layers\.2\.values: is not in the trace/],
      [() => trace.queries(2, 0), /^layers\.2\.queries: is not in the trace/],
      [() => trace.selection(2, 0), /^layers\.2\.selected_offsets: is not in the trace/],
      [() => trace.tokenIds(asTokenIndex(0), asTokenIndex(1)), /^tokens: is not in the trace/],
      [() => trace.tokenText(asTokenIndex(0), asTokenIndex(1)), /^token_text_offsets: is not in/],
      [() => trace.tokenText(asTokenIndex(2), asTokenIndex(4)), /^token: 2 \.\. 4 is not a range/],
    ];
    for (const [read, message] of refusals) {
      await assert.rejects(read(), { name: "InputError", message });
    }
  });

  it("opens with two reads of the header alone, and reads a head with one", async () => {
    const source = new CountingSource(await FileSource.open(sampleTrace));
    const trace = await openTrace(source);
    assert.deepEqual([source.reads, source.bytes], [2, 8 + 1632]);
    await trace.keys(4, 2);
    assert.deepEqual([source.reads, source.bytes], [3, 8 + 1632 + 1024 * 32 * 2]);
    await trace.close();
  });
});

async function checkAgainstPlainReader(file: string): Promise<void> {
  const plain = readPlainly(file);
  const trace = await openTraceFile(file);
  const { header } = trace;
  assert.equal(header.promptTokens, Number(plain.metadata.prompt_tokens));
  assert.equal(header.decodeSteps, Number(plain.metadata.decode_steps));
  assert.equal(header.softmaxScale, Number(plain.metadata.softmax_scale));
  assert.equal(header.facts.license, plain.metadata.license);
  for (const { id } of header.layers) {
    const kinds = [
      { name: "keys", heads: header.kvHeads },
      { name: "values", heads: header.kvHeads },
      { name: "queries", heads: header.queryHeads },
    ] as const;
    for (const { name, heads } of kinds) {
      const { values, shape } = plain.tensors.get(`layers.${id}.${name}`)!;
      assert.equal(shape[0], heads);
      const size = values.length / heads;
      for (let head = 0; head < heads; head++) {
        const expected = Float32Array.from(values.slice(head * size, (head + 1) * size));
        const floats = await trace[name](id, head);
        assert.ok(Buffer.from(floats.buffer).equals(Buffer.from(expected.buffer)), `${name} ${id}`);
      }
    }
  }
  const ids = await trace.tokenIds(asTokenIndex(0), asTokenIndex(header.tokens));
  assert.deepEqual([...ids], plain.tensors.get("tokens")!.values);
  await trace.close();
}

describe("a real trace reads as JSON.parse and a DataView read it", () => {
  it("oz-small", () => checkAgainstPlainReader(sampleTrace));

  for (const name of ["oz", "oz-gqa-4k", "dialogue"]) {
    it(name, async function () {
      await checkAgainstPlainReader(fileBeside(this, `traces/${name}.kvtrace`));
    });
  }
});
