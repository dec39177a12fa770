import assert from "node:assert/strict";

/** With --planted every level gets a test that fails: the way to see that a failure is noticed. */
export function plantFailure(): void {
  if (process.env.KVTRACE_TEST_PLANTED === undefined) return;
  describe("a planted failure", () => {
    it("fails", () => assert.fail("planted by --planted"));
  });
}
