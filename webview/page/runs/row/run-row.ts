import type {
  Catalog,
  RunConfiguration,
  RunStyle,
  TraceLayer,
} from "../../../../src/shared/protocol";
import { withoutDenseLayers } from "../../../../src/shared/dense-layers";
import { makeIconButton } from "../../../parts/controls/icon-button";
import { makePlainButton } from "../../../parts/controls/plain-button";
import { makePopover } from "../../../parts/controls/popover";
import { element, setAttributes, setText } from "../../../parts/dom/element";
import type { RunSummary } from "../../../state/runs/run-summaries";
import type { Column } from "../columns";
import { PhasesSpark } from "./phases-spark";
import { ReadsBar } from "./reads-bar";
import { RunForm } from "../run-form";

/** What a row tells of its run. */
export interface ShownRow {
  readonly name: string;
  readonly run: RunConfiguration;
  readonly style: RunStyle;
  readonly isShown: boolean;
  readonly isBaseline: boolean;
  readonly canRemove: boolean;
  /** Its policy reads the shown layer whole by its own rule. */
  readonly isDense: boolean;
  readonly columns: readonly Column[];
  /** Of each of the columns. */
  readonly cells: readonly string[];
  /** Of each of the columns: it says something else since the file was written again. */
  readonly changed: readonly boolean[];
  readonly summary: RunSummary | undefined;
  /** Why the trace cannot serve it, which then stands in the place of the figures. */
  readonly failure: string | undefined;
  /** The figures are not those of what is shown, which are awaited. */
  readonly isOld: boolean;
  /** Columns of the run that reads most. */
  readonly mostRead: number;
  /** Cycles of the run that takes most. */
  readonly mostCycles: number;
  readonly catalog: Catalog;
  readonly layer: TraceLayer | undefined;
}

export interface RowActions {
  show(place: number): void;
  /** Chooses the run for pictures of several runs besides those that are there, or no longer. */
  chooseToo(place: number): void;
  hide(place: number, hidden: boolean): void;
  compare(place: number): void;
  change(place: number, change: Partial<RunConfiguration>): void;
  remove(place: number): void;
}

/** A run in the table: its colour, its name, its figures, and what can be done with it. */
export class RunRow {
  readonly #colour;
  readonly #name;
  readonly #dense;
  readonly #star;
  readonly #edit;
  readonly #remove;
  readonly #editor;
  readonly #formPlace = element("div");
  #form: RunForm | undefined;
  readonly #reads = new ReadsBar();
  readonly #phases = new PhasesSpark();
  readonly #cycles = element("span");
  readonly #actions: HTMLElement;
  readonly #head: HTMLElement;
  #columns: readonly Column[] = [];
  #cells: readonly HTMLElement[] = [];
  readonly #failure = element("td", { class: "run-failure" });
  #shown: ShownRow | undefined;
  readonly element: HTMLTableRowElement;

  constructor(
    private readonly place: number,
    private readonly actions: RowActions,
  ) {
    const id = (part: string) => `run-${place}-${part}`;
    this.#colour = makePlainButton({ id: id("colour"), class: "run-colour" }, () => {
      actions.hide(place, this.#shown?.style.hidden === false);
    });
    this.#name = makePlainButton({ id: id("name"), class: "run-name" }, (event) => {
      if (isFurther(event)) actions.chooseToo(place);
      else actions.show(place);
    });
    this.#dense = makePlainButton({ id: id("dense"), class: "badge" }, () => {
      if (this.#shown) actions.change(place, withoutDenseLayers(this.#shown.run));
      this.main.focus();
    });
    setText(this.#dense.element, "dense here");
    this.#star = makeIconButton(id("baseline"), "star", "Compare with this run", () => {
      actions.compare(place);
    });
    this.#edit = makeIconButton(id("edit"), "edit", "Edit run", () => undefined);
    this.#remove = makeIconButton(id("remove"), "remove", "Remove run", () =>
      actions.remove(place),
    );
    this.#editor = makePopover(id("editor"), "Run", this.#edit.element, [this.#formPlace], () =>
      this.#showForm(),
    );
    this.#head = element(
      "th",
      { scope: "row" },
      element(
        "div",
        { class: "run-head" },
        this.#colour.element,
        this.#name.element,
        this.#dense.element,
      ),
    );
    this.#actions = element(
      "td",
      { class: "run-actions" },
      this.#star.element,
      this.#edit.element,
      this.#editor.element,
      this.#remove.element,
    );
    this.element = element(
      "tr",
      { class: "run-row", "data-test": `run-${place}` },
      this.#head,
      this.#actions,
    );
    this.element.addEventListener("click", (event) => {
      const { target } = event;
      if (target instanceof Element && target.closest("button, .popover")) return;
      if (isFurther(event)) actions.chooseToo(place);
      else actions.show(place);
    });
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== " " || !isFurther(event)) return;
      event.preventDefault();
      actions.chooseToo(place);
    });
  }

  show(shown: ShownRow): void {
    this.#shown = shown;
    const { name, style, isShown, isBaseline } = shown;
    setText(this.#name.element, name);
    setAttributes(this.#name.element, { title: name });
    setAttributes(this.element, { "aria-current": isShown && "true" });
    this.element.classList.toggle("old", shown.isOld && shown.failure === undefined);
    this.element.style.setProperty("--run", `var(--run-${style.colour})`);
    setAttributes(this.#colour.element, {
      "aria-label": `${name} in pictures`,
      "aria-pressed": String(!style.hidden),
      title: style.hidden
        ? "Show in pictures of several runs"
        : "Hide from pictures of several runs",
    });
    const star = isBaseline ? "Others are compared with this run" : "Compare others with this run";
    setAttributes(this.#star.element, {
      "aria-label": `Compare with ${name}`,
      "aria-pressed": String(isBaseline),
      title: star,
    });
    setAttributes(this.#edit.element, { "aria-label": `Edit ${name}` });
    setAttributes(this.#remove.element, { "aria-label": `Remove ${name}` });
    this.#remove.enable(shown.canRemove);
    this.#dense.element.hidden = !shown.isDense;
    setAttributes(this.#dense.element, {
      "aria-label": `${name}: dense here, set dense layers to 0`,
      title: "Read whole in this layer by the policy's own rule. Press to set dense layers to 0.",
    });
    if (shown.failure === undefined) this.#showCells(shown);
    else this.#showFailure(shown.failure, shown.columns.length);
    if (this.#editor.isOpen) this.#showForm();
  }

  /** Its controls, from left to right. */
  get controls(): readonly HTMLElement[] {
    return [
      this.#colour.element,
      this.#name.element,
      ...(this.#shown?.isDense ? [this.#dense.element] : []),
      this.#star.element,
      this.#edit.element,
      this.#remove.element,
    ];
  }

  /** Where the keyboard enters the row. */
  get main(): HTMLElement {
    return this.#name.element;
  }

  /** Opens the form, say of a run that was just added. */
  edit(): void {
    this.#editor.open();
  }

  #showCells({ columns, cells, changed, summary, mostRead, mostCycles }: ShownRow): void {
    if (columns !== this.#columns) {
      this.#columns = columns;
      this.#cells = columns.map(({ id }) => {
        const cell = element("td", { "data-column": id });
        if (id === "reads") cell.append(this.#reads.element);
        if (id === "cycles") cell.append(this.#phases.element, this.#cycles);
        return cell;
      });
      this.element.replaceChildren(this.#head, ...this.#cells, this.#actions);
    }
    columns.forEach(({ id }, at) => {
      if (id === "cycles") setText(this.#cycles, cells[at]);
      else if (id !== "reads") setText(this.#cells[at], cells[at]);
      this.#cells[at].classList.toggle("changed", changed[at]);
    });
    const read = summary?.figure("columnsRead") ?? NaN;
    const useful = summary?.figure("columnsUseful") ?? NaN;
    this.#reads.show({ useful, read, most: mostRead });
    this.#phases.show(summary?.figure, mostCycles);
  }

  #showFailure(failure: string, columns: number): void {
    this.#columns = [];
    setText(this.#failure, failure);
    setAttributes(this.#failure, { colspan: columns, title: failure });
    if (this.#failure.parentElement === this.element) return;
    this.element.replaceChildren(this.#head, this.#failure, this.#actions);
  }

  #showForm(): void {
    if (!this.#shown) return;
    if (!this.#form) {
      this.#form = new RunForm(this.place, (change) => this.actions.change(this.place, change));
      this.#formPlace.replaceChildren(this.#form.element);
    }
    const { run, catalog, layer } = this.#shown;
    this.#form.show(run, catalog, layer);
  }
}

/** With this key held, a run is shown besides others. */
function isFurther({ ctrlKey, metaKey }: Pick<MouseEvent, "ctrlKey" | "metaKey">): boolean {
  return ctrlKey || metaKey;
}
