import assert from "node:assert/strict";
import { InputError } from "../../../src/core/errors";

describe("an error of the user's input", () => {
  it("is a sentence, however much of a file it quotes", () => {
    const long = "x".repeat(100_000);
    const { message, field, reason } = new InputError(long, `"${long}" is unknown`, { line: 3 });
    assert.ok(message.length < 1500, `${message.length} characters`);
    assert.ok(message.startsWith(`${field}: ${reason}`) && message.endsWith("(line 3)"));
    assert.ok(field.endsWith("x…") && reason.startsWith('"xxx') && reason.endsWith("x…"));
  });

  it("keeps what is short as it is", () => {
    const { message } = new InputError("budget", "0 is not a budget", { file: "a.json", line: 1 });
    assert.equal(message, "budget: 0 is not a budget (line 1, a.json)");
  });
});
