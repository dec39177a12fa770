import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, it } from "mocha";
import { InputError } from "../../../src/core/errors";
import { deviceFileText, parseDeviceFile } from "../../../src/core/memory/device-file";
import { defaultDevicePreset, devicePresets } from "../../../src/core/memory/device-presets";
import { schemaCheck, type Schema } from "../json-schema";

const schema = JSON.parse(
  readFileSync(path.resolve("media/schemas/device-preset.schema.json"), "utf8"),
) as Schema;
const accepts = schemaCheck(schema);

interface Content {
  [field: string]: unknown;
  organisation: Record<string, unknown>;
  timing: Record<string, unknown>;
  energy: Record<string, unknown>;
}

const wholeFile = (): Content => JSON.parse(deviceFileText(defaultDevicePreset)) as Content;
const parse = (content: unknown) => parseDeviceFile(JSON.stringify(content, null, 2), "my.json");

function refusal(text: string): InputError {
  try {
    parseDeviceFile(text, "my.json");
  } catch (error) {
    assert.ok(error instanceof InputError, String(error));
    return error;
  }
  return assert.fail("was accepted");
}

describe("device file", () => {
  it("writes every preset of the product so that it reads back equal", () => {
    for (const preset of devicePresets) {
      assert.deepEqual(parseDeviceFile(deviceFileText(preset)), preset);
    }
  });

  it("takes from the extended preset what it does not give", () => {
    for (const preset of devicePresets) {
      const same = parse({ name: preset.name, extends: preset.name });
      assert.deepEqual(same, preset);
    }
    const changed = parse({
      name: "faster",
      extends: "HBM3_5.2Gbps",
      timing: { nRCD: { value: 17, source: "measured" }, nRP: 18 },
    });
    const base = defaultDevicePreset;
    assert.deepEqual(changed.timing, { ...base.timing, name: "faster", nRCD: 17, nRP: 18 });
    assert.deepEqual(changed.organisation, base.organisation);
    assert.equal(changed.sources["timing.nRCD"], "measured");
    assert.equal(changed.sources["timing.nRAS"], base.sources["timing.nRAS"]);
    assert.ok(!("timing.nRP" in changed.sources), "a changed constant keeps no old source");
  });

  it("names field, line, file and the nearest known name", () => {
    const text =
      '{\n  "name": "x",\n  "extends": "HBM3_5.2Gbps",\n  "timing": {\n    "nRCDD": 3\n  }\n}';
    const error = refusal(text);
    assert.equal(error.field, "timing.nRCDD");
    assert.match(error.reason, /nRCD/);
    assert.deepEqual(error.place, { line: 5, file: "my.json" });
  });

  it("refuses inconsistent constants where they stand", () => {
    const text = '{"name": "x", "extends": "HBM3_5.2Gbps",\n\n"timing": {"nRAS": 64}}';
    const error = refusal(text);
    assert.equal(error.field, "timing.nRAS");
    assert.equal(error.place.line, 3);
    assert.match(error.reason, /nRC/);
  });

  it("refuses what is no JSON, no object, or given twice", () => {
    for (const text of ["", "{", "[]", "3", "null", '{"name": "x",}', "{/* no */}"]) {
      assert.equal(
        refusal(text).field,
        text === "{/* no */}" ? "device file" : "device file",
        text,
      );
    }
    const twice = '{"name": "x", "extends": "HBM3_5.2Gbps", "timing": {"nRP": 18, "nRP": 19}}';
    assert.equal(refusal(twice).field, "timing.nRP");
  });

  it("names every constant that a whole file lacks", () => {
    for (const section of ["organisation", "timing", "energy"] as const) {
      for (const constant of Object.keys(defaultDevicePreset[section])) {
        if (constant === "name") continue;
        const content = wholeFile();
        Reflect.deleteProperty(content[section], constant);
        assert.equal(refusal(JSON.stringify(content)).field, `${section}.${constant}`);
        assert.ok(!accepts(content));
      }
    }
  });

  it("accepts and refuses what its JSON schema does", () => {
    const odd = fc.constantFrom<unknown>(
      ...[
        0,
        -1,
        1.5,
        2 ** 53,
        "7",
        null,
        true,
        [],
        {},
        { value: 3 },
        { value: -3 },
        { value: "3" },
      ],
      ...[{ value: 3, source: "" }, { value: 3, source: "book" }, { value: 3, from: "book" }, 3],
    );
    const fieldOf = (section: "organisation" | "timing" | "energy") =>
      fc.constantFrom(...Object.keys(defaultDevicePreset[section]), "nXYZ").map((field) => ({
        section,
        field,
      }));
    const member = fc.oneof(
      ...(["organisation", "timing", "energy"] as const).map(fieldOf),
      fc
        .constantFrom("name", "description", "extends", "level", "mode", "timing", "colour")
        .map((field) => ({ section: undefined, field })),
    );
    let agreed = 0;
    fc.assert(
      fc.property(member, odd, fc.boolean(), ({ section, field }, value, whole) => {
        const content: Content = whole
          ? wholeFile()
          : { name: "x", extends: "HBM3_5.2Gbps", organisation: {}, timing: {}, energy: {} };
        (section === undefined ? content : content[section])[field] = value;
        // What JSON cannot say becomes null in the file.
        const written = JSON.parse(JSON.stringify(content)) as unknown;
        let parsed = true;
        try {
          parse(written);
        } catch (error) {
          assert.ok(error instanceof InputError);
          // Whether constants fit one another is beyond a schema.
          if (accepts(written)) assert.ok(isRelation(error), error.message);
          parsed = false;
        }
        if (parsed) assert.ok(accepts(written), JSON.stringify(value));
        agreed++;
      }),
      { seed: 42, numRuns: 600 },
    );
    assert.equal(agreed, 600);
  });

  it("is refused by the field that is wrong, however long its device's name", () => {
    for (const name of ["d", "d".repeat(199), "d".repeat(5000)]) {
      const content = { ...wholeFile(), name };
      content.timing = { ...content.timing, nRAS: 2 ** 30 };
      assert.throws(
        () => parse(content),
        (error) => error instanceof InputError && error.field === "timing.nRAS",
      );
    }
  });

  it("offers in its JSON schema the presets of the product", () => {
    const names = schema.properties!.extends.enum;
    assert.deepEqual(
      names,
      devicePresets.map((preset) => preset.name),
    );
  });
});

function isRelation({ reason }: InputError): boolean {
  return /is above|is below|must be a power of two|leave no|leaves no|Mbit/.test(reason);
}
