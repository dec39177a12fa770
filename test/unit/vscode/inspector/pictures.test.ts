import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import * as fake from "../fake-vscode";
import { InspectorHost } from "./inspector-host";

describe("a picture that a command asks the page for", () => {
  let host: InspectorHost;

  beforeEach(async () => (host = await InspectorHost.start()));
  afterEach(() => host.end());

  async function asked() {
    const { session, page, panel } = await host.open(await host.write("one.kvtrace"));
    await page.open();
    const target = fake.Uri.file(path.join(host.folder, "picture.svg"));
    const saved = session.drawImage("svg", target);
    const { ticket } = await page.next("drawImage");
    return { page, panel, target, saved, ticket };
  }

  it("is saved where the command says", async () => {
    const { page, target, saved, ticket } = await asked();
    page.request("saveImage", { format: "svg", content: "<svg/>", view: "banks", ticket });
    assert.equal(await saved, target.fsPath);
    assert.equal(await readFile(target.fsPath, "utf8"), "<svg/>");
  });

  it("is refused with the page's reason where it cannot be drawn", async () => {
    const { page, saved, ticket } = await asked();
    const { answer } = page.request("refuseImage", { ticket, reason: "It is too large." });
    await assert.rejects(saved, { name: "InputError", message: "export: It is too large." });
    assert.equal((await answer).kind, "reply");
  });

  it("is refused where the view has none", async () => {
    const { page, saved, ticket } = await asked();
    const { answer } = page.request("saveImage", {
      ...{ format: "svg", content: null, view: "tokens" },
      ticket,
    });
    await assert.rejects(saved, { name: "InputError", field: "export" });
    // The command says it; the page need not.
    assert.deepEqual(await answer, { kind: "reply", id: 2, value: { path: null } });
  });

  it("is one that the page sends unasked where its ticket is of no command", async () => {
    const { page, panel, target, saved, ticket } = await asked();
    host.editor.dialogs.answer("showSaveDialog", () => new Promise(() => undefined));
    const image = { format: "svg", content: "<svg/>", view: "banks" } as const;
    const asks = () => host.editor.dialogs.asked.filter(({ kind }) => kind === "showSaveDialog");
    panel.activate(false);
    for (const wrong of [null, ticket + 1, ticket + 2]) {
      const { answer } = page.request("saveImage", { ...image, ticket: wrong });
      assert.equal((await answer).kind, "failure");
    }
    assert.equal(asks().length, 0);
    panel.activate(true);
    page.request("saveImage", { ...image, ticket: null });
    const second = await page.request("export", { format: "csv" }).answer;
    assert.match(second.kind === "failure" ? second.message : "", /^page: has a dialog open/);
    assert.equal(asks().length, 1);
    page.request("saveImage", { ...image, ticket });
    assert.equal(await saved, target.fsPath);
  });

  it("does not come where the page is closed or loaded anew", async () => {
    const first = await asked();
    await first.page.open();
    assert.equal(await first.saved, null);
    const again = host.provider.active?.drawImage("png");
    first.panel.dispose();
    assert.equal(await again, null);
  });
});
