import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { until, startWork, type Workplace } from "./workplace";

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly jsonValidation: readonly { readonly url: string }[];
    readonly customEditors: readonly { readonly viewType: string }[];
  };
  readonly activationEvents: readonly string[];
}

const { contributes, activationEvents } = JSON.parse(
  readFileSync("package.json", "utf8"),
) as Manifest;

describe("the extension in the editor", () => {
  let work: Workplace;

  beforeEach(async () => {
    work = await startWork();
  });

  it("registers each command, view and editor that it contributes, and no other", async () => {
    const { commands, trees, customEditors, serializers } = work.editor;
    const contributed = contributes.commands.map(({ command }) => command);
    assert.deepEqual([...commands.keys()].sort(), contributed.sort());
    const views = Object.values(contributes.views).flat();
    assert.deepEqual([...trees.keys()].sort(), views.map(({ id }) => id).sort());
    assert.deepEqual(
      [...customEditors.keys()],
      contributes.customEditors.map(({ viewType }) => viewType),
    );
    const restored = activationEvents.flatMap((event) => {
      const [kind, viewType] = event.split(":");
      return kind === "onWebviewPanel" ? [viewType] : [];
    });
    assert.deepEqual([...serializers.keys()].sort(), restored.sort());
    await work.end();
  });

  it("starts where something of its own is there, and for no language of others", async () => {
    assert.ok(activationEvents.every((event) => !/^(\*|onLanguage|onStartup)/.test(event)));
    // The editor looks up such a schema when a file is opened that it is for.
    const schemes = contributes.jsonValidation.flatMap(({ url }) => {
      return url.startsWith("./") ? [] : [url.slice(0, url.indexOf(":"))];
    });
    assert.ok(schemes.length > 0);
    for (const scheme of schemes) {
      assert.ok(activationEvents.includes(`onFileSystem:${scheme}`));
      assert.ok(work.editor.contentProviders.has(scheme));
    }
    await work.end();
  });

  it("leaves nothing behind when it ends", async () => {
    await work.openTrace(await work.addTrace("one.kvtrace"));
    await until(() => work.editor.statusBar[0].isShown);
    assert.ok(work.editor.alive.names.length > 40);
    await work.end();
    assert.deepEqual(work.editor.alive.names, []);
  });
});
