import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { pageActionNames, pageActions } from "../../../../src/shared/page-actions";
import { keyContext } from "../../../../src/vscode/inspector/page/key-focus";
import { inspectorViewType } from "../../../../src/vscode/inspector/inspector-provider";
import { keyLabel, keyName, type PressedKey } from "../../../../webview/page/keys/key-name";

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly keybindings: readonly {
      readonly command: string;
      readonly key: string;
      readonly mac?: string;
      readonly when: string;
    }[];
    readonly menus: { readonly commandPalette: readonly { command: string; when: string }[] };
  };
}

const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
const titles = JSON.parse(readFileSync("package.nls.json", "utf8")) as Record<string, string>;

/** Names of keys in the editor that differ from those in a browser. */
const editorNames: Readonly<Record<string, string>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
  " ": "space",
  "?": "shift+/",
};

function editorKey(key: string): string {
  return key
    .split("+")
    .map((part) => editorNames[part] ?? part.toLowerCase())
    .join("+");
}

function press(key: string, held: Partial<PressedKey> = {}): string {
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  return keyName({ ...none, ...held, key });
}

describe("keys of the page", () => {
  it("are those that the editor is told, each with a command of its name", () => {
    const when = `activeCustomEditorId == ${inspectorViewType} && ${keyContext}`;
    const expected = pageActionNames.flatMap((name) =>
      pageActions[name].keys.map((key) => {
        const own = editorKey(key);
        const mac = own.includes("ctrl") ? { mac: own.replace("ctrl", "cmd") } : {};
        return { command: `kvtrace.${name}`, key: own, ...mac, when };
      }),
    );
    assert.deepEqual(contributes.keybindings, expected);
    const commands = new Map(contributes.commands.map(({ command, title }) => [command, title]));
    for (const name of pageActionNames) {
      const title = commands.get(`kvtrace.${name}`) ?? assert.fail(`${name} is no command`);
      assert.ok(titles[title.replaceAll("%", "")], `${name} has a title`);
    }
    const hidden = contributes.menus.commandPalette.filter(({ when: shown }) => shown === "false");
    for (const { command } of hidden) {
      assert.ok(!pageActionNames.some((name) => command === `kvtrace.${name}`), command);
    }
  });

  it("mean one thing each", () => {
    const all = pageActionNames.flatMap((name) => pageActions[name].keys as readonly string[]);
    assert.equal(new Set(all).size, all.length);
  });

  it("are known however they are typed", () => {
    assert.equal(press("a"), "A");
    assert.equal(press("A"), "A", "with the capitals locked");
    assert.equal(press("?", { shiftKey: true }), "?");
    assert.equal(press("?"), "?", "on a keyboard that has it without Shift");
    assert.equal(press(" "), " ");
    assert.equal(press("z", { metaKey: true }), "Ctrl+Z");
    assert.equal(press("Z", { ctrlKey: true, shiftKey: true }), "Ctrl+Shift+Z");
    assert.equal(press("ArrowUp", { altKey: true }), "Alt+ArrowUp");
    assert.notEqual(press("A", { shiftKey: true }), "A");
  });

  it("are told as they stand on a keyboard", () => {
    assert.deepEqual(["ArrowLeft", " ", "Ctrl+Z", "Alt+ArrowUp"].map(keyLabel), [
      "←",
      "Space",
      "Ctrl+Z",
      "Alt+↑",
    ]);
  });
});
