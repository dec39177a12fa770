import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { bundledPackages } from "../../../packaging/bundled-packages.mjs";
import { packageNotice, renderNotices } from "../../../packaging/notices.mjs";

describe("third-party notices", () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), "notices-"))));
  afterEach(() => rmSync(root, { recursive: true }));

  function install(name: string, manifest: object, files: Record<string, string> = {}): string {
    const folder = join(root, "node_modules", name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, "package.json"),
      JSON.stringify({ name, version: "1.2.3", ...manifest }),
    );
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
    return folder;
  }

  /** As esbuild writes it: by output, how many bytes of each input are in it. */
  function metafile(inputs: Record<string, number>) {
    const held: Record<string, { bytesInOutput: number }> = {};
    for (const [file, bytesInOutput] of Object.entries(inputs)) held[file] = { bytesInOutput };
    const output = { bytes: 1, inputs: held, imports: [], exports: [] };
    return { inputs: {}, outputs: { "out.js": output } };
  }

  it("are of the packages that have bytes in an output, each once, nested ones too", () => {
    const at = (path: string) => join(relative(process.cwd(), root), "node_modules", path);
    const found = bundledPackages([
      metafile({
        "src/extension.ts": 10,
        [at("plain/index.js")]: 5,
        [at("plain/lib/more.js")]: 5,
        [at("shaken/index.js")]: 0,
        [at("@scope/one/node_modules/nested/index.js")]: 1,
        "left-out:ml-matrix": 21,
      }),
      metafile({ [at("@scope/one/a.js")]: 1, [at("plain/index.js")]: 7 }),
    ]);
    assert.deepEqual(
      found.map((folder) => relative(join(root, "node_modules"), folder)),
      ["@scope/one", "@scope/one/node_modules/nested", "plain"],
    );
  });

  it("hold every licence and notice of a package", () => {
    const folder = install(
      "good",
      { license: "Apache-2.0" },
      { "LICENSE.md": "granted", NOTICE: "by somebody", "README.md": "not this" },
    );
    const { name, version, license, text } = packageNotice(folder);
    assert.deepEqual(
      { name, version, license },
      { name: "good", version: "1.2.3", license: "Apache-2.0" },
    );
    assert.equal(text, "granted\n\nby somebody");
  });

  for (const [license, told] of [
    ["GPL-3.0-only", /strange 1\.2\.3 .* the licence "GPL-3\.0-only"/],
    [["MIT"], /strange 1\.2\.3 .* the licence \["MIT"\]/],
    [undefined, /strange 1\.2\.3 .* no licence/],
  ] as const) {
    it(`refuse a package under ${String(license)}, by name`, () => {
      const folder = install("strange", { license }, { LICENSE: "terms" });
      assert.throws(() => packageNotice(folder), told);
    });
  }

  it("refuse a package without the text of its licence, by name", () => {
    const told = /silent 1\.2\.3 .* no text of its licence \(MIT\)/;
    assert.throws(() => packageNotice(install("silent", { license: "MIT" })), told);
    const noticeOnly = install("silent", { license: "MIT" }, { NOTICE: "me", LICENSE: " \n" });
    assert.throws(() => packageNotice(noticeOnly), told);
  });

  it("do not depend on the order in which packages are found", () => {
    const notices = ["b", "a", "c"].map((name) => ({
      name,
      version: "1.0.0",
      license: "MIT",
      text: "```\nfenced\n```",
    }));
    const text = renderNotices(notices);
    assert.equal(renderNotices([...notices].reverse()), text);
    assert.deepEqual([...text.matchAll(/^## (\w)/gm)].map(([, name]) => name).join(""), "abc");
    assert.match(text, /````text\n```\nfenced\n```\n````/);
  });
});
