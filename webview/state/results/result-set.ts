import type { HeadResult, SimulationPlan } from "../../../src/shared/protocol";

/** What has arrived of a simulation. Never changed: adding results makes a new set. */
export class ResultSet {
  private constructor(
    readonly plan: SimulationPlan,
    /** In order of arrival; a larger set of the same plan starts with those of the smaller. */
    readonly heads: readonly HeadResult[],
  ) {}

  static empty(plan: SimulationPlan): ResultSet {
    return new ResultSet(plan, []);
  }

  /** With results of further heads, or in place of those of the same heads. */
  with(results: readonly HeadResult[]): ResultSet {
    const added = new Set(results.map(placeOf));
    const others = this.heads.filter((head) => !added.has(placeOf(head)));
    const isMore = others.length === this.heads.length;
    return new ResultSet(isMore ? this.plan : { ...this.plan }, [...others, ...results]);
  }

  /** Without the results of some runs. */
  without(runs: ReadonlySet<number>): ResultSet {
    const others = this.heads.filter(({ run }) => !runs.has(run));
    return others.length === this.heads.length ? this : new ResultSet({ ...this.plan }, others);
  }

  /** The results of a run for one query head, once they are there. */
  find(run: number, queryHead: number): HeadResult | undefined {
    return this.heads.find((head) => head.run === run && head.queryHead === queryHead);
  }

  ofRun(run: number): HeadResult[] {
    return this.heads.filter((head) => head.run === run);
  }
}

function placeOf({ run, queryHead }: HeadResult): string {
  return `${run} ${queryHead}`;
}
