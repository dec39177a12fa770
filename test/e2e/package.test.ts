import assert from "node:assert/strict";
import { statSync } from "node:fs";

describe("the package", () => {
  it("stays below 1.5 MB", () => {
    const { size } = statSync("dist/kvtrace-inspector.vsix");
    console.log(`      ${size} bytes`);
    assert.ok(size < 1.5e6, `${size} bytes`);
  });
});
