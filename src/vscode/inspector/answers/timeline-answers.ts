import type * as vscode from "vscode";
import { cutColumns } from "../../../core/columns";
import type { Questions } from "../../../core/simulation/questions/questions";
import { planOfPlace, type TimelinePlace } from "../../../core/simulation/questions/timeline";
import { deviceOf } from "../../../core/simulation/run/configuration";
import { checkPlan } from "../../../core/simulation/run/plan";
import type { TimelineRequests } from "../../../shared/protocol/timeline";
import type { Answers } from "../../pages/answers";
import { withUserSettings } from "../page/user-settings";
import { askPool, type PoolContext } from "./ask-pool";
import { chromeTraceText, commandTraceText, saveCommands } from "./save-commands";

/** What the answers below need of a page. */
export interface TimelineContext extends PoolContext {
  readonly uri: vscode.Uri;
}

/** The commands of one query head at one step. */
export const timelineAnswers: Answers<TimelineContext, TimelineRequests> = {
  timeline: async (context, { place }, { signal, tellPart }) => {
    const timeline = await askStep(context, "timeline", place, signal);
    if (timeline.kind !== "commands") return timeline;
    const { columns, ...reply } = timeline;
    for (const part of cutColumns(columns)) tellPart(part.columns);
    return reply;
  },
  exportTimeline: async (context, { place, format }, { signal }) => {
    const device = deviceOf(await context.settings(), place.run.device);
    if (format === "command-trace") {
      const step = await askStep(context, "program", place, signal);
      const text = commandTraceText(step, device);
      return { path: await saveCommands(context.uri, place, "trace", text) };
    }
    const timeline = await askStep(context, "timeline", place, signal);
    const text = chromeTraceText(timeline, device);
    return { path: await saveCommands(context.uri, place, "json", text) };
  },
};

function askStep<About extends "timeline" | "program">(
  context: PoolContext,
  about: About,
  place: TimelinePlace,
  signal: AbortSignal,
): Promise<Questions[About]["answer"]> {
  return askPool(context, about, {
    signal,
    prepare: (header, settings) => {
      const plan = withUserSettings(planOfPlace(header, place), settings);
      checkPlan(header, plan);
      return { plan, queryHead: place.queryHead };
    },
  });
}
