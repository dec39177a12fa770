import type { Catalog, CompareState, ComparisonOrder } from "../../../src/shared/protocol";
import { comparedFigures } from "../../../src/shared/protocol/view-state";
import { absent, formatCount, formatNumber, formatRatio } from "../../parts/format/number";
import { scaleUnit } from "../../parts/format/quantity";
import type {
  RatioCell,
  RowHead,
  TableColumn,
  TableContent,
} from "../../parts/tables/table-content";
import { keyOf, type ComparedRun, type Comparison } from "../../state/runs/compared-runs";
import { measureOf, ratioOf } from "../../state/runs/measures";
import { budgetOf, placementText, policyText, sortRuns } from "../../state/runs/sort-runs";

export interface CompareTableActions {
  /** A heading was pressed. */
  sort(change: Pick<CompareState, "order" | "descending">): void;
  /** A run of the page was picked. */
  pick(run: ComparedRun): void;
}

export interface ComparedTable {
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
  cellOf(run: ComparedRun): string | RatioCell;
}

/** All runs with their figures, to sort by any column; every figure with its ratio. */
export function compareTable(shown: ComparedTable, actions: CompareTableActions): TableContent {
  const { comparison, compare, catalog } = shown;
  const columns = columnsOf(comparison, catalog);
  return {
    caption: "Press a heading to sort, a run to show it in the other views.",
    columns: [
      sortable({ order: "run", label: "Run", unit: "", meaning: undefined }, compare, actions),
      ...columns.map((column) => sortable(column, compare, actions)),
    ],
    rows: sortRuns(comparison.runs, compare, catalog).map((run) => ({
      head: headOf(run, shown, actions),
      cells: columns.map((column) => column.cellOf(run)),
      marked: isShown(run, shown),
    })),
  };
}

function sortable(
  { order, label, unit, meaning }: Omit<Column, "cellOf">,
  compare: CompareState,
  actions: CompareTableActions,
): TableColumn {
  const isSorted = compare.order === order;
  const direction = compare.descending ? "descending" : "ascending";
  return {
    label,
    unit,
    meaning,
    sort: {
      id: `trade-off-sort-${order}`,
      direction: isSorted ? direction : "none",
      // Numbers are read from the best known end; a second press turns the order around.
      onSort: () => actions.sort({ order, descending: isSorted && !compare.descending }),
    },
  };
}

function headOf(run: ComparedRun, shown: ComparedTable, actions: CompareTableActions): RowHead {
  const signs = [
    ...(run === shown.comparison.baseline ? ["baseline"] : []),
    ...(shown.front.has(run) ? ["Pareto-optimal"] : []),
  ];
  const head = { text: run.name, note: signs.join(", ") };
  if (run.place.source !== "shown") return head;
  const id = `trade-off-pick-${keyOf(run.place)}`;
  return {
    ...head,
    pick: { id, isPicked: isShown(run, shown), onPick: () => actions.pick(run) },
  };
}

function isShown({ place }: ComparedRun, { shownRun }: ComparedTable): boolean {
  return place.source === "shown" && place.run === shownRun;
}

/** All columns but that of the runs' names. */
function columnsOf({ runs, baseline }: Comparison, catalog: Catalog): Column[] {
  const words = (order: ComparisonOrder, label: string, cellOf: Column["cellOf"]): Column => {
    return { order, label, unit: "", meaning: undefined, cellOf };
  };
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
        return {
          value: formatNumber(value(run) / scaled.factor),
          ratio: ratio === absent ? "" : ratio,
        };
      },
    };
  });
  return [
    words("policy", "Policy", (run) => policyText(run, catalog)),
    words("budget", "Budget", (run) => formatCount(budgetOf(run, catalog))),
    words("placement", "Placement", (run) => placementText(run, catalog)),
    words("device", "Device", ({ device }) => device.label),
    ...figures,
  ];
}
