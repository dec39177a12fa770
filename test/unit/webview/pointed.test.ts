import assert from "node:assert/strict";
import type { Picked } from "../../../src/shared/protocol";
import { pick } from "../../../webview/state/page-state";
import { pointAt, withPointed } from "../../../webview/state/pointed";
import { samplePage } from "./sample-page";

const bank: Picked = { kind: "bank", channel: 1, bank: 5 };
const things: readonly Picked[] = [
  bank,
  { kind: "bank", channel: 1, bank: 6 },
  { kind: "token", token: 3 },
  { kind: "cluster", cluster: 2 },
  { kind: "command", channel: 0, index: 9 },
];

describe("what a chip points at", () => {
  it("is outlined in place of what is picked, which stays picked", () => {
    for (const pointed of things) {
      const { store } = samplePage({ bankTokens: { kind: "complete", heads: [] } });
      pick(store, bank);
      pointAt(store, pointed);
      assert.deepEqual(store.state.view.picked, bank);
      const drawn = withPointed(store.state);
      assert.deepEqual(drawn.view.picked, pointed);
      // Nothing is known of what another bank holds.
      const isOther: boolean = pointed.kind === "bank" && pointed !== bank;
      assert.equal(drawn.bankTokens.kind, isOther ? "idle" : "complete");
      pointAt(store, null);
      assert.equal(withPointed(store.state), store.state);
    }
  });

  it("changes nothing where it is pointed at already", () => {
    const { store } = samplePage();
    let changes = 0;
    store.watch(
      ({ pointed }) => pointed,
      () => changes++,
    );
    const first = changes;
    for (const pointed of [bank, { ...bank }, { ...bank }]) pointAt(store, pointed);
    assert.equal(changes, first + 1);
  });
});
