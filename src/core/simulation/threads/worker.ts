/** Entry of a worker thread: all that is computed away from the caller's own thread. */
import { projectTensor } from "../../cim/project-tensor";
import { studyWeights } from "../../cim/study-weights";
import { fastestNumerics } from "../../policy/head/numerics";
import { serveTasks, type TaskHandler, type TaskHandlers } from "../../threads/serve-tasks";
import { generateTraceFile } from "../../trace/generate/generate-trace";
import { readOutline } from "../../trace/header/outline";
import { openDump } from "../../trace/import/import-trace";
import { KeptHeads } from "../questions/kept-heads";
import { answerQuestion, type QuestionKind } from "../questions/questions";
import { simulateHead } from "../run/simulate-head";
import type { ComputeTasks } from "./compute-tasks";
import { OpenTraces } from "./open-traces";
import { locateSource } from "./trace-location";
import type { TraceTasks } from "./trace-tasks";
import type { WriteTasks } from "./write-tasks";

const numerics = fastestNumerics();
const traces = new OpenTraces();
const heads = new KeptHeads(numerics);

function answer<Kind extends QuestionKind>(about: Kind): TaskHandler<TraceTasks[Kind]> {
  return ({ location, question }, { shouldStop, part }) =>
    traces.use(location, (trace) =>
      answerQuestion(trace, about, question, heads, { shouldStop, onPart: part }),
    );
}

const aboutTraces: TaskHandlers<TraceTasks> = {
  outline: async ({ location }) => {
    const { source } = await locateSource(location);
    try {
      return await readOutline(source);
    } finally {
      await source.close();
    }
  },
  bankTokens: answer("bankTokens"),
  timeline: answer("timeline"),
  program: answer("program"),
  selection: answer("selection"),
  clusters: answer("clusters"),
  simulate: ({ location, question: { plan, job } }, { shouldStop, progress, part }) =>
    traces.use(location, async (trace) => {
      let steps = 0;
      const onSteps = (amount: number) => progress((steps += amount));
      await simulateHead(trace, plan, job, numerics, { shouldStop, onSteps, onResults: part });
      return undefined;
    }),
};

const writing: TaskHandlers<WriteTasks> = {
  generate: async ({ path, parameters }, { signal, progress }) => {
    await generateTraceFile(path, parameters, { signal, onProgress: progress });
    return undefined;
  },
  import: async ({ from, out, options }, { signal, progress }) => {
    const dump = await openDump(from, options);
    try {
      if (out !== undefined) await dump.write(out, { signal, onProgress: progress });
      return { header: dump.header, notes: dump.notes };
    } finally {
      await dump.close();
    }
  },
};

const computing: TaskHandlers<ComputeTasks> = {
  cimStudy: (request) => studyWeights(request),
  cimProjection: (request, { progress }) => projectTensor(request, progress),
};

serveTasks<TraceTasks & WriteTasks & ComputeTasks>({ ...aboutTraces, ...writing, ...computing });
