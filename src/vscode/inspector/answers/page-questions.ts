import type * as vscode from "vscode";
import { partsOf } from "../../../core/simulation/questions/command-columns";
import { deviceOf, type SimulationPlan } from "../../../core/simulation/run/configuration";
import { detailQuestion } from "../../../core/simulation/questions/detail";
import type { DetailPart, DetailRequest } from "../../../core/simulation/questions/detail-parts";
import { checkPlan } from "../../../core/simulation/run/plan";
import type { SimulationPool } from "../../../core/simulation/threads/pool";
import type { QuestionKind, Questions } from "../../../core/simulation/questions/questions";
import { planOfPlace, type TimelinePlace } from "../../../core/simulation/questions/timeline";
import type { TraceLocation } from "../../../core/simulation/threads/trace-location";
import type { TraceHeader } from "../../../core/trace/trace";
import type { AnswerPart, TimelineFormat, TimelineReply } from "../../../shared/protocol";
import { chromeTraceText, commandTraceText, saveCommands } from "./save-commands";
import { runWithUserSettings, withUserSettings, type UserSettings } from "../page/user-settings";

/** What a page's questions are about, and to whom their answers go. */
export interface QuestionContext {
  readonly pool: SimulationPool;
  readonly uri: vscode.Uri;
  /** @throws whatever keeps the trace from being read */
  open(): { readonly header: TraceHeader; readonly location: TraceLocation };
  settings(): Promise<UserSettings>;
  tell(part: AnswerPart): void;
}

/** What a page asks about its trace beside simulating it; answered by the pool, in parts. */
export class PageQuestions {
  /** Those that the pool has yet to answer, by the id of their request. */
  readonly #asking = new Map<number, AbortController>();

  constructor(private readonly context: QuestionContext) {}

  /** Ends one question. */
  cancel(id: number): void {
    this.#asking.get(id)?.abort();
  }

  /**
   * Asks the pool on behalf of a request, until the page gives the request up.
   * @param prepare makes and checks the question
   */
  async #ask<Kind extends QuestionKind>(
    id: number,
    about: Kind,
    prepare: (header: TraceHeader, settings: UserSettings) => Questions[Kind]["question"],
    onPart?: (part: Questions[Kind]["part"]) => void,
  ): Promise<Questions[Kind]["answer"]> {
    const controller = new AbortController();
    this.#asking.set(id, controller);
    try {
      const settings = await this.context.settings();
      const { header, location } = this.context.open();
      const question = prepare(header, settings);
      const { signal } = controller;
      return await this.context.pool.ask(location, about, question, { onPart, signal });
    } finally {
      this.#asking.delete(id);
    }
  }

  /** Ends every question: the page is gone, or the trace is another one now. */
  forget(): void {
    for (const controller of this.#asking.values()) controller.abort();
  }

  /** What is read in a bank, a part per query head. */
  async bank(id: number, shown: SimulationPlan, bank: number): Promise<null> {
    const heads = await this.#ask(id, "bankTokens", (header, settings) => {
      const plan = withUserSettings(shown, settings);
      checkPlan(header, plan);
      return { plan, bank };
    });
    for (const part of heads) this.context.tell({ kind: "part", id, part });
    return null;
  }

  #askStep<About extends "timeline" | "program">(
    id: number,
    about: About,
    place: TimelinePlace,
  ): Promise<Questions[About]["answer"]> {
    return this.#ask(id, about, (header, settings) => {
      const plan = withUserSettings(planOfPlace(header, place), settings);
      checkPlan(header, plan);
      return { plan, queryHead: place.queryHead };
    });
  }

  /** The commands of a step. */
  async timeline(id: number, place: TimelinePlace): Promise<TimelineReply> {
    const timeline = await this.#askStep(id, "timeline", place);
    if (timeline.kind !== "commands") return timeline;
    const { columns, ...reply } = timeline;
    for (const part of partsOf(columns)) this.context.tell({ kind: "part", id, part });
    return reply;
  }

  /** Lets the user save those; resolves with the path, or null where they declined. */
  async exportTimeline(
    id: number,
    place: TimelinePlace,
    format: TimelineFormat,
  ): Promise<string | null> {
    const device = deviceOf(await this.context.settings(), place.run.device);
    const { uri } = this.context;
    if (format === "command-trace") {
      const step = await this.#askStep(id, "program", place);
      return saveCommands(uri, place, "trace", commandTraceText(step, device));
    }
    const timeline = await this.#askStep(id, "timeline", place);
    return saveCommands(uri, place, "json", chromeTraceText(timeline, device));
  }

  /** What a view shows of one head beyond the results. */
  async detail(id: number, shown: DetailRequest): Promise<null> {
    const prepare =
      <Request extends DetailRequest>(asked: Request) =>
      (header: TraceHeader, settings: UserSettings) => {
        const request = { ...asked, run: runWithUserSettings(asked.run, settings) };
        return detailQuestion(header, request, settings.devices);
      };
    const tell = (part: DetailPart) => this.context.tell({ kind: "part", id, part });
    if (shown.kind === "selection") await this.#ask(id, "selection", prepare(shown), tell);
    else await this.#ask(id, "clusters", prepare(shown), tell);
    return null;
  }
}
