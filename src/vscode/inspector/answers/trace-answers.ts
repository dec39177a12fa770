import * as vscode from "vscode";
import type { Requests } from "../../../shared/protocol";
import type { TraceRequests } from "../../../shared/protocol/trace";
import type { ViewRequests } from "../../../shared/protocol/view";
import type { Answers } from "../../pages/answers";
import type { PageView } from "../page/page-view";
import type { SecondPlace } from "../trace/second-place";
import { readTokenNames } from "../trace/token-names";
import type { OpenDocument } from "../trace/trace-document";

/** What the answers below need of a page. */
export interface TraceContext {
  /** @throws whatever keeps the trace from being read */
  readonly open: () => OpenDocument;
  /** The trace as its page is told it. @throws whatever keeps it from being shown */
  readonly describe: () => Promise<Requests["open"]["reply"]>;
  readonly second: SecondPlace;
  readonly view: PageView;
  readonly uri: vscode.Uri;
  /** Keys are for the page from now on, or no longer. */
  readonly takeKeys: (listens: boolean) => void;
}

type TraceKind = "open" | keyof TraceRequests | keyof ViewRequests;

/** Opening the page, and what it asks about the traces themselves. */
export const traceAnswers: Answers<TraceContext, Pick<Requests, TraceKind>> = {
  open: ({ describe }) => describe(),
  tokens: ({ open }, { from, to }) => readTokenNames(open().trace, from, to),
  closeSecond: ({ second }) => {
    second.close();
    return null;
  },
  saveView: async ({ view }, { viewState }) => {
    await view.keep(viewState);
    return null;
  },
  takeKeys: ({ takeKeys }, { listens }) => {
    takeKeys(listens);
    return null;
  },
  showBeside: async ({ uri }, { view }) => {
    const command = view === "time" ? "kvtrace.showTimingBeside" : "kvtrace.showHeatMapBeside";
    await vscode.commands.executeCommand(command, uri);
    return null;
  },
};
