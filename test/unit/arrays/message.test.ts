import assert from "node:assert/strict";
import { defaultCimConfiguration } from "../../../src/core/cim/configuration";
import { cimParameters } from "../../../src/core/cim/parameters";
import { defaultCimView, withWeights } from "../../../src/vscode/cim/default-view";
import { parseCimMessage, parseCimView } from "../../../src/vscode/cim/page-message";

const configuration = defaultCimConfiguration;
const study = { kind: "study", id: 1, weights: { kind: "model", name: "x" }, configuration };

describe("messages of the page of arrays", () => {
  it("take every request as it is", () => {
    const file = { kind: "file", path: "/w.safetensors", layers: "*.weight" };
    const messages = [
      { kind: "open", id: 1, version: 1 },
      study,
      { ...study, weights: file },
      { kind: "arrays", id: 2, strategy: "dense" },
      { kind: "array", id: 3, strategy: "sparse", array: 7 },
      { kind: "turn", id: 4, strategy: "linear", turn: 0 },
      { kind: "project", id: 5, path: "/w", tensor: "w", transposed: false, configuration },
      { kind: "cancel", id: 6, target: 5 },
      { kind: "pickWeights", id: 7 },
      { kind: "saveView", id: 8, view: defaultCimView },
      { kind: "export", id: 9, format: "csv" },
      { kind: "saveImage", id: 10, format: "svg", content: "<svg/>" },
    ];
    for (const message of messages) assert.deepEqual(parseCimMessage(message), message);
  });

  it("refuse what is none, or carries what its declaration does not allow", () => {
    const wrong = [
      undefined,
      { kind: "simulate", id: 1 },
      { kind: "array", id: 1, strategy: "dense", array: -1 },
      { kind: "array", id: 1, strategy: "other", array: 0 },
      { ...study, weights: { kind: "file", path: 3, layers: "*" } },
      { kind: "saveImage", id: 1, format: "svg", content: "x".repeat(4_000_000) },
    ];
    for (const message of wrong) assert.equal(parseCimMessage(message), undefined);
    for (const parameter of cimParameters) {
      const values = {
        number: [0, -1, 1.5, "8", NaN, 2 ** 40],
        choice: ["other", 3, null],
        flag: ["true", 1, null],
      }[parameter.kind];
      for (const value of values) {
        const changed = { ...study, configuration: { ...configuration, [parameter.name]: value } };
        assert.equal(parseCimMessage(changed), undefined, `${parameter.name} ${String(value)}`);
      }
      const given = Object.entries(configuration).filter(([name]) => name !== parameter.name);
      const lacking = Object.fromEntries(given);
      assert.equal(parseCimMessage({ ...study, configuration: lacking }), undefined);
    }
  });

  it("let nothing along that is not declared", () => {
    const more = { ...study, configuration: { ...configuration, secret: 1 } };
    assert.deepEqual(parseCimMessage(more), study);
  });

  it("declare a default for every parameter that they then take", () => {
    const declared = cimParameters.map(({ name }) => name).sort();
    assert.deepEqual(declared, Object.keys(configuration).sort());
    assert.ok(parseCimMessage(study));
  });
});

describe("a kept view of arrays", () => {
  it("is taken as it is, or not at all", () => {
    assert.deepEqual(parseCimView(defaultCimView), defaultCimView);
    assert.equal(parseCimView({ ...defaultCimView, strategy: "older" }), undefined);
    assert.equal(parseCimView(undefined), undefined);
  });

  it("leaves its place in the arrays of other weights, and only then", () => {
    const inside = { ...defaultCimView, array: 3, tick: 9 };
    assert.equal(withWeights(inside, { ...inside.weights }), inside);
    const other = withWeights(inside, { kind: "file", path: "/w", layers: "*" });
    assert.deepEqual([other.array, other.tick], [null, 0]);
  });
});
