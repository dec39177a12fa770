import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { glob } from "tinyglobby";
import { findFiles } from "../../../src/core/experiment/definition/glob";

const files = [
  "a",
  "b",
  "ab",
  "a.b",
  ".a",
  "a+b",
  "a/a",
  "a.d/b",
  "b.d/a.d/ab",
  ".d/a",
  "b.d/ä(b)",
];

describe("files that a pattern matches", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "kvtrace-glob-"));
    for (const name of files) {
      const file = path.join(folder, "in", `${name}.x`);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, "");
    }
    mkdirSync(path.join(folder, "other"));
    writeFileSync(path.join(folder, "other", "far.x"), "");
  });
  after(() => rmSync(folder, { recursive: true }));

  it("are those that a library finds", async () => {
    const name = fc
      .array(fc.constantFrom("a", "b", ".", "*", "?", "[ab]", "[!a]", "{a,b.d}", "ä"), {
        minLength: 1,
        maxLength: 3,
      })
      .map((parts) => parts.join(""))
      // Two stars beside other characters mean something else to every library, and this one lets
      // a first character be a dot where it is to be none of some others.
      .filter((text) => !/\*\*|^\.+$|\.\.|^\[!/.test(text));
    const folders = fc.array(fc.oneof(name, fc.constantFrom("**", "a.d", "*")), { maxLength: 2 });
    const pattern = fc
      .tuple(folders, name)
      .map(([before, last]) => [...before, `${last}{.x,.y}`].join("/"));
    const check = async (text: string) => {
      const cwd = path.join(folder, "in");
      const expected = await glob(text, { cwd, expandDirectories: false });
      assert.deepEqual(await findFiles(cwd, text), [...new Set(expected)].sort(), text);
    };
    await fc.assert(fc.asyncProperty(pattern, check), { seed: 8, numRuns: 1500 });
  });

  it("may lie outside the folder, behind a link, or nowhere", async () => {
    const cwd = path.join(folder, "in");
    assert.deepEqual(await findFiles(cwd, "../other/*.x"), ["../other/far.x"]);
    symlinkSync(path.join(folder, "other"), path.join(cwd, "link"));
    symlinkSync(cwd, path.join(cwd, "a.d", "loop"));
    assert.deepEqual(await findFiles(cwd, "li*/*"), ["link/far.x"]);
    assert.deepEqual(await findFiles(cwd, "link/far.x"), ["link/far.x"]);
    assert.deepEqual(await findFiles(cwd, "**/far.x"), []);
    assert.deepEqual(await findFiles(cwd, `${cwd}/nothing*`), []);
    assert.deepEqual(await findFiles(cwd, `${cwd}/a.?/*`), ["a.d/b.x"]);
    for (const text of ["[", "{", "]", "{a", "[]", "a{}", "", "/", "**", "a/**", "[z-a]"]) {
      await findFiles(cwd, text);
    }
  });
});
