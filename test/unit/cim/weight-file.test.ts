import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { WeightFile } from "../../../src/core/cim/models/weight-file";
import { writeFactors } from "../../../src/core/cim/models/write-factors";
import { InputError } from "../../../src/core/errors";
import { encodeBFloat16, encodeFloat16 } from "../../../src/core/kernels/float16";
import { BytesSource } from "../../../src/core/files/bytes-source";
import { randomMonarchWeight } from "../../fixtures/cim/random-weights";
import { safetensorsFile, type RawTensor } from "../../fixtures/trace/safetensors-file";

const values = Float32Array.of(1, 2, 3, 4, 5, 6);

const tensors: readonly RawTensor[] = [
  { name: "layer.0.query.weight", dtype: "F32", shape: [2, 3], data: values },
  { name: "layer.0.query.bias", dtype: "F32", shape: [2], data: values.slice(0, 2) },
  { name: "layer.1.query.weight", dtype: "F16", shape: [3, 2], data: encodeFloat16(values) },
  { name: "layer.1.norm.weight", dtype: "F32", shape: [6], data: values },
  { name: "layer.2.query.weight", dtype: "BF16", shape: [2, 3], data: encodeBFloat16(values) },
  { name: "packed.weight", dtype: "I8", shape: [2, 3], data: new Int8Array(6) },
];

const open = (more: readonly RawTensor[] = []) =>
  WeightFile.read(new BytesSource("weights", safetensorsFile([...tensors, ...more])));

const refused = (field: string, reason: RegExp) => (error: unknown) => {
  assert.ok(error instanceof InputError, String(error));
  assert.equal(error.field, field);
  assert.match(error.reason, reason);
  assert.equal(error.place.file, "weights");
  return true;
};

describe("a file of weights", () => {
  it("gives its matrices as layers that follow each other, picked by pattern", async () => {
    const file = await open();
    assert.deepEqual(file.layers("layer.*.weight"), [
      {
        name: "layer.0.query.weight",
        outputs: 2,
        inputs: 3,
        phase: 0,
        input: "layer.0.query.weight",
      },
      {
        name: "layer.1.query.weight",
        outputs: 3,
        inputs: 2,
        phase: 1,
        input: "layer.1.query.weight",
      },
      {
        name: "layer.2.query.weight",
        outputs: 2,
        inputs: 3,
        phase: 2,
        input: "layer.2.query.weight",
      },
    ]);
    assert.equal(file.layers("layer.1.query.weight").length, 1);
  });

  it("gives a weight of every float type", async () => {
    const file = await open();
    for (const layer of [0, 1, 2]) {
      const weight = await file.weight(`layer.${layer}.query.weight`);
      assert.deepEqual(weight.values, values);
      assert.deepEqual([weight.outputs, weight.inputs], layer === 1 ? [3, 2] : [2, 3]);
    }
  });

  it("gives a weight that is stored as [inputs, outputs]", async () => {
    const {
      outputs,
      inputs,
      values: turned,
    } = await (await open()).weight("layer.0.query.weight", true);
    assert.deepEqual([outputs, inputs, [...turned]], [3, 2, [1, 4, 2, 5, 3, 6]]);
  });

  it("takes a pattern's characters as they are, but for *", async () => {
    const file = await open();
    assert.throws(
      () => file.layers("layer.0.query?weight"),
      refused("layers", /fits none of the 6/),
    );
    assert.throws(() => file.layers("(layer.*"), refused("layers", /fits none/));
    assert.throws(() => file.layers("query"), refused("layers", /fits none/));
  });
});

describe("what is no weight is refused:", () => {
  it("a name that is not there", async () =>
    assert.rejects(
      (await open()).weight("layer.9"),
      refused("tensor", /"layer.9" is not in the file/),
    ));

  it("a tensor of another rank", async () => {
    const reason = /\[2\] is no matrix: 1 dimensions instead of 2/;
    const file = await open();
    await assert.rejects(
      file.weight("layer.0.query.bias"),
      refused("layer.0.query.bias.shape", reason),
    );
    assert.throws(() => file.layers("*.bias"), refused("layer.0.query.bias.shape", reason));
  });

  it("a tensor of another type", async () => {
    const file = await open();
    const refusal = refused("packed.weight.dtype", /I8 is not F16 or BF16 or F32/);
    await assert.rejects(file.weight("packed.weight"), refusal);
    assert.throws(() => file.layers("*.weight"), refusal);
  });

  for (const bad of [NaN, Infinity, -Infinity]) {
    it(`a weight with ${bad}, told by row, column and offset`, async () => {
      const data = values.slice();
      data[4] = bad;
      const bytes = safetensorsFile([{ name: "w", dtype: "F32", shape: [2, 3], data }]);
      const file = await WeightFile.read(new BytesSource("weights", bytes));
      await assert.rejects(file.weight("w"), (error) => {
        refused("w", new RegExp(`^${bad} in row 1, column 1$`))(error);
        assert.equal((error as InputError).place.offset, bytes.length - 8);
        return true;
      });
    });
  }

  it("a file that is no safetensors file, or not there", async () => {
    const source = new BytesSource("weights", new Uint8Array(4));
    await assert.rejects(WeightFile.read(source), refused("header length", /fewer than the 8/));
    await assert.rejects(WeightFile.open("no/such/file"), /file: does not exist/);
  });
});

describe("factors that are written", () => {
  it("read back as they were, tile after tile", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "kvtrace-"));
    try {
      const place = path.join(folder, "factors.safetensors");
      const weight = randomMonarchWeight(6, 10, 3, true, 1);
      await writeFactors(place, "w", weight);
      const bytes = new Uint8Array(await (await import("node:fs/promises")).readFile(place));
      const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
      const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Record<
        string,
        { shape: number[]; data_offsets: [number, number] }
      >;
      for (const side of ["left", "right"] as const) {
        const { shape, data_offsets: range } = header[`w.${side}`];
        assert.deepEqual(shape, [2, 3, 3, 3]);
        const stored = new Float32Array(
          bytes.slice(8 + length + range[0], 8 + length + range[1]).buffer,
        );
        assert.deepEqual(
          [...stored],
          weight.tiles.flatMap((tile) => [...Float32Array.from(tile[side])]),
        );
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
