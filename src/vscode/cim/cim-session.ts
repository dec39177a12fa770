import type * as vscode from "vscode";
import { ComputingThread } from "../../core/simulation/threads/computing-thread";
import type { DataFormat, ImageFormat } from "../../shared/protocol";
import {
  cimProtocolVersion,
  type CimAnswerPart,
  type CimEvent,
  type CimPageMessage,
  type CimView,
  type CimWeights,
} from "../../shared/protocol/cim";
import { answerWith } from "../pages/answers";
import { PageSession } from "../pages/page-session";
import { cimAnswers, type CimContext } from "./cim-answers";
import { withWeights } from "./default-view";
import { parseCimMessage } from "./page-message";
import { nameOfWeights } from "./save-study";
import { Studies } from "./studies";

/** What a session takes from the extension. */
export interface CimServices {
  /** The bundled worker. */
  readonly workerPath: string;
  readonly log: vscode.LogOutputChannel;
  /** Keeps a view for the next panel. */
  keep(view: CimView): Thenable<void>;
}

/** The page of block-diagonal weights: answers its requests and keeps its study. */
export class CimSession {
  readonly #page: PageSession<CimPageMessage, CimEvent, CimAnswerPart["part"]>;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    services: CimServices,
    private view: CimView,
  ) {
    const context: CimContext = {
      studies: new Studies(services.workerPath),
      projections: new ComputingThread(services.workerPath),
      view: () => this.view,
      keep: (shown) => {
        this.#change(shown);
        return services.keep(shown);
      },
      tell: (event) => this.#page.tell(event),
    };
    this.#page = new PageSession(
      { panel, log: services.log },
      {
        page: "The page of arrays",
        version: cimProtocolVersion,
        parse: parseCimMessage,
        answer: (message, asked) => answerWith(cimAnswers, context, message, asked),
        opensDialog: ({ kind }) =>
          kind === "export" || kind === "saveImage" || kind === "pickWeights",
      },
    );
    panel.onDidDispose(() => {
      this.#page.dispose();
      context.studies.dispose();
      void context.projections.dispose();
    });
    this.#change(view);
  }

  /** Shows other weights. */
  show(weights: CimWeights): void {
    this.#change(withWeights(this.view, weights));
    // A page that is not open yet opens with them.
    if (this.#page.isOpen) this.#page.tell({ kind: "setWeights", weights });
  }

  /** Lets the page save what it shows, and say where. */
  save(format: DataFormat | ImageFormat): void {
    this.#page.tell({ kind: "save", format });
  }

  #change(view: CimView): void {
    this.view = view;
    this.panel.title = `Arrays · ${nameOfWeights(view.weights)}`;
  }
}
