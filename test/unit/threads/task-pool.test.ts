import assert from "node:assert/strict";
import { isMainThread, threadId } from "node:worker_threads";
import { Cancelled } from "../../../src/core/cancelled";
import { serveTasks } from "../../../src/core/threads/serve-tasks";
import { TaskPool } from "../../../src/core/threads/task-pool";

/** What the worker of these tests performs: this file is its own worker. */
interface Tasks {
  readonly work: {
    readonly request: {
      readonly name: string;
      /** One Int32: the task lasts until it is 1, or the task is given up. */
      readonly gate?: SharedArrayBuffer;
      /** One Int32: counts how often the task has looked up. */
      readonly looks?: SharedArrayBuffer;
      readonly crash?: boolean;
      readonly fail?: boolean;
      /** To be answered with the thread's number. */
      readonly tellThread?: boolean;
    };
    /** The task's name when it starts, and once more in the end. */
    readonly part: string;
    readonly result: string;
  };
}

/** A gate that the test opens. */
class Gate {
  readonly buffer = new SharedArrayBuffer(4);

  open(): void {
    Atomics.store(new Int32Array(this.buffer), 0, 1);
  }
}

if (!isMainThread) {
  serveTasks<Tasks>({
    work: ({ name, gate, looks, crash, fail, tellThread }, { part, progress, shouldStop }) => {
      part(name);
      const flag = new Int32Array(gate ?? Int32Array.of(1).buffer);
      const count = new Int32Array(looks ?? new ArrayBuffer(4));
      while (Atomics.load(flag, 0) === 0 && !shouldStop()) Atomics.add(count, 0, 1);
      if (crash) process.exit(1);
      if (fail) throw new Error(`${name} failed`);
      progress(10);
      part(`${name}, done`);
      return tellThread ? String(threadId) : name;
    },
  });
} else {
  describe("a pool of threads", () => {
    let pool: TaskPool<Tasks>;
    let events: string[];
    const onPart = (event: string) => void events.push(event);
    const begin = (size: number) => {
      events = [];
      pool = new TaskPool(__filename, size);
    };
    afterEach(() => pool.dispose());

    /** Performs a batch and notes its end among the events. */
    const perform = async (names: string[], more: object = {}, hooks: object = {}) => {
      const requests = names.map((name) => ({ name, ...more }));
      const results = await pool.perform("work", requests, { onPart, ...hooks });
      events.push(`${names.join()}: ${results.join()}`);
    };
    const urgent = { isUrgent: true };
    /** Until an event has come. */
    const came = async (event: string) => {
      while (!events.includes(event)) await new Promise((resolve) => setTimeout(resolve, 1));
    };

    it("answers an urgent task while a long one has its only thread, however long that is", async () => {
      begin(1);
      const gate = new Gate();
      const long = perform(["long"], { gate: gate.buffer });
      await came("long");
      await perform(["question"], {}, urgent);
      gate.open();
      await long;
      const results = events.filter((event) => event.includes(":"));
      assert.deepEqual(results, ["question: question", "long: long"]);
    });

    it("leaves the processor to urgent tasks, and gets on even where these never end", async () => {
      begin(1);
      const gates = [new Gate(), new Gate()];
      const looks = new Int32Array(new SharedArrayBuffer(4));
      const long = perform(["long"], { gate: gates[0].buffer, looks: looks.buffer });
      await came("long");
      const question = perform(["question"], { gate: gates[1].buffer }, urgent);
      await came("question");
      const looksIn = async (milliseconds: number) => {
        const before = Atomics.load(looks, 0);
        await new Promise((resolve) => setTimeout(resolve, milliseconds));
        return Atomics.load(looks, 0) - before;
      };
      await looksIn(10);
      const during = await looksIn(400);
      assert.ok(during >= 1 && during < 100, `looked up ${during} times`);
      gates[1].open();
      await question;
      const after = await looksIn(400);
      assert.ok(after > 10 * during, `looked up ${after} times`);
      gates[0].open();
      await long;
    });

    it("keeps its spare thread for urgent tasks", async () => {
      begin(1);
      const gate = new Gate();
      const long = perform(["long"], { gate: gate.buffer });
      await came("long");
      await perform(["question"], {}, urgent);
      const next = perform(["next"]);
      await perform(["question 2"], {}, urgent);
      assert.ok(!events.includes("next"));
      gate.open();
      await Promise.all([long, next]);
    });

    it("gives urgent tasks to one thread, others at the same time to any that is idle", async () => {
      begin(1);
      const threads: number[] = [];
      const urgentTask = async (more: object = {}) => {
        const request = { name: "urgent", tellThread: true, ...more };
        const [id] = await pool.perform("work", [request], { isUrgent: true });
        threads.push(Number(id));
      };
      const gates = [new Gate(), new Gate()];
      await urgentTask();
      const held = urgentTask({ gate: gates[0].buffer });
      await urgentTask();
      gates[0].open();
      await held;
      const long = perform(["long"], { gate: gates[1].buffer });
      await came("long");
      await urgentTask();
      gates[1].open();
      await long;
      const [first, beside, second, third] = threads;
      assert.deepEqual([second, third], [first, first]);
      assert.notEqual(beside, first);
    });

    it("takes urgent tasks in the order in which they were asked, before all others", async () => {
      begin(1);
      const gates = [new Gate(), new Gate()];
      const long = perform(["long"], { gate: gates[0].buffer });
      await came("long");
      const first = perform(["first"], { gate: gates[1].buffer }, urgent);
      await came("first");
      const others = [perform(["ordinary"])];
      for (const name of ["a", "b", "c"]) others.push(perform([name], {}, urgent));
      gates[1].open();
      await Promise.all([first, ...others.slice(1)]);
      gates[0].open();
      await Promise.all([long, ...others]);
      const started = events.filter((event) => /^\w+$/.test(event));
      assert.deepEqual(started, ["long", "first", "a", "b", "c", "ordinary"]);
    });

    it("gives an urgent task before all others to the thread of these, where that is free first", async () => {
      begin(1);
      const gates = [new Gate(), new Gate(), new Gate()];
      const long = perform(["long"], { gate: gates[0].buffer });
      await came("long");
      const first = perform(["first"], { gate: gates[1].buffer }, urgent);
      await came("first");
      const ordinary = perform(["ordinary"]);
      const second = perform(["second"], { gate: gates[2].buffer }, urgent);
      gates[0].open();
      await long;
      await came("second");
      assert.ok(!events.includes("ordinary"));
      for (const gate of gates) gate.open();
      await Promise.all([first, second, ordinary]);
    });

    it("lets batches take turns", async () => {
      begin(1);
      await Promise.all([perform(["a1", "a2", "a3"]), perform(["b1", "b2"]), perform(["c1"])]);
      const started = events.filter((event) => /^\w+$/.test(event));
      assert.deepEqual(started, ["a1", "b1", "c1", "a2", "b2", "a3"]);
    });

    it("gives results in the order of requests, and the progress of the whole batch", async () => {
      begin(3);
      const progress: number[] = [];
      const names = Array.from({ length: 20 }, (_, at) => `t${at}`);
      const onProgress = (done: number) => progress.push(done);
      await perform(names, {}, { onProgress });
      assert.equal(events.at(-1), `${names.join()}: ${names.join()}`);
      assert.deepEqual(
        progress,
        names.map((_, at) => 10 * (at + 1)),
      );
      assert.deepEqual(await pool.perform("work", []), []);
    });

    it("cancels at once what runs and what waits, tells nothing late, and goes on", async () => {
      begin(1);
      const controller = new AbortController();
      const gate = new Gate();
      const hooks = { signal: controller.signal };
      const cancelled = assert.rejects(
        perform(["runs", "waits"], { gate: gate.buffer }, hooks),
        Cancelled,
      );
      await came("runs");
      controller.abort();
      await cancelled;
      await perform(["next"]);
      assert.deepEqual(events, ["runs", "next", "next, done", "next: next"]);
      await assert.rejects(perform(["late"], {}, hooks), Cancelled);
      assert.equal(events.length, 4);
    });

    it("fails with the first task that fails, and ends the others of its batch alone", async () => {
      begin(2);
      const gate = new Gate();
      const other = perform(["other"], { gate: gate.buffer });
      await came("other");
      const requests = [{ name: "bad", fail: true }, { name: "never" }];
      await assert.rejects(pool.perform("work", requests, { onPart }), /bad failed/);
      gate.open();
      await other;
      assert.ok(!events.includes("never"));
    });

    it("goes on after a thread is lost in the middle of a task", async () => {
      begin(1);
      await assert.rejects(perform(["crash"], { crash: true }), /A worker thread stopped/);
      await perform(["next"]);
      assert.equal(events.at(-1), "next: next");
    });

    it("says so where no thread can start", async () => {
      begin(1);
      const broken = new TaskPool<Tasks>(`${__filename}.none`, 2);
      const tasks = [{ name: "a" }, { name: "b" }, { name: "c" }];
      await assert.rejects(broken.perform("work", tasks), /Cannot find module/);
      await broken.dispose();
    });

    it("cancels everything when it is disposed of", async () => {
      begin(1);
      const gate = new Gate();
      const all = ["runs", "waits"].map((name) =>
        assert.rejects(perform([name], { gate: gate.buffer }), Cancelled),
      );
      await came("runs");
      await pool.dispose();
      await Promise.all(all);
      assert.deepEqual(events, ["runs"]);
    });
  });
}
