import assert from "node:assert/strict";
import { parseExperiment } from "../../../src/core/experiment/definition/parse-experiment";
import { JsonRefusal, JsonValue } from "../../../src/core/json-tree";
import { parseDeviceFile } from "../../../src/core/memory/device-file";

const nested = (levels: number, open = "[", close = "]") =>
  `${open.repeat(levels)}1${close.repeat(levels)}`;

describe("a file of JSON", () => {
  it("is refused where it is nested deeper than any of ours, with the place", () => {
    for (const levels of [101, 2000, 100_000]) {
      for (const [open, close] of [
        ["[", "]"],
        ['{"a":', "}"],
      ]) {
        const text = `\n// [[[\n{"[[[": ${nested(levels, open, close)}}`;
        const read = [
          () => JsonValue.parse(text, "file", "x.json", "with-comments"),
          () => parseExperiment(text, "x.kvsim.json"),
        ];
        for (const parse of read) {
          assert.throws(parse, (error) => {
            assert.ok(error instanceof JsonRefusal, String(error));
            assert.match(error.message, /nested more than 100 levels deep \(line 3/);
            return true;
          });
        }
      }
    }
    assert.throws(() => parseDeviceFile(nested(5000, '{"name":', "}")), JsonRefusal);
  });

  it("is read where many values lie beside each other, and brackets in texts count for nothing", () => {
    const text = JSON.stringify({ a: Array.from({ length: 1000 }, () => ["[[{{", {}]) });
    const [a] = [...JsonValue.parse(text, "file", undefined).members(["a"]).values()];
    assert.equal(a.elements().length, 1000);
    JsonValue.parse(nested(99), "file", undefined);
  });
});
