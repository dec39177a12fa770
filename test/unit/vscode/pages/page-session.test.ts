import assert from "node:assert/strict";
import fc from "fast-check";
import type * as vscode from "vscode";
import { Cancelled } from "../../../../src/core/cancelled";
import { InputError } from "../../../../src/core/errors";
import type { Asked } from "../../../../src/vscode/pages/answers";
import { PageSession } from "../../../../src/vscode/pages/page-session";
import * as fake from "../fake-vscode";
import { buffersIn } from "../fake/sent-message";
import { settle } from "../inspector/settle";

interface Message {
  readonly kind: string;
  readonly id: number;
  readonly version?: number;
  readonly target?: number;
}

/** A session whose requests are answered when a test says so. */
function startSession() {
  const editor = fake.resetEditor();
  const panel = editor.panel("page", "Page", {});
  const asked: (Asked<string> & { kind: string; reply: (value: unknown) => void })[] = [];
  let reloads = 0;
  const place = {
    panel: panel as unknown as vscode.WebviewPanel,
    log: fake.window.createOutputChannel("log") as unknown as vscode.LogOutputChannel,
  };
  const session = new PageSession<
    Message,
    { readonly kind: "news"; readonly told?: unknown },
    string
  >(place, {
    page: "The page",
    version: 3,
    parse: (raw) => (raw === "nonsense" ? undefined : (raw as Message)),
    answer: ({ kind }, request) =>
      new Promise((resolve, reject) => {
        if (kind === "open" || kind === "cancel") resolve(kind);
        if (kind === "refused") reject(new InputError("field", "is wrong"));
        if (kind === "faulty") reject(new Error("a fault"));
        request.signal.addEventListener("abort", () => reject(new Cancelled()));
        asked.push({ ...request, kind, reply: resolve });
      }),
    opensDialog: ({ kind }) => kind === "save",
    onReload: () => reloads++,
  });
  const post = (message: Message | string) => {
    panel.post(message);
    return settle();
  };
  return { session, panel, asked, post, editor, reloads: () => reloads };
}

const open = { kind: "open", id: 1, version: 3 };

describe("the conversation with a page", () => {
  it("answers each request once, its pieces before its reply", async () => {
    const { panel, asked, post } = startSession();
    await post(open);
    await post({ kind: "work", id: 2 });
    await post({ kind: "work", id: 3 });
    asked[2].tellPart("a");
    asked[1].tellPart("b");
    asked[2].reply("second");
    asked[1].reply("first");
    await settle();
    assert.deepEqual(panel.sent, [
      { kind: "reply", id: 1, value: "open" },
      { kind: "part", id: 3, part: "a" },
      { kind: "part", id: 2, part: "b" },
      { kind: "reply", id: 3, value: "second" },
      { kind: "reply", id: 2, value: "first" },
    ]);
  });

  it("keeps news for a page that has yet to open, and tells it before the first reply", async () => {
    const { session, panel, post } = startSession();
    session.tell({ kind: "news" });
    assert.deepEqual(panel.sent, []);
    await post(open);
    session.tell({ kind: "news" });
    assert.deepEqual(panel.sent, [
      { kind: "news" },
      { kind: "reply", id: 1, value: "open" },
      { kind: "news" },
    ]);
  });

  it("refuses a page from another version in words for its user, and keeps the news", async () => {
    const { session, panel, post } = startSession();
    session.tell({ kind: "news" });
    await post({ ...open, version: 2 });
    const message = "page: is from another version; close the tab and open it again";
    assert.deepEqual(panel.sent, [{ kind: "failure", id: 1, message, cancelled: false }]);
    assert.equal(session.isOpen, false);
  });

  it("ends what the page gives up, and tells no more of it", async () => {
    const { panel, asked, post } = startSession();
    await post(open);
    await post({ kind: "work", id: 2 });
    await post({ kind: "cancel", id: 3, target: 2 });
    asked[1].tellPart("late");
    assert.deepEqual(panel.sent.slice(1), [
      { kind: "failure", id: 2, message: "It was cancelled.", cancelled: true },
      { kind: "reply", id: 3, value: "cancel" },
    ]);
  });

  it("opens one dialog at a time, and none for a page that nobody looks at", async () => {
    const { panel, asked, post } = startSession();
    const dialogs = () => asked.filter(({ kind }) => kind === "save");
    await post(open);
    for (let id = 2; id < 1262; id++) panel.post({ kind: "save", id });
    await settle();
    assert.equal(dialogs().length, 1);
    const failures = () => panel.sent.filter((sent) => (sent as Message).kind === "failure");
    assert.equal(failures().length, 1259);
    await post({ kind: "cancel", id: 1262, target: 2 });
    panel.activate(false);
    await post({ kind: "save", id: 1263 });
    assert.equal(dialogs().length, 1);
    panel.activate(true);
    await post({ kind: "save", id: 1264 });
    assert.equal(dialogs().length, 2);
    dialogs()[1].reply("saved");
    await settle();
    await post({ kind: "save", id: 1265 });
    assert.equal(dialogs().length, 3);
  });

  it("answers no request of a page that was loaded anew since: its numbers begin again", async () => {
    const { panel, asked, post, reloads } = startSession();
    await post(open);
    await post({ kind: "work", id: 2 });
    assert.equal(reloads(), 0);
    await post(open);
    await post({ kind: "work", id: 2 });
    assert.equal(asked[1].signal.aborted, true);
    asked[3].reply("new");
    await settle();
    assert.equal(reloads(), 1);
    assert.deepEqual(panel.sent.slice(2), [{ kind: "reply", id: 2, value: "new" }]);
  });

  it("writes down faults and nonsense, not what is wrong with what was given", async () => {
    const { panel, post, editor } = startSession();
    await post("nonsense");
    await post({ kind: "refused", id: 1 });
    await post({ kind: "faulty", id: 2 });
    assert.deepEqual(editor.log, [
      "warn: The page sent something that is not a message of its protocol.",
      "error: Error: a fault",
    ]);
    assert.deepEqual(panel.sent, [
      { kind: "failure", id: 1, message: "field: is wrong", cancelled: false },
      { kind: "failure", id: 2, message: "a fault", cancelled: false },
    ]);
  });

  it("brings every array of a message whole, however many there are, in one buffer", async () => {
    const { session, panel, post } = startSession();
    await post(open);
    const kinds = [Uint8Array, Uint16Array, Int32Array, Float32Array, Float64Array];
    const array = fc
      .record({
        kind: fc.constantFrom(...kinds),
        skip: fc.nat(3),
        values: fc.array(fc.nat(200), { maxLength: 5 }),
      })
      .map(({ kind, skip, values }) => {
        // A view of a larger array, of which only its own part is to be sent.
        return kind.from([...Array<number>(skip).fill(99), ...values]).subarray(skip);
      });
    const told = fc.record({
      arrays: fc.array(array, { maxLength: 400, size: "max" }),
      word: fc.string(),
    });
    fc.assert(
      fc.property(told, fc.boolean(), ({ arrays, word }, isTwice) => {
        const shared = isTwice ? arrays.slice(0, 1) : [];
        const event = { kind: "news", told: { word, arrays, none: null, shared } } as const;
        session.tell(event);
        const sent = panel.sent.at(-1);
        assert.deepEqual(sent, event);
        const buffers = buffersIn(sent);
        const bytes = arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
        assert.ok(buffers.length <= 1);
        assert.ok((buffers.at(0)?.byteLength ?? 0) <= bytes + 7 * arrays.length);
      }),
      { seed: 11, numRuns: 40 },
    );
  });

  it("says nothing once it is over", async () => {
    const { session, panel, asked, post } = startSession();
    await post(open);
    await post({ kind: "work", id: 2 });
    session.dispose();
    session.tell({ kind: "news" });
    asked[1].tellPart("late");
    await post({ kind: "work", id: 3 });
    assert.equal(asked[1].signal.aborted, true);
    assert.equal(asked.length, 2);
    assert.equal(panel.sent.length, 1);
  });
});
