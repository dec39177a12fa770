import type * as vscode from "vscode";
import type { SimulationPlan } from "../../../core/simulation/run/configuration";
import type { HeadResult } from "../../../core/simulation/run/result";
import type { ViewName, ViewState } from "../../../shared/protocol";

/** What sets a page beside the editor apart: it shows one view of what an editor shows. */
export interface PanelRole {
  readonly view: ViewName;
  /** The selection of the followed editor; undefined where none is open. */
  followed(): Partial<ViewState> | undefined;
  /** The user picked something in the panel. */
  pick(view: ViewState): void;
  /**
   * The results that the followed editor has of this plan and this state of the file, waiting for
   * them where it is simulating. Undefined where it has none.
   * @throws Cancelled after `signal` aborts
   */
  resultsFor(
    plan: SimulationPlan,
    file: vscode.FileStat,
    signal: AbortSignal,
  ): Promise<readonly HeadResult[] | undefined>;
}
