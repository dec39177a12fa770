import assert from "node:assert/strict";
import { InputError } from "../../../../src/core/errors";
import { parseGroundTruth } from "../../../../src/core/ground-truth/table";

const head = "file,layer,head,kv_head,method,budget,mass_recall,topset_recall,rel_output_err";
const row = "a.kvtrace,3,1,0,quest_page16,64,0.5,0.25,1.5";

function refusal(text: string): InputError {
  try {
    parseGroundTruth(text, "t.csv");
  } catch (error) {
    assert.ok(error instanceof InputError);
    return error;
  }
  throw new Error("the table was accepted");
}

describe("parseGroundTruth", () => {
  it("reads rows, whatever the order of the columns and the line ends", () => {
    const expected = {
      file: "a.kvtrace",
      layer: 3,
      head: 1,
      selector: "quest_page16",
      budget: 64,
      massKept: 0.5,
      recall: 0.25,
      outputError: 1.5,
    };
    assert.deepEqual(parseGroundTruth(`${head}\n${row}\n`, "t.csv"), [expected]);
    const reversed = (line: string) => line.split(",").reverse().join(",");
    assert.deepEqual(parseGroundTruth(`${reversed(head)}\r\n${reversed(row)}`, "t.csv"), [
      expected,
    ]);
    assert.deepEqual(parseGroundTruth(head, "t.csv"), []);
  });

  it("refuses a wrong field by its name and line", () => {
    for (const [good, bad, field] of [
      ["3", "x", "layer"],
      ["3", "-1", "layer"],
      ["3", "1.5", "layer"],
      ["64", "0", "budget"],
      ["0.5", "", "mass_recall"],
      ["0.25", "NaN", "topset_recall"],
      ["quest_page16", "quest", "method"],
    ]) {
      const damaged = row.replace(`,${good},`, `,${bad},`);
      const error = refusal(`${head}\n${row}\n${damaged}`);
      assert.equal(error.field, field);
      assert.equal(error.place.line, 3);
    }
    assert.equal(refusal(`${head}\na.kvtrace,3`).field, "method");
    assert.equal(refusal("").field, "file");
    assert.equal(refusal(head.replace("budget", "b")).field, "budget");
  });
});
