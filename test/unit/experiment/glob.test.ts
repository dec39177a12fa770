import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findFiles } from "../../../src/core/experiment/definition/glob";

/** Files in the folder `in`, each ending in `.x`. */
const files = [
  "a",
  "b",
  "ab",
  ".a",
  "a+b",
  "!n",
  "run (1)",
  "[q]",
  "a/a",
  "a.d/b",
  "b.d/a.d/ab",
  ".d/a",
  "b.d/ä",
];

/** What each pattern finds. Links: `link` to the folder `other`, `a.d/loop` to `in`, `far.x`. */
const patterns: Readonly<Record<string, readonly string[]>> = {
  "a.x": ["a.x"],
  "./a.x": ["a.x"],
  "?.x": ["a.x", "b.x"],
  "[ab].x": ["a.x", "b.x"],
  "[!a].x": ["b.x"],
  "[!a]*b*.x": [],
  "[!b]*b.x": ["a+b.x", "ab.x"],
  "[z-a].x": [],
  "a*.x": ["a+b.x", "a.x", "ab.x"],
  "a+b.x": ["a+b.x"],
  "{a,b}.x": ["a.x", "b.x"],
  "{a,{b,ab}}.x": ["a.x", "ab.x", "b.x"],
  "{a,b.d/a.d/ab}.x": ["a.x", "b.d/a.d/ab.x"],
  "{b,a,b}.x": ["a.x", "b.x"],
  "*/*.x": ["a.d/b.x", "a/a.x", "b.d/ä.x", "link/far.x"],
  "*/ä.x": ["b.d/ä.x"],
  // Dots are named, or not meant.
  ".*.x": [".a.x"],
  ".d/*.x": [".d/a.x"],
  "[!a]*a*.x": ["far.x"],
  // Signs of other languages are characters here.
  "!n.x": ["!n.x"],
  "!*.x": ["!n.x"],
  "run (*).x": ["run (1).x"],
  "(a|b).x": [],
  "+(a).x": [],
  "[[]q].x": ["[q].x"],
  // Any folders, however often.
  "**/b.x": ["a.d/b.x", "b.x"],
  "b.d/**": ["b.d/a.d/ab.x", "b.d/ä.x"],
  "b.d/**/*b.x": ["b.d/a.d/ab.x"],
  "**/a.d/*": ["a.d/b.x", "b.d/a.d/ab.x"],
  "**/**/**/**/b.x": ["a.d/b.x", "b.x"],
  // Links are followed, but to folders not by a pattern with **.
  "far.x": ["far.x"],
  "f*.x": ["far.x"],
  "li*/*": ["link/far.x"],
  "link/far.x": ["link/far.x"],
  "link/**": ["link/far.x"],
  "a.d/loop/?.x": ["a.d/loop/a.x", "a.d/loop/b.x"],
  "**/far.x": ["far.x"],
  "**/f*.x": ["far.x"],
  // Outside.
  "../other/*.x": ["../other/far.x"],
  "../*/far.x": ["../other/far.x", "far.x"],
  "../../in/a.x": [],
  "../oth**/*.x": ["../other/far.x"],
  // Nothing.
  "nothing*": [],
  "c/*.x": [],
  "": [],
  "/": [],
};

describe("files that a pattern matches", () => {
  let folder: string;
  let cwd: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "kvtrace-glob-"));
    cwd = path.join(folder, "in");
    for (const name of files) {
      const file = path.join(cwd, `${name}.x`);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, "");
    }
    mkdirSync(path.join(folder, "other"));
    writeFileSync(path.join(folder, "other", "far.x"), "");
    symlinkSync(path.join(folder, "other"), path.join(cwd, "link"));
    symlinkSync(cwd, path.join(cwd, "a.d", "loop"));
    symlinkSync(path.join(folder, "other", "far.x"), path.join(cwd, "far.x"));
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const [pattern, expected] of Object.entries(patterns)) {
    it(JSON.stringify(pattern), async () => {
      assert.deepEqual(await findFiles(cwd, pattern), expected);
    });
  }

  it("may be given from the root on", async () => {
    assert.deepEqual(await findFiles(cwd, `${cwd}/a.?/*`), ["a.d/b.x"]);
    assert.deepEqual(await findFiles(cwd, `${folder}/other/*`), ["../other/far.x"]);
  });

  it("are none where the pattern is not finished", async () => {
    for (const text of ["[", "{", "]", "{a", "[]", "a{}", "a{b", "(", "\\"]) {
      assert.deepEqual(await findFiles(cwd, text), []);
    }
  });

  it("are looked for in each folder once, however often any folders are named", async () => {
    // 2^14 ways lead through 14 folders and 14 pairs of stars.
    const deep = Array.from({ length: 14 }, () => "d").join("/");
    mkdirSync(path.join(folder, "deep", deep), { recursive: true });
    const pattern = `${"**/".repeat(14)}none.x`;
    assert.deepEqual(await findFiles(path.join(folder, "deep"), pattern), []);
  }).timeout(5000);
});
