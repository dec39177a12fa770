import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";

describe("docs/adding-a-policy.md", () => {
  it("shows its example as it is", async () => {
    const text = await readFile(path.resolve("docs/adding-a-policy.md"), "utf8");
    const shown = /```ts\n([\s\S]*?)```/.exec(text)?.[1];
    assert.equal(shown, await readFile(path.resolve("src/core/policy/streaming-llm.ts"), "utf8"));
  });
});
