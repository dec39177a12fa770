import type { TraceOutline } from "../../trace/header/outline";
import type { Questions } from "../questions/questions";
import type { SimulationPlan } from "../run/configuration";
import type { HeadJob } from "../run/plan";
import type { HeadResult } from "../run/result";
import type { TraceLocation } from "./trace-location";

/** What a worker can be asked about a trace: its header, questions, and to simulate a head. */
interface TraceWork extends Questions {
  outline: { question: undefined; part: never; answer: TraceOutline };
  simulate: {
    question: { readonly plan: SimulationPlan; readonly job: HeadJob };
    /** All runs of one query head. Progress counts query-head steps, once per run. */
    part: readonly HeadResult[];
    answer: undefined;
  };
}

/** What a worker does with a trace, wherever that lies. */
export type TraceTasks = {
  readonly [Kind in keyof TraceWork]: {
    readonly request: {
      readonly location: TraceLocation;
      readonly question: TraceWork[Kind]["question"];
    };
    readonly part: TraceWork[Kind]["part"];
    readonly result: TraceWork[Kind]["answer"];
  };
};
