/** Entry of a worker thread: takes one task at a time, answers with its progress and results. */
import { parentPort } from "node:worker_threads";
import { fastestNumerics } from "../../policy/numerics";
import { generateTraceFile } from "../../trace/generate/generate-trace";
import { openDump } from "../../trace/import/import-trace";
import { compute, type ComputationKind } from "./computations";
import {
  packError,
  type AskMessage,
  type ComputeMessage,
  type GenerateMessage,
  type ImportMessage,
  type JobMessage,
  type StopMessage,
  type WorkerMessage,
  type WorkerRequest,
} from "./messages";
import { answerQuestion, buffersIn, type QuestionKind } from "../questions/questions";
import { simulateHead } from "../run/simulate-head";
import { openLocation } from "./trace-location";

/** Progress is reported about this often, in milliseconds: smooth to the eye, cheap to send. */
const progressInterval = 50;

const port = parentPort;
if (!port) throw new Error("This file runs as a worker thread.");

const numerics = fastestNumerics();

const post = (message: WorkerMessage, transfer: ArrayBuffer[] = []): void =>
  port.postMessage(message, transfer);

/** Collects progress and reports it from time to time. */
function progressReporter(): {
  readonly add: (amount: number) => void;
  readonly flush: () => void;
} {
  let unreported = 0;
  let lastReport = performance.now();
  const flush = () => {
    if (unreported > 0) post({ kind: "progress", amount: unreported });
    unreported = 0;
    lastReport = performance.now();
  };
  return {
    add(amount) {
      unreported += amount;
      if (performance.now() - lastReport > progressInterval) flush();
    },
    flush,
  };
}

async function simulate({ location, plan, job, stop }: JobMessage): Promise<void> {
  const flag = new Int32Array(stop);
  const progress = progressReporter();
  const trace = await openLocation(location);
  try {
    await simulateHead(trace, plan, job, numerics, {
      shouldStop: () => Atomics.load(flag, 0) !== 0,
      onSteps: progress.add,
      onResults: (results) => {
        progress.flush();
        const buffers = results.flatMap((result) =>
          [...Object.values(result.columns), ...Object.values(result.loads)].map(
            (column) => column.buffer as ArrayBuffer,
          ),
        );
        post({ kind: "result", results }, buffers);
      },
    });
  } finally {
    await trace.close();
  }
}

async function ask<Kind extends QuestionKind>(message: AskMessage<Kind>): Promise<void> {
  const { location, about, question, stop } = message;
  const flag = new Int32Array(stop);
  const trace = await openLocation(location);
  try {
    const answer = await answerQuestion(trace, about, question, numerics, {
      shouldStop: () => Atomics.load(flag, 0) !== 0,
      onPart: (part) => post({ kind: "part", part }, buffersIn(part)),
    });
    post({ kind: "answer", answer }, buffersIn(answer));
  } finally {
    await trace.close();
  }
}

async function generate(message: GenerateMessage, signal: AbortSignal): Promise<void> {
  const onProgress = reportShare();
  await generateTraceFile(message.path, message.parameters, { signal, onProgress });
}

async function importDump(message: ImportMessage, signal: AbortSignal): Promise<void> {
  const { from, out, options } = message;
  const dump = await openDump(from, options);
  try {
    if (out !== undefined) await dump.write(out, { signal, onProgress: reportShare() });
    post({ kind: "imported", trace: { header: dump.header, notes: dump.notes } });
  } finally {
    await dump.close();
  }
}

/** Reports what is done, of a file or of other work, from the share that is. */
function reportShare(): (done: number) => void {
  const progress = progressReporter();
  let reported = 0;
  return (done) => {
    progress.add(done - reported);
    reported = done;
    if (done >= 1) progress.flush();
  };
}

async function answerComputation<Kind extends ComputationKind>({
  about,
  request,
}: ComputeMessage<Kind>): Promise<void> {
  const result = await compute(about, request, reportShare());
  post({ kind: "computed", result }, buffersIn(result));
}

let abort = new AbortController();

function perform(request: Exclude<WorkerRequest, StopMessage>): Promise<void> {
  switch (request.kind) {
    case "simulate":
      return simulate(request);
    case "ask":
      return ask(request);
    case "compute":
      return answerComputation(request);
    case "generate":
      return generate(request, abort.signal);
    case "import":
      return importDump(request, abort.signal);
  }
}

port.on("message", (request: WorkerRequest) => {
  if (request.kind === "stop") {
    abort.abort();
    return;
  }
  abort = new AbortController();
  perform(request).then(
    () => post({ kind: "done" }),
    (error: unknown) => post({ kind: "failed", error: packError(error) }),
  );
});
