import type { CimRequests, ProjectionSummary } from "../../../../src/shared/protocol/cim";
import { FigureList } from "../../../parts/figures/figure-list";
import { shownFigure, type ShownFigure } from "../../../parts/figures/shown-figure";
import { Asking } from "../../../state/asking";
import { element, setText } from "../../../parts/dom/element";
import { labelled } from "../../../parts/dom/labelled";
import { formatCount, formatNumber, formatRatio } from "../../../../src/shared/format/number";
import { progressText } from "../../../parts/format/progress-text";
import { makeButton } from "../../../parts/controls/button";
import { makeCheckbox } from "../../../parts/controls/toolkit";
import { makeDropdown } from "../../../parts/controls/dropdown";
import {
  reportError,
  type ArraysConnection,
  type ArraysState,
  type ArraysStore,
  type ProjectionState,
} from "../state";

type Project = CimRequests["project"];

/** Projects a tensor of the weight file, with progress: how far its Monarch matrices are from it. */
export class ProjectionCard {
  readonly #tensor;
  readonly #transposed;
  readonly #run;
  readonly #cancel;
  readonly #progress = element("progress", { id: "projection-progress", max: 1 });
  readonly #status = element("span", { id: "projection-status", class: "note", role: "status" });
  readonly #figures = new FigureList();
  readonly element: HTMLElement;
  readonly #asking: Asking<Project["request"], Project["reply"], never>;

  constructor(
    private readonly store: ArraysStore,
    connection: ArraysConnection,
  ) {
    this.#asking = new Asking(connection, (request) => connection.request("project", request));
    this.#tensor = makeDropdown("projection-tensor", (tensor) => this.#set({ tensor }));
    this.#transposed = makeCheckbox("projection-transposed", "Stored transposed", (transposed) => {
      this.#set({ transposed });
    });
    this.#run = makeButton("project", "Project", "secondary", () => void this.#project());
    this.#cancel = makeButton("cancel-projection", "Cancel", "secondary", () =>
      this.#asking.cancel(),
    );
    this.#progress.setAttribute("aria-label", "Projection");
    this.#transposed.element.title = "Stored as [inputs, outputs], as in GPT-2.";
    this.element = element(
      "section",
      { class: "card wide", "data-test": "projection" },
      element("h2", {}, "Projection onto Monarch matrices"),
      element(
        "div",
        { class: "toolbar" },
        labelled("Tensor", this.#tensor.element),
        this.#transposed.element,
        this.#run.element,
        this.#cancel.element,
        element("div", { class: "progress-holder" }, this.#progress, this.#status),
      ),
      element("div", { class: "projection-figures" }, this.#figures.element),
    );
    store.watch(
      ({ view, study, projection }) => [view.weights, view.configuration, study, projection],
      () => this.#show(store.state),
    );
    // A figure of another weight or other blocks stands under no name of its own.
    store.watch(
      ({ view, projection }) => [
        view.weights,
        view.configuration.blockSize,
        view.configuration.arraySize,
        view.configuration.inputPermutation,
        projection.tensor,
        projection.transposed,
      ],
      () => this.#forget(),
    );
  }

  /** Takes the progress of a request. */
  receive(id: number, progress: number): void {
    if (id === this.#asking.id) this.#set({ progress });
  }

  #show({ view, study, projection }: ArraysState): void {
    this.element.hidden = view.weights.kind !== "file" || study.summary === undefined;
    if (!study.summary || view.weights.kind !== "file") return;
    const names = study.summary.layers.map(({ name }) => name);
    const running = projection.phase === "running";
    const tensor = names.includes(projection.tensor) ? projection.tensor : names[0];
    this.#tensor.show(
      names.map((value) => ({ value, label: value })),
      tensor,
    );
    this.#transposed.show(projection.transposed);
    this.#run.enable(!running && study.phase === "complete");
    this.#cancel.enable(running);
    this.#progress.value = projection.progress;
    this.#progress.classList.toggle("idle", !running);
    setText(this.#status, statusText(projection));
    this.#figures.element.hidden = projection.result === undefined;
    if (projection.result) this.#figures.show(tensor, figuresOf(projection.result));
  }

  async #project(): Promise<void> {
    const { view, projection, study } = this.store.state;
    if (view.weights.kind !== "file") return;
    const names = study.summary?.layers.map(({ name }) => name) ?? [];
    const tensor = names.includes(projection.tensor) ? projection.tensor : names[0];
    const { transposed } = projection;
    this.#set({ phase: "running", progress: 0, result: undefined });
    const request = { path: view.weights.path, tensor, transposed };
    const { configuration } = view;
    const asked = await this.#asking.ask(() => ({ ...request, configuration }));
    if (asked.kind === "complete") {
      this.#set({ phase: "complete", progress: 1, result: asked.reply });
    } else if (asked.kind !== "dropped") this.#set({ phase: asked.kind });
    if (asked.kind === "failed") reportError(this.store, asked.reason);
  }

  #forget(): void {
    const { phase } = this.store.state.projection;
    if (phase === "idle") return;
    this.#asking.forget();
    this.#set({ phase: "idle", progress: 0, result: undefined });
  }

  #set(change: Partial<ProjectionState>): void {
    this.store.update({ projection: { ...this.store.state.projection, ...change } });
  }
}

function statusText({ phase, progress }: ProjectionState): string {
  switch (phase) {
    case "idle":
      return "";
    case "running":
      return progressText("Projecting", progress);
    case "complete":
      return "Projected";
    case "cancelled":
      return "Cancelled";
    case "failed":
      return "Failed";
  }
}

function figuresOf(result: ProjectionSummary): ShownFigure[] {
  const figure = (id: string, label: string, value: string, meaning: string) =>
    shownFigure(`projection-${id}`, label, value, meaning);
  const { tileRows, tileColumns, order, blockSize } = result;
  const parameters = `${formatCount(result.parameters)} of ${formatCount(result.denseParameters)}`;
  return [
    figure("shape", "Shape", `${result.outputs} × ${result.inputs}`, "outputs × inputs"),
    figure(
      "tiles",
      "Monarch matrices",
      `${tileRows} × ${tileColumns} of order ${order}, blocks of ${blockSize}`,
      "tiles below and beside each other; order b × b",
    ),
    figure("parameters", "Parameters", parameters, "of all tiles, and of the dense weight"),
    figure("compression", "Fewer", formatRatio(result.compression), "dense over projected"),
    figure("norm", "||W||", formatNumber(result.norm, 6), "Frobenius norm of the weight"),
    figure("residual", "||W − M||", formatNumber(result.residual, 6), "Frobenius norm of the rest"),
    figure(
      "error",
      "Relative error",
      formatNumber(result.relativeError, 4),
      "||W − M|| / ||W||; without fine-tuning",
    ),
  ];
}
