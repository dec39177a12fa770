import type { LoadColumn } from "../../../../src/shared/figures";
import type { BankMetric, Catalog, HeadResult } from "../../../../src/shared/protocol";
import { stackOf, type StackShape } from "../../../state/bank-address";
import type { ResultSet } from "../../../state/results/result-set";
import { StackLoads } from "./stack-loads";

/**
 * The loads of one run, kept up as results arrive: a larger set of the same plan only adds its new
 * heads. A column is added up from when it is first asked for.
 */
export class RunLoads {
  #results: ResultSet | undefined;
  #catalog: Catalog | undefined;
  #stack: StackShape | undefined;
  #heads: HeadResult[] = [];
  readonly #columns = new Map<LoadColumn, StackLoads>();
  readonly #derived = new Map<BankMetric, StackLoads>();
  #version = 0;

  constructor(private readonly run: number) {}

  /** Another number whenever loads have changed. */
  get version(): number {
    return this.#version;
  }

  /** What has arrived of the run. */
  get heads(): readonly HeadResult[] {
    return this.#heads;
  }

  /** That of the run's device; undefined where the device is not known any more. */
  get stack(): StackShape | undefined {
    return this.#stack;
  }

  /** Takes in what has arrived. */
  follow(results: ResultSet, catalog: Catalog): void {
    const isMore = results.plan === this.#results?.plan && catalog === this.#catalog;
    const known = isMore ? (this.#results?.heads.length ?? 0) : 0;
    if (!isMore) {
      this.#stack = stackOf(catalog, results.plan.runs.at(this.run));
      this.#heads = [];
      this.#columns.clear();
    }
    const added = results.heads.slice(known).filter((head) => head.run === this.run);
    this.#heads.push(...added);
    for (const [column, loads] of this.#columns) {
      for (const head of added) loads.add(head, column);
    }
    if (!isMore || added.length > 0) {
      this.#derived.clear();
      this.#version++;
    }
    this.#results = results;
    this.#catalog = catalog;
  }

  /** Undefined until the first head of the run has arrived, and where its device is not known. */
  of(metric: BankMetric): StackLoads | undefined {
    if (metric !== "usefulShare" && metric !== "overMean") return this.#column(metric);
    const known = this.#derived.get(metric);
    if (known) return known;
    const derived = this.#derive(metric);
    if (derived) this.#derived.set(metric, derived);
    return derived;
  }

  #derive(metric: "usefulShare" | "overMean"): StackLoads | undefined {
    if (metric === "overMean") return this.#column("vectors")?.overMean();
    const read = this.#column("columnsRead");
    return read && this.#column("columnsUseful")?.usefulShare(read);
  }

  #column(column: LoadColumn): StackLoads | undefined {
    const known = this.#columns.get(column);
    if (known) return known;
    if (!this.#results || !this.#stack || this.#heads.length === 0) return undefined;
    const loads = new StackLoads(this.#results.plan.scope.toStep, this.#stack);
    for (const head of this.#heads) loads.add(head, column);
    this.#columns.set(column, loads);
    return loads;
  }
}
