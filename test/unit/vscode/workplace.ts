/** The product at work in a fake editor: a folder on disk with the sample trace, pages that answer. */
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { activate } from "../../../src/extension";
import { inspectorViewType } from "../../../src/vscode/inspector/inspector-provider";
import * as fake from "./fake-vscode";
import type { FakeEditor } from "./fake/editor";
import { PlainPage } from "./plain-page";

const sample = "media/samples/oz-small.kvtrace";

export interface Workplace {
  readonly editor: FakeEditor;
  readonly folder: fake.Uri;
  readonly api: ReturnType<typeof activate>;
  /** A copy of the sample under a name of its own. */
  addTrace(name: string): Promise<fake.Uri>;
  /** Runs a command of the product. */
  run(name: string, ...given: unknown[]): Promise<unknown>;
  /** Opens a trace, with a page that answers. */
  openTrace(uri: fake.Uri): Promise<PlainPage>;
  end(): Promise<void>;
}

/** @param arrange runs before the product is activated */
export async function startWork(
  arrange: (editor: FakeEditor, folder: fake.Uri) => unknown = () => undefined,
): Promise<Workplace> {
  const editor = fake.resetEditor();
  const folder = fake.Uri.file(await mkdtemp(path.join(tmpdir(), "kvtrace-workplace-")));
  editor.folders = [{ uri: folder, name: "work", index: 0 }];
  await arrange(editor, folder);
  const { context, end } = fake.fakeContext();
  const api = activate(context);
  return {
    editor,
    folder,
    api,
    addTrace: async (name) => {
      const uri = fake.Uri.joinPath(folder, name);
      await copyFile(sample, uri.fsPath);
      editor.files.tell("create", uri);
      return uri;
    },
    run: (name, ...given) => editor.execute(`kvtrace.${name}`, given),
    openTrace: async (uri) => {
      await editor.execute("vscode.openWith", [uri, inspectorViewType]);
      const panel = editor.customEditors.get(inspectorViewType)?.panels.get(uri.toString());
      if (!panel) throw new Error("the editor did not open it");
      const page = new PlainPage(panel);
      await page.open();
      return page;
    },
    end: async () => {
      for (const panel of [...editor.panels]) panel.dispose();
      end();
      await rm(folder.fsPath, { recursive: true });
    },
  };
}

/** A workplace whose only trace is open, and whose simulations have one thread. */
export async function startWithTrace(): Promise<{
  readonly work: Workplace;
  readonly uri: fake.Uri;
  readonly page: PlainPage;
}> {
  const work = await startWork(({ settings }) => settings.set("kvtrace.workers", 1));
  const uri = await work.addTrace("one.kvtrace");
  return { work, uri, page: await work.openTrace(uri) };
}

/** Waits until something holds. */
export async function until(holds: () => boolean): Promise<void> {
  for (let round = 0; !holds(); round++) {
    if (round === 1000) throw new Error("waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
