import { strategies, type Strategy } from "../../core/cim/mapping/options";
import type { CimStudy } from "../../core/cim/study";
import { InputError } from "../../core/errors";
import { ComputingThread } from "../../core/simulation/threads/computing-thread";
import { Latest } from "../../shared/latest";
import type { CimRequests } from "../../shared/protocol/cim";
import { answerOf } from "../pages/newest";

/** The mappings of a page: the newest counts, and what lies where in it stays here. */
export class Studies {
  readonly #latest = new Latest();
  readonly #thread: ComputingThread;
  #study: CimStudy | undefined;

  /** @param workerPath the bundled worker */
  constructor(workerPath: string) {
    this.#thread = new ComputingThread(workerPath);
  }

  /**
   * Maps weights by every strategy, in place of the study before.
   * @throws InputError where they cannot be mapped; Cancelled
   */
  async run(request: CimRequests["study"]["request"], signal: AbortSignal): Promise<CimStudy> {
    const { weights, configuration } = request;
    const outcome = await this.#latest.ask((newest) => {
      const unwanted = AbortSignal.any([newest, signal]);
      return this.#thread.compute("cimStudy", { weights, configuration }, { signal: unwanted });
    });
    this.#study = answerOf(outcome);
    return this.#study;
  }

  /** The latest study. @throws InputError while there is none */
  need(): CimStudy {
    if (this.#study) return this.#study;
    throw new InputError("mapping", "there is none yet");
  }

  /** What a strategy makes of the weights. @throws InputError while there is no study */
  of(strategy: Strategy) {
    const study = this.need();
    const index = strategies.indexOf(strategy);
    return { result: study.results[index], ticks: study.ticks[index] };
  }

  dispose(): void {
    this.#latest.cancel();
    void this.#thread.dispose();
  }
}
