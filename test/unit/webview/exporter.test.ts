import assert from "node:assert/strict";
import { longestReason } from "../../../src/shared/protocol";
import { Exporter } from "../../../webview/state/exporter";
import { samplePage } from "./sample-page";

function makeExporter(draw: () => never) {
  const { posted, store, connection } = samplePage();
  const exporter = new Exporter(
    connection,
    store,
    draw,
    () => Promise.resolve(""),
    () => Promise.resolve(),
  );
  return { posted, store, exporter };
}

describe("a picture that cannot be drawn", () => {
  const fail = (text: string) => () => {
    throw new Error(text);
  };

  it("is refused with the ticket of whoever asked for it, in words", async () => {
    const { posted, store, exporter } = makeExporter(fail("It is too large."));
    await exporter.image("png", 7);
    assert.deepEqual(posted, [
      { kind: "refuseImage", id: 1, ticket: 7, reason: "It is too large." },
    ]);
    assert.deepEqual(store.state.message, { kind: "error", text: "It is too large." });
  });

  it("is refused in no more words than the host takes", async () => {
    const { posted, exporter } = makeExporter(fail("x".repeat(3 * longestReason)));
    await exporter.image("svg", 7);
    const [message] = posted;
    assert.equal(message.kind === "refuseImage" && message.reason.length, longestReason);
  });

  it("is not copied, and the reason is told", async () => {
    const { posted, store, exporter } = makeExporter(fail("It is too large."));
    await exporter.copyImage();
    assert.deepEqual(posted, []);
    assert.deepEqual(store.state.message, { kind: "error", text: "It is too large." });
  });

  it("is only shown where the page itself asked for it", async () => {
    const { posted, store, exporter } = makeExporter(fail("It is too large."));
    await exporter.image("png");
    assert.deepEqual(posted, []);
    assert.equal(store.state.message?.kind, "error");
  });
});

describe("a view without a picture", () => {
  it("has none to be copied", async () => {
    const { store, connection } = samplePage();
    const copied: string[] = [];
    const copy = (png: string) => Promise.resolve(void copied.push(png));
    const exporter = new Exporter(
      connection,
      store,
      () => [],
      () => Promise.resolve(""),
      copy,
    );
    await exporter.copyImage();
    assert.deepEqual(copied, []);
    assert.equal(store.state.message?.text, "There is no picture to copy.");
  });
});
