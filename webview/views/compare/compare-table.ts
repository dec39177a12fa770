import type { Catalog, CompareState, ComparisonOrder } from "../../../src/shared/protocol";
import { comparedFigures } from "../../../src/shared/protocol/view-state";
import { element } from "../../parts/dom/element";
import { absent, formatCount, formatNumber, formatRatio } from "../../parts/format/number";
import { scaleUnit } from "../../parts/format/quantity";
import { keyOf, type ComparedRun, type Comparison } from "./compared-runs";
import { measureOf, ratioOf } from "./measures";
import { budgetOf, placementText, policyText, sortRuns } from "./sort-runs";

export interface CompareTableActions {
  /** A heading was pressed. */
  sort(change: Pick<CompareState, "order" | "descending">): void;
  /** A run of the page was picked. */
  pick(run: ComparedRun): void;
}

export interface CompareTableContent {
  readonly caption: string;
  readonly comparison: Comparison;
  readonly compare: CompareState;
  /** Of the page's runs, the one that is shown in the other views. */
  readonly shownRun: number;
  /** Runs that no other beats in the shown cost and quality. */
  readonly front: ReadonlySet<ComparedRun>;
  readonly catalog: Catalog;
}

/** A column before it is filled. */
interface Column {
  readonly order: ComparisonOrder;
  readonly label: string;
  readonly unit: string;
  readonly meaning: string | undefined;
  /** Value, and below it how many times the baseline's that is. */
  cellOf(run: ComparedRun): readonly [value: string, ratio: string];
}

/** All runs with their figures, to sort by any column; every figure with its ratio. */
export class CompareTable {
  readonly #caption = element("p", { id: "compare-table-caption", class: "note" });
  readonly #head = element("thead");
  readonly #body = element("tbody");
  readonly element = element(
    "div",
    { class: "table-block" },
    this.#caption,
    element(
      "div",
      {
        class: "table-holder",
        role: "region",
        tabindex: 0,
        "aria-labelledby": this.#caption.id,
      },
      element(
        "table",
        { id: "compare-table", "aria-labelledby": this.#caption.id },
        this.#head,
        this.#body,
      ),
    ),
  );

  constructor(private readonly actions: CompareTableActions) {}

  show(content: CompareTableContent): void {
    const { caption, comparison, compare, catalog } = content;
    const columns = columnsOf(comparison, catalog);
    const runs = sortRuns(comparison.runs, compare, catalog);
    const focused = this.element.contains(document.activeElement) && document.activeElement?.id;
    this.#caption.textContent = caption;
    this.#head.replaceChildren(
      element("tr", {}, ...columns.map((column) => this.#heading(column, compare))),
    );
    this.#body.replaceChildren(...runs.map((run) => this.#row(run, columns, content)));
    if (focused) document.getElementById(focused)?.focus();
  }

  #heading({ order, label, unit, meaning }: Column, shown: CompareState): HTMLElement {
    const isSorted = shown.order === order;
    const direction = shown.descending ? "descending" : "ascending";
    const attributes = { id: `compare-sort-${order}`, class: "sort", type: "button" };
    const button = element("button", attributes, label);
    // Numbers are read from the best known end; a second press turns the order around.
    button.addEventListener("click", () => {
      this.actions.sort({ order, descending: isSorted && !shown.descending });
    });
    return element(
      "th",
      { scope: "col", title: meaning, "aria-sort": isSorted ? direction : "none" },
      button,
      element("span", { class: "unit" }, unit),
    );
  }

  #row(run: ComparedRun, columns: readonly Column[], content: CompareTableContent): HTMLElement {
    const { comparison, shownRun, front } = content;
    const isShown = run.place.source === "shown" && run.place.run === shownRun;
    const signs = [
      ...(run === comparison.baseline ? ["baseline"] : []),
      ...(front.has(run) ? ["Pareto-optimal"] : []),
    ];
    const [, ...others] = columns;
    return element(
      "tr",
      { class: isShown && "marked" },
      element(
        "th",
        { scope: "row" },
        this.#name(run, isShown),
        element("span", { class: "unit" }, signs.join(", ")),
      ),
      ...others.map((column) => {
        const [value, ratio] = column.cellOf(run);
        const cell = element("td", {}, value);
        if (ratio !== "") cell.append(" ", element("span", { class: "ratio" }, ratio));
        return cell;
      }),
    );
  }

  #name(run: ComparedRun, isShown: boolean): HTMLElement {
    if (run.place.source !== "shown") return element("span", {}, run.name);
    const id = `compare-pick-${keyOf(run.place)}`;
    const attributes = { id, class: "pick", type: "button", "aria-pressed": `${isShown}` };
    const button = element("button", attributes, run.name);
    button.addEventListener("click", () => this.actions.pick(run));
    return button;
  }
}

function columnsOf({ runs, baseline }: Comparison, catalog: Catalog): Column[] {
  const words = (order: ComparisonOrder, label: string, text: (run: ComparedRun) => string) => ({
    order,
    label,
    unit: "",
    meaning: undefined,
    cellOf: (run: ComparedRun) => [text(run), ""] as const,
  });
  const figures = comparedFigures.map((order): Column => {
    const { label, meaning, unit, value } = measureOf(order);
    const largest = Math.max(0, ...runs.map(value).filter(Number.isFinite));
    const scaled = scaleUnit(largest, unit);
    return {
      order,
      label,
      unit: scaled.unit,
      meaning,
      cellOf(run) {
        const ratio = formatRatio(ratioOf(value(run), value(baseline)));
        return [formatNumber(value(run) / scaled.factor), ratio === absent ? "" : ratio];
      },
    };
  });
  return [
    words("run", "Run", ({ name }) => name),
    words("policy", "Policy", (run) => policyText(run, catalog)),
    words("budget", "Budget", (run) => formatCount(budgetOf(run, catalog))),
    words("placement", "Placement", (run) => placementText(run, catalog)),
    words("device", "Device", ({ device }) => device.label),
    ...figures,
  ];
}
