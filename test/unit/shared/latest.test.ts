import assert from "node:assert/strict";
import fc from "fast-check";
import { Latest, type Outcome } from "../../../src/shared/latest";

/** A promise that is settled from outside. */
function deferred<Value>() {
  let resolve!: (value: Value) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<Value>((onValue, onError) => {
    [resolve, reject] = [onValue, onError];
  });
  return { promise, resolve, reject };
}

describe("the newest question", () => {
  it("wins, in whatever order and however questions are answered", async () => {
    const event = fc.oneof(
      fc.constant({ kind: "ask" as const }),
      fc.constant({ kind: "cancel" as const }),
      fc.record({
        kind: fc.constant("answer" as const),
        question: fc.nat(9),
        succeeds: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 30 }), async (events) => {
        const latest = new Latest();
        const questions: ReturnType<typeof deferred<number>>[] = [];
        const signals: AbortSignal[] = [];
        const outcomes: (Outcome<number> | undefined)[] = [];
        /** What each question must come to, by the rule told in words. */
        const expected: (Outcome<number>["kind"] | undefined)[] = [];
        let open: number | undefined;
        for (const { kind, ...rest } of events) {
          if (kind === "ask") {
            if (open !== undefined) expected[open] = "superseded";
            open = questions.length;
            const question = deferred<number>();
            questions.push(question);
            const index = open;
            void latest
              .ask((signal) => {
                signals.push(signal);
                return question.promise;
              })
              .then((outcome) => (outcomes[index] = outcome));
          } else if (kind === "cancel") {
            if (open !== undefined) expected[open] = "cancelled";
            open = undefined;
            latest.cancel();
          } else if ("question" in rest && rest.question < questions.length) {
            const { question, succeeds } = rest;
            if (succeeds) questions[question].resolve(question);
            else questions[question].reject(new Error(`${question}`));
            // What is said a second time is not heard.
            if (open === question) {
              expected[question] = succeeds ? "complete" : "failed";
              open = undefined;
            }
            await new Promise((resolve) => setImmediate(resolve));
          }
          assert.equal(latest.isAsking, open !== undefined);
        }
        const isAsking = open;
        for (const question of questions) question.resolve(-1);
        await new Promise((resolve) => setImmediate(resolve));
        for (const [index, outcome] of outcomes.entries()) {
          const kind = index === isAsking ? "complete" : expected[index];
          assert.equal(outcome?.kind, kind);
          assert.equal(signals[index].aborted, kind === "superseded" || kind === "cancelled");
        }
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});
