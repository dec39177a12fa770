import assert from "node:assert/strict";
import { startWork } from "./workplace";

describe("a notification", () => {
  it("has no link that a name from a file could bring along", async () => {
    const work = await startWork();
    const name = "[Mend it](command:workbench.action.closeWindow).kvtrace";
    await work.run("importTrace", {
      source: work.editor.folders[0].uri.with({ path: `/none/${name}` }),
      target: work.editor.folders[0].uri.with({ path: "/none/out.kvtrace" }),
      answers: { [name]: "1" },
    });
    const messages = work.editor.dialogs.messages("showErrorMessage");
    assert.ok(
      messages.some((message) => message.includes("Mend it")),
      messages.join("; "),
    );
    assert.ok(
      messages.every((message) => !message.includes("](")),
      messages.join("; "),
    );
    await work.end();
  });
});
