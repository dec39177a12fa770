import assert from "node:assert/strict";
import { once } from "node:events";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { Cancelled } from "../../../src/core/cancelled";
import { InputError } from "../../../src/core/errors";
import { serveTasks, type TaskHandlers } from "../../../src/core/threads/serve-tasks";
import { TaskThread } from "../../../src/core/threads/task-thread";

/** What the worker of these tests performs: this file is its own worker. */
interface Tasks {
  readonly double: {
    readonly request: Float64Array;
    readonly part: never;
    readonly result: Float64Array;
  };
  /** Tells parts and progress, and how large its array is after it was told. */
  readonly count: {
    readonly request: number;
    readonly part: Uint8Array;
    readonly result: readonly number[];
  };
  /** Never waits. */
  readonly spin: { readonly request: null; readonly part: string; readonly result: string };
  /** Waits until it is given up. */
  readonly wait: { readonly request: null; readonly part: string; readonly result: string };
  readonly fail: {
    readonly request: "input" | "fault" | "cancelled" | "odd";
    readonly part: never;
    readonly result: null;
  };
  readonly crash: {
    readonly request: "exit" | "throw";
    readonly part: string;
    readonly result: null;
  };
}

const handlers: TaskHandlers<Tasks> = {
  double: (request) => request.map((value) => 2 * value),
  count: (to, { part, progress }) => {
    const left: number[] = [];
    for (let at = 1; at <= to; at++) {
      const array = new Uint8Array([at]);
      progress(at);
      part(array);
      left.push(array.byteLength);
    }
    return left;
  },
  spin: (_, { part, shouldStop }) => {
    part("started");
    while (!shouldStop());
    part("late");
    return "stopped";
  },
  wait: (_, { part, signal }) => {
    part("started");
    return new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => {
        part("late");
        reject(signal.reason as Error);
      });
    });
  },
  fail: (how) => {
    switch (how) {
      case "input":
        throw new InputError("steps", "are none", { file: "a.kvtrace", offset: 12, line: 3 });
      case "fault":
        throw new TypeError("fault of the program");
      case "cancelled":
        throw new Cancelled();
      case "odd":
        // eslint-disable-next-line @typescript-eslint/only-throw-error
        throw "not an error";
    }
  },
  crash: (how, { part }) => {
    part("started");
    if (how === "exit") process.exit(3);
    setTimeout(() => {
      throw new Error("outside the task");
    });
    return new Promise(() => undefined);
  },
};

/** A caller with an event loop of its own, which ends when nothing keeps it alive. */
async function disposeInTheMiddle(): Promise<void> {
  const thread = new TaskThread<Tasks>(__filename);
  const started = new Promise((resolve) => {
    thread.run("wait", null, { onPart: resolve }).catch(() => undefined);
  });
  await started;
  await thread.dispose();
  parentPort?.postMessage("disposed");
}

const started = (hooks: { signal?: AbortSignal } = {}, parts: string[] = []) => {
  let tell: () => void = () => undefined;
  const told = new Promise<void>((resolve) => (tell = resolve));
  const onPart = (part: string) => {
    parts.push(part);
    tell();
  };
  return { hooks: { ...hooks, onPart }, told, parts };
};

if (!isMainThread) {
  if (workerData === "caller") void disposeInTheMiddle();
  else serveTasks(handlers);
} else {
  describe("a thread with tasks", () => {
    let thread: TaskThread<Tasks>;
    beforeEach(() => {
      thread = new TaskThread(__filename);
    });
    afterEach(() => thread.dispose());

    it("gives results, and leaves the request's arrays to the caller", async () => {
      const request = Float64Array.of(1, 2.5, -0);
      assert.deepEqual(await thread.run("double", request), Float64Array.of(2, 5, -0));
      assert.equal(request.length, 3);
    });

    it("tells parts in order and progress before them, and hands arrays over", async () => {
      const events: string[] = [];
      const left = await thread.run("count", 4, {
        onPart: (part) => events.push(`part ${part.join()}`),
        onProgress: (done) => events.push(`done ${done}`),
      });
      const expected = [1, 2, 3, 4].flatMap((at) => [`done ${at}`, `part ${at}`]);
      assert.deepEqual(events, expected);
      assert.deepEqual(left, [0, 0, 0, 0], "no copies");
    });

    it("performs several tasks at once and keeps what they say apart", async () => {
      const controller = new AbortController();
      const { hooks, told, parts } = started({ signal: controller.signal });
      const waiting = thread.run("wait", null, hooks);
      await told;
      const counted: number[] = [];
      const counts = [3, 5].map((to) =>
        thread.run("count", to, { onPart: (part) => counted.push(...part) }),
      );
      assert.deepEqual(await thread.run("double", Float64Array.of(4)), Float64Array.of(8));
      await Promise.all(counts);
      assert.deepEqual(counted.sort(), [1, 1, 2, 2, 3, 3, 4, 5]);
      controller.abort();
      await assert.rejects(waiting, Cancelled);
      assert.deepEqual(parts, ["started"]);
    });

    for (const kind of ["spin", "wait"] as const) {
      it(`gives up a task that ${kind}s, tells nothing late, and can be used again`, async () => {
        const controller = new AbortController();
        const { hooks, told, parts } = started({ signal: controller.signal });
        const task = thread.run(kind, null, hooks);
        await told;
        controller.abort();
        // A task that was done before it looked up is done.
        if (kind === "spin") assert.equal(await task, "stopped");
        else await assert.rejects(task, Cancelled);
        await thread.run("count", 1);
        assert.deepEqual(parts, ["started"]);
      });
    }

    it("does not start what was given up before", async () => {
      const { hooks, parts } = started({ signal: AbortSignal.abort() });
      await assert.rejects(thread.run("spin", null, hooks), Cancelled);
      assert.deepEqual(parts, []);
    });

    it("fails with an error of the same kind", async () => {
      await assert.rejects(thread.run("fail", "input"), (error) => {
        const place = { file: "a.kvtrace", offset: 12, line: 3 };
        assert.ok(error instanceof InputError);
        assert.equal(error.message, new InputError("steps", "are none", place).message);
        assert.deepEqual([error.field, error.reason, error.place], ["steps", "are none", place]);
        return true;
      });
      await assert.rejects(thread.run("fail", "fault"), (error) => {
        assert.ok(error instanceof Error && error.message === "fault of the program");
        assert.match(error.stack ?? "", /task-thread\.test/, "the place in the worker");
        return true;
      });
      await assert.rejects(thread.run("fail", "cancelled"), Cancelled);
      await assert.rejects(thread.run("fail", "odd"), /not an error/);
    });

    it("refuses what cannot be sent, and can be used again", async () => {
      interface Odd {
        readonly take: {
          readonly request: () => void;
          readonly part: never;
          readonly result: null;
        };
      }
      const odd = new TaskThread<Odd>(__filename);
      const refused = { name: "DataCloneError" };
      for (let time = 0; time < 2; time++) {
        await assert.rejects(
          odd.run("take", () => undefined),
          refused,
        );
      }
      await odd.dispose();
    });

    for (const how of ["exit", "throw"] as const) {
      it(`fails every task where the thread is lost (${how}), and starts anew`, async () => {
        const one = started();
        const waiting = thread.run("wait", null, one.hooks);
        await one.told;
        const other = started();
        const crash = thread.run("crash", how, other.hooks);
        const why = how === "exit" ? /A worker thread stopped/ : /outside the task/;
        await Promise.all([assert.rejects(waiting, why), assert.rejects(crash, why)]);
        assert.deepEqual(await thread.run("double", Float64Array.of(1)), Float64Array.of(2));
      });
    }

    it("says so where there is no such worker", async () => {
      const nowhere = new TaskThread<Tasks>(`${__filename}.none`);
      await nowhere.start();
      await assert.rejects(nowhere.run("double", Float64Array.of(1)), /Cannot find module/);
    });

    it("ends in the middle of its tasks, or stays where it has none", async () => {
      const ends = [
        () => void thread.dispose(),
        () => {
          thread.stop();
        },
      ];
      for (const end of ends) {
        const { hooks, told, parts } = started();
        const spinning = thread.run("spin", null, hooks);
        await told;
        const ended = assert.rejects(spinning, Cancelled);
        end();
        await ended;
        assert.deepEqual(parts, ["started"]);
      }
      await thread.run("count", 1);
      thread.stop();
      await thread.run("count", 1);
    });

    it("keeps its caller alive until it has ended", async () => {
      const caller = new Worker(__filename, { workerData: "caller" });
      const messages: unknown[] = [];
      caller.on("message", (message) => messages.push(message));
      await once(caller, "exit");
      assert.deepEqual(messages, ["disposed"]);
    });
  });
}
