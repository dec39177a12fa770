import assert from "node:assert/strict";
import type { HostEvent, PageMessage } from "../../../src/shared/protocol";
import { Connection, RequestFailure } from "../../../webview/state/connection";

function makeConnection() {
  const posted: PageMessage[] = [];
  const events: HostEvent[] = [];
  const connection = new Connection(
    (message) => posted.push(message),
    (event) => events.push(event),
  );
  return { connection, posted, events };
}

describe("connection", () => {
  it("gives each request an id of its own and its own reply, in any order", async () => {
    const { connection, posted } = makeConnection();
    const first = connection.request("open", { version: 1 });
    const second = connection.request("export", { format: "csv" });
    assert.deepEqual(posted, [
      { kind: "open", id: first.id, version: 1 },
      { kind: "export", id: second.id, format: "csv" },
    ]);
    assert.notEqual(first.id, second.id);
    connection.receive({ kind: "reply", id: second.id, value: { path: "/a" } });
    connection.receive({ kind: "reply", id: first.id, value: "trace" });
    assert.deepEqual(await second.reply, { path: "/a" });
    assert.equal(await first.reply, "trace");
  });

  it("rejects with the host's words, and tells a cancelled request from a failed one", async () => {
    const { connection } = makeConnection();
    for (const cancelled of [true, false]) {
      const { id, reply } = connection.request("export", { format: "csv" });
      connection.receive({ kind: "failure", id, message: "no space", cancelled });
      await assert.rejects(reply, (error) => {
        assert.ok(error instanceof RequestFailure);
        assert.deepEqual([error.message, error.cancelled], ["no space", cancelled]);
        return true;
      });
    }
  });

  it("drops answers that nobody waits for", async () => {
    const { connection, events } = makeConnection();
    const { id, reply } = connection.request("export", { format: "csv" });
    connection.receive({ kind: "reply", id: id + 1, value: null });
    connection.receive({ kind: "reply", id, value: { path: null } });
    connection.receive({ kind: "failure", id, message: "late", cancelled: false });
    assert.deepEqual(await reply, { path: null });
    assert.deepEqual(events, []);
  });

  it("passes events on", () => {
    const { connection, events } = makeConnection();
    const sent: HostEvent[] = [
      { kind: "progress", id: 1, done: 0.5 },
      { kind: "result", id: 1, results: [] },
      { kind: "show", view: "tokens" },
      { kind: "run", runs: null, ticket: 1 },
      { kind: "broken", message: "gone" },
    ];
    for (const event of sent) connection.receive(event);
    assert.deepEqual(events, sent);
  });
});
