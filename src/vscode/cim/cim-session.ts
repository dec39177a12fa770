import * as vscode from "vscode";
import { detailOfArray } from "../../core/cim/array-detail";
import { arrayOccupancy } from "../../core/cim/mapping/occupancy";
import { strategies, type Strategy } from "../../core/cim/mapping/options";
import { stepsOfTurn } from "../../core/cim/schedule/ticks";
import type { CimStudy } from "../../core/cim/study";
import { summariseStudy } from "../../core/cim/study-summary";
import { InputError, messageOf } from "../../core/errors";
import { ComputingThread } from "../../core/simulation/threads/computing-thread";
import { Cancelled } from "../../core/cancelled";
import {
  cimProtocolVersion,
  type CimAnswerPart,
  type CimEvent,
  type CimPageMessage,
  type CimRequests,
  type CimView,
  type CimWeights,
} from "../../shared/protocol/cim";
import { cutColumns } from "../../shared/columns";
import type { Answer, DataFormat, ImageFormat } from "../../shared/protocol";
import { buildCimCatalog } from "./catalog";
import { withWeights } from "./default-view";
import { parseCimMessage } from "./page-message";
import { pickWeightFile } from "./pick-weights";
import { nameOfWeights, saveStudy, saveStudyImage } from "./save-study";

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
  /** Each has a thread of its own, so that a new study does not end a projection. */
  readonly #studies: ComputingThread;
  readonly #projections: ComputingThread;
  /** Studies and projections under way, by the id of their request. */
  readonly #running = new Map<number, AbortController>();
  #study: CimStudy | undefined;
  #isShown = false;
  #disposed = false;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly services: CimServices,
    private view: CimView,
  ) {
    this.#studies = new ComputingThread(services.workerPath);
    this.#projections = new ComputingThread(services.workerPath);
    const listener = panel.webview.onDidReceiveMessage((message: unknown) => {
      void this.#receive(message);
    });
    panel.onDidDispose(() => {
      this.#disposed = true;
      listener.dispose();
      for (const controller of this.#running.values()) controller.abort();
      void this.#studies.dispose();
      void this.#projections.dispose();
    });
    this.#nameTab();
  }

  /** Shows other weights. */
  show(weights: CimWeights): void {
    this.view = withWeights(this.view, weights);
    this.#nameTab();
    if (this.#isShown) this.#tell({ kind: "setWeights", weights });
  }

  /** Lets the page save what it shows, and say where. */
  save(format: DataFormat | ImageFormat): void {
    this.#tell({ kind: "save", format });
  }

  #nameTab(): void {
    this.panel.title = `Arrays · ${nameOfWeights(this.view.weights)}`;
  }

  #tell(event: CimEvent | CimAnswerPart): void {
    if (!this.#disposed) void this.panel.webview.postMessage(event);
  }

  async #receive(raw: unknown): Promise<void> {
    const message = parseCimMessage(raw);
    if (!message) {
      this.services.log.warn("The page of arrays sent something that is no message of its own.");
      return;
    }
    const answer = await this.#answer(message);
    if (!this.#disposed) await this.panel.webview.postMessage(answer);
  }

  async #answer(message: CimPageMessage): Promise<Answer> {
    const { id } = message;
    try {
      return { kind: "reply", id, value: await this.#handle(message) };
    } catch (error) {
      const cancelled = error instanceof Cancelled;
      if (!cancelled && !(error instanceof InputError)) this.services.log.error(error as Error);
      return { kind: "failure", id, message: messageOf(error), cancelled };
    }
  }

  async #handle(message: CimPageMessage): Promise<CimRequests[keyof CimRequests]["reply"]> {
    const { id } = message;
    switch (message.kind) {
      case "open":
        if (message.version !== cimProtocolVersion) {
          throw new InputError("page", "is from another version; close the tab and open it again");
        }
        this.#isShown = true;
        return { catalog: buildCimCatalog(), view: this.view };
      case "study": {
        const { weights, configuration } = message;
        this.#study = await this.#abortable(id, (signal) =>
          this.#studies.compute("cimStudy", { weights, configuration }, { signal }),
        );
        return summariseStudy(this.#study);
      }
      case "arrays":
        return this.#sendArrays(id, message.strategy);
      case "array":
        return this.#sendArray(id, message.strategy, message.array);
      case "turn": {
        const { result, ticks } = this.#of(message.strategy);
        refuseBeyond("turn", message.turn, ticks.phase.length);
        const steps = stepsOfTurn(result.schedule, ticks, message.turn);
        for (const part of cutColumns(steps)) this.#tell({ kind: "part", id, part });
        return null;
      }
      case "project":
        return this.#abortable(id, (signal) =>
          this.#projections.compute("cimProjection", message, {
            signal,
            onProgress: (done) => this.#tell({ kind: "progress", id, done }),
          }),
        );
      case "cancel":
        this.#running.get(message.target)?.abort();
        return null;
      case "pickWeights":
        return { path: await pickWeightFile() };
      case "saveView":
        this.view = message.view;
        this.#nameTab();
        await this.services.keep(message.view);
        return null;
      case "export":
        return { path: await saveStudy(this.#needStudy(), message.format) };
      case "saveImage":
        return { path: await saveStudyImage(this.#needStudy(), message) };
    }
  }

  async #abortable<Result>(
    id: number,
    compute: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const controller = new AbortController();
    this.#running.set(id, controller);
    try {
      return await compute(controller.signal);
    } finally {
      this.#running.delete(id);
    }
  }

  #needStudy(): CimStudy {
    if (this.#study) return this.#study;
    throw new InputError("mapping", "there is none yet");
  }

  #of(strategy: Strategy) {
    const study = this.#needStudy();
    const index = strategies.indexOf(strategy);
    return { result: study.results[index], ticks: study.ticks[index] };
  }

  #sendArrays(id: number, strategy: Strategy): null {
    const { mapping } = this.#of(strategy).result;
    const occupancy = Float32Array.from(arrayOccupancy(mapping));
    for (const part of cutColumns({ occupancy, blockSize: mapping.blockSizes })) {
      this.#tell({ kind: "part", id, part });
    }
    return null;
  }

  #sendArray(id: number, strategy: Strategy, array: number): { blockSize: number } {
    const { result, ticks } = this.#of(strategy);
    refuseBeyond("array", array, result.arrays);
    const detail = detailOfArray(result.mapping, result.schedule, ticks, array);
    for (const columns of cutColumns(detail.blocks)) {
      this.#tell({ kind: "part", id, part: { kind: "blocks", columns } });
    }
    for (const columns of cutColumns(detail.steps)) {
      this.#tell({ kind: "part", id, part: { kind: "steps", columns } });
    }
    return { blockSize: detail.blockSize };
  }
}

function refuseBeyond(field: string, value: number, count: number): void {
  if (value >= count) throw new InputError(field, `${value} is not among the ${count}`);
}
