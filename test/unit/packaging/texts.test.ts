import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

/** Where package.json uses a text of package.nls.json: the name of the member that holds it. */
function usesOf(value: unknown, member = ""): { readonly member: string; readonly key: string }[] {
  if (typeof value === "string") {
    const key = /^%(.*)%$/.exec(value)?.[1];
    return key === undefined ? [] : [{ member, key }];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    return usesOf(inner, Array.isArray(value) ? member : name);
  });
}

const readJson = async (file: string) => JSON.parse(await readFile(file, "utf8")) as unknown;

describe("the texts of the extension's contributions", () => {
  let texts: Readonly<Record<string, string>>;
  let uses: ReturnType<typeof usesOf>;

  before(async () => {
    texts = (await readJson("package.nls.json")) as typeof texts;
    uses = usesOf(await readJson("package.json"));
  });

  it("are all there, and all used", () => {
    const used = new Set(uses.map(({ key }) => key));
    assert.deepEqual([...used].sort(), Object.keys(texts).sort());
  });

  it("mark code only where the editor reads Markdown", () => {
    const marked = uses.filter(({ member, key }) => {
      return !/^markdown|^enumMarkdown/.test(member) && texts[key].includes("`");
    });
    assert.deepEqual(marked, []);
  });

  it("offer one thing first in an empty view", () => {
    // The editor shows a link that stands alone on its line as a button.
    const buttons = uses
      .filter(({ member }) => member === "contents")
      .flatMap(({ key }) => texts[key].split("\n"))
      .filter((line) => /^\[[^\]]*\]\([^)]*\)$/.test(line));
    assert.deepEqual(buttons, ["[Open Sample Trace](command:kvtrace.openSample)"]);
  });
});
