import type { Catalog, RunConfiguration, TraceLayer } from "../../../src/shared/protocol";
import { element, setText } from "../../parts/dom/element";
import { energyModelLabels } from "../../parts/format/run-names";
import { makeIconButton } from "../../parts/controls/toolkit";
import { RunForm } from "./run-form";

/** What a card tells about its run. */
export interface ShownRun {
  readonly run: RunConfiguration;
  readonly name: string;
  readonly isShown: boolean;
  readonly canRemove: boolean;
}

export interface RunCardActions {
  change(place: number, change: Partial<RunConfiguration>): void;
  remove(place: number): void;
}

/** A run in the list: its name, and behind "Edit" all of its configuration. */
export class RunCard {
  readonly #name = element("span", { class: "run-name" });
  readonly #details = element("span", { class: "run-details" });
  readonly #form: RunForm;
  readonly #edit;
  readonly #remove;
  readonly element: HTMLElement;

  constructor(place: number, actions: RunCardActions) {
    this.#form = new RunForm(place, (change) => actions.change(place, change));
    this.#form.element.hidden = true;
    this.#edit = makeIconButton(`run-${place}-edit`, "edit", "Edit run", () => this.#toggle());
    this.#remove = makeIconButton(`run-${place}-remove`, "remove", "Remove run", () => {
      actions.remove(place);
    });
    this.element = element(
      "li",
      { class: "run-card", "data-test": `run-${place}` },
      element("div", { class: "run-title" }, this.#name, this.#edit.element, this.#remove.element),
      this.#details,
      this.#form.element,
    );
    this.#edit.element.setAttribute("aria-expanded", "false");
  }

  show(shown: ShownRun, catalog: Catalog, layer: TraceLayer | undefined): void {
    const { run, name, isShown, canRemove } = shown;
    setText(this.#name, name);
    setText(this.#details, detailsOf(run, catalog));
    this.#edit.element.setAttribute("aria-label", `Edit ${name}`);
    this.#remove.element.setAttribute("aria-label", `Remove ${name}`);
    this.#remove.enable(canRemove);
    this.element.classList.toggle("shown", isShown);
    this.#form.show(run, catalog, layer);
  }

  focus(): void {
    this.#edit.focus();
  }

  get isOpen(): boolean {
    return !this.#form.element.hidden;
  }

  /** Opens the form, say of a run that was just added. */
  open(): void {
    if (!this.isOpen) this.#toggle();
  }

  #toggle(): void {
    const form = this.#form.element;
    form.hidden = !form.hidden;
    this.#edit.element.setAttribute("aria-expanded", String(!form.hidden));
  }
}

function detailsOf(run: RunConfiguration, { placements, devices }: Catalog): string {
  const labelOf = (entries: readonly { id: string; label: string }[], id: string) =>
    entries.find((entry) => entry.id === id)?.label ?? id;
  return [
    labelOf(placements, run.placement),
    labelOf(devices, run.device),
    ...(run.chargeIndex ? [] : ["index free"]),
    ...(run.chargeClustering ? [] : ["clustering free"]),
    `${energyModelLabels[run.energyModel]} energy`,
  ].join(" · ");
}
