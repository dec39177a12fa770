import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { InputError } from "../../../src/core/errors";
import { locate } from "../../../src/vscode/base/locate";
import {
  checkedSetting,
  defaultedSettings,
  setting,
  type SettingName,
} from "../../../src/vscode/base/settings";
import { workerCount } from "../../../src/vscode/base/worker-path";
import { resultsFolder } from "../../../src/vscode/experiments/results-folder";
import { readUserSettings } from "../../../src/vscode/inspector/page/user-settings";
import { editor, resetEditor, Uri } from "./fake-vscode";
import { startWork } from "./workplace";

const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as {
  contributes: { configuration: { properties: Record<string, { default: unknown }> } };
};
const declared = contributes.configuration.properties;
const names = Object.keys(declared).map((name) => name.replace("kvtrace.", "")) as SettingName[];
const trace = Uri.file("/folder/one.kvtrace");

describe("settings", () => {
  beforeEach(() => void resetEditor());

  it("are by default what package.json says", () => {
    for (const name of names) {
      const { default: expected } = declared[`kvtrace.${name}`];
      assert.deepEqual(checkedSetting(name), expected);
      editor().settings.set(`kvtrace.${name}`, { not: Symbol.iterator.toString() });
      assert.deepEqual(setting(name), name === "policyParameters" ? {} : expected);
    }
    const others = names.filter((name) => !defaultedSettings.includes(name));
    assert.deepEqual(others.sort(), ["devicePresets", "policyParameters"]);
  });

  it("of any shape are read, or refused by their name", async () => {
    const readers = [
      () => workerCount(),
      () => resultsFolder(trace),
      () => readUserSettings(trace),
      ...names.map((name) => () => setting(name, trace)),
      ...names.map((name) => () => checkedSetting(name, trace)),
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.jsonValue(), async (name, value) => {
        resetEditor().settings.set(`kvtrace.${name}`, value);
        for (const read of readers) {
          try {
            await read();
          } catch (error) {
            assert.ok(error instanceof InputError, String(error));
            assert.equal(error.field, `kvtrace.${name}`);
          }
        }
        assert.ok(Number.isInteger(workerCount()) && workerCount() >= 1);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it("that are wrong do not keep the product from starting, and are told of once", async () => {
    const work = await startWork(({ settings }) => {
      settings.set("kvtrace.workers", "many");
      settings.set("kvtrace.resultsFolder", 7);
    });
    const told = () => work.editor.dialogs.messages("showWarningMessage");
    assert.deepEqual(told(), [
      "kvtrace.workers: must be a whole number from 0 to 64; " +
        "kvtrace.resultsFolder: must be the name of a folder; the default is used instead",
    ]);
    work.editor.settings.set("kvtrace.budget", 2048);
    assert.equal(told().length, 1);
    work.editor.settings.set("kvtrace.workers", 1);
    assert.match(told()[1], /^kvtrace\.resultsFolder: must be the name of a folder;/);
    await work.end();
  });
});

describe("a path of the settings", () => {
  beforeEach(() => void resetEditor());

  it("starts from the user's home at ~ alone, not at names that begin with it", () => {
    assert.equal(locate("~", trace).fsPath, homedir());
    assert.equal(locate("~/devices/a.json", trace).fsPath, path.join(homedir(), "devices/a.json"));
    assert.equal(locate("~user/a.json", trace).fsPath, "/folder/~user/a.json");
    assert.equal(locate("/a.json", trace).fsPath, "/a.json");
    editor().folders = [{ uri: Uri.file("/folder"), name: "folder", index: 0 }];
    const deep = Uri.file("/folder/deep/one.kvtrace");
    assert.equal(locate("a.json", deep).fsPath, "/folder/a.json");
  });
});
