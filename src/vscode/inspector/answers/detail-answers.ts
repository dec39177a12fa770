import { detailQuestion } from "../../../core/simulation/questions/detail";
import type { DetailRequest } from "../../../core/simulation/questions/detail-parts";
import { checkPlan } from "../../../core/simulation/run/plan";
import type { TraceHeader } from "../../../core/trace/trace";
import type { DetailRequests } from "../../../shared/protocol/details";
import type { Answers } from "../../pages/answers";
import { runWithUserSettings, withUserSettings, type UserSettings } from "../page/user-settings";
import { askPool, type PoolContext } from "./ask-pool";

/** What views show of single heads and banks beyond the results. */
export const detailAnswers: Answers<PoolContext, DetailRequests> = {
  detail: async (context, { detail: shown }, { signal, tellPart: onPart }) => {
    if (shown.kind === "selection") {
      await askPool(context, "selection", { prepare: prepareDetail(shown), onPart, signal });
    } else {
      await askPool(context, "clusters", { prepare: prepareDetail(shown), onPart, signal });
    }
    return null;
  },
  bankTokens: async (context, { plan: shown, bank }, { signal, tellPart }) => {
    const heads = await askPool(context, "bankTokens", {
      signal,
      prepare: (header, settings) => {
        const plan = withUserSettings(shown, settings);
        checkPlan(header, plan);
        return { plan, bank };
      },
    });
    for (const part of heads) tellPart(part);
    return null;
  },
};

function prepareDetail<Request extends DetailRequest>(shown: Request) {
  return (header: TraceHeader, settings: UserSettings) => {
    const request = { ...shown, run: runWithUserSettings(shown.run, settings) };
    return detailQuestion(header, request, settings.devices);
  };
}
