import assert from "node:assert/strict";
import { mock } from "node:test";
import fc from "fast-check";
import { Asking, type Asked } from "../../../webview/state/asking";
import { RequestFailure, type PendingRequest } from "../../../webview/state/connection";

const settings = { seed: 17, numRuns: 300 };
const turn = () => new Promise(setImmediate);

/** A host that keeps what it was asked, for a test to answer. */
class Host {
  readonly asked: {
    readonly request: number;
    readonly take: (part: string) => void;
    readonly resolve: (reply: string) => void;
    readonly reject: (failure: RequestFailure) => void;
  }[] = [];
  readonly cancelled: number[] = [];

  request(_: "cancel", { target }: { readonly target: number }): PendingRequest<null> {
    this.cancelled.push(target);
    return { id: -1, reply: Promise.reject(new RequestFailure("over", true)) };
  }

  post(request: number, take: (part: string) => void): PendingRequest<string> {
    const id = this.asked.length;
    const reply = new Promise<string>((resolve, reject) => {
      this.asked.push({ request, take, resolve, reject });
    });
    return { id, reply };
  }
}

function start() {
  const host = new Host();
  const asking = new Asking<number, string, string>(host, (request, take) =>
    host.post(request, take),
  );
  return { host, asking };
}

const event = fc.oneof(
  fc.record({ kind: fc.constant("ask" as const), settles: fc.boolean() }),
  fc.constant({ kind: "settle" as const }),
  fc.constant({ kind: "cancel" as const }),
  fc.constant({ kind: "forget" as const }),
  fc.record({
    kind: fc.constant("answer" as const),
    request: fc.nat(9),
    how: fc.constantFrom("complete", "cancelled", "failed"),
  }),
);

describe("asking the host", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  it("tells each question's end once, and nothing of those that another replaced", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 25 }), async (events) => {
        const { host, asking } = start();
        const ends: (Asked<string, string>["kind"] | undefined)[] = [];
        const expected: (Asked<string, string>["kind"] | undefined)[] = [];
        /** The newest question, while it has no end, and its request where it was posted. */
        let open: { readonly question: number; posted: number | undefined } | undefined;
        let posted = 0;
        const end = (kind: Asked<string, string>["kind"]) => {
          if (open) expected[open.question] = kind;
          open = undefined;
        };
        for (const step of events) {
          if (step.kind === "ask") {
            end("dropped");
            const question = ends.push(undefined) - 1;
            expected.push(undefined);
            open = { question, posted: step.settles ? undefined : posted++ };
            void asking
              .ask(() => question, step.settles ? 100 : 0)
              .then(({ kind }) => (ends[question] = kind));
          } else if (step.kind === "settle") {
            mock.timers.tick(100);
            if (open && open.posted === undefined) open.posted = posted++;
          } else if (step.kind === "cancel") {
            const before = host.cancelled.length;
            asking.cancel();
            if (open?.posted === undefined) end("cancelled");
            else assert.deepEqual(host.cancelled.slice(before), [open.posted]);
          } else if (step.kind === "forget") {
            asking.forget();
            end("dropped");
          } else {
            const asked = host.asked.at(step.request);
            if (asked && step.how === "complete") asked.resolve("yes");
            else asked?.reject(new RequestFailure("no", step.how === "cancelled"));
            // What is said a second time, or of an old question, is not heard.
            if (asked && open?.posted === step.request) {
              end(step.how);
            }
          }
          await turn();
          assert.equal(host.asked.length, posted);
          assert.equal(asking.isAsking, open !== undefined);
          assert.equal(asking.isSettling, open !== undefined && open.posted === undefined);
          assert.equal(asking.id, open?.posted);
          // What was dropped ends once the host has said so.
          for (const [question, kind] of expected.entries()) {
            if (kind !== "dropped") assert.equal(ends[question], kind);
          }
        }
        for (const asked of host.asked) asked.resolve("late");
        if (open?.posted !== undefined) end("complete");
        await turn();
        assert.deepEqual(ends, expected);
      }),
      settings,
    );
  });

  it("makes the request when things have settled, and gives its parts with the reply", async () => {
    const { host, asking } = start();
    let request = 1;
    const asked = asking.ask(() => request, 100);
    request = 2;
    mock.timers.tick(100);
    const [posted] = host.asked;
    assert.equal(posted.request, 2);
    posted.take("a");
    posted.take("b");
    posted.resolve("done");
    assert.deepEqual(await asked, { kind: "complete", reply: "done", parts: ["a", "b"] });
    assert.deepEqual(host.cancelled, []);
  });

  it("tells the host to end what nobody waits for, once", async () => {
    const { host, asking } = start();
    const first = asking.ask(() => 1);
    const second = asking.ask(() => 2);
    assert.deepEqual(host.cancelled, [0]);
    assert.deepEqual(await Promise.race([first, turn().then(() => "waits")]), "waits");
    host.asked[0].reject(new RequestFailure("over", true));
    assert.deepEqual(await first, { kind: "dropped" });
    host.asked[1].reject(new RequestFailure("the file is gone", false));
    assert.deepEqual(await second, { kind: "failed", reason: "the file is gone" });
    asking.forget();
    assert.deepEqual(host.cancelled, [0]);
  });
});
