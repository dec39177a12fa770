import { joinColumns } from "../../../src/shared/columns";
import type { HeadResult, SimulationPlan } from "../../../src/shared/protocol";
import { lackOf } from "./whole-head";

/** Puts heads together whose steps come in several parts. */
export class HeadParts {
  /** Parts of heads that are not whole yet, in order. */
  readonly #open = new Map<string, readonly HeadResult[]>();

  constructor(private readonly scope: SimulationPlan["scope"]) {}

  /**
   * Takes parts of heads; returns the heads that are whole now.
   * @throws Error where a part lacks some of its figures
   */
  take(parts: readonly HeadResult[]): HeadResult[] {
    return parts.flatMap((part) => {
      const whole = this.#join(part);
      return whole ? [whole] : [];
    });
  }

  #join(part: HeadResult): HeadResult | undefined {
    const lack = lackOf(part);
    if (lack !== undefined) throw new Error(lack);
    const { fromStep, toStep } = this.scope;
    const key = [part.run, part.layer, part.queryHead].join(" ");
    const parts = [...(this.#open.get(key) ?? []), part];
    const steps = parts.reduce((sum, one) => sum + one.steps, 0);
    if (steps < toStep - fromStep) {
      this.#open.set(key, parts);
      return undefined;
    }
    this.#open.delete(key);
    if (parts.length === 1) return part;
    const columns = joinColumns(parts.map((one) => one.columns));
    const loads = joinColumns(parts.map((one) => one.loads));
    return { ...part, fromStep, steps, columns, loads };
  }
}
