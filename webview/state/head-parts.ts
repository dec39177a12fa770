import type { HeadResult, SimulationPlan } from "../../src/shared/protocol";

interface OpenHead {
  readonly head: HeadResult;
  missingSteps: number;
}

/** Puts heads together whose steps come in several parts. */
export class HeadParts {
  readonly #open = new Map<string, OpenHead>();

  constructor(private readonly scope: SimulationPlan["scope"]) {}

  /** Takes parts of heads; returns the heads that are whole now. */
  take(parts: readonly HeadResult[]): HeadResult[] {
    return parts.flatMap((part) => {
      const whole = this.#join(part);
      return whole ? [whole] : [];
    });
  }

  #join(part: HeadResult): HeadResult | undefined {
    const steps = this.scope.toStep - this.scope.fromStep;
    if (part.steps === steps) return part;
    const key = [part.run, part.layer, part.queryHead].join(" ");
    const open = this.#open.get(key) ?? { head: emptyHead(part, this.scope), missingSteps: steps };
    this.#open.set(key, open);
    copyInto(open.head, part);
    open.missingSteps -= part.steps;
    if (open.missingSteps > 0) return undefined;
    this.#open.delete(key);
    return open.head;
  }
}

/** A head of all steps of the scope, to be filled. */
function emptyHead(part: HeadResult, { fromStep, toStep }: SimulationPlan["scope"]): HeadResult {
  const steps = toStep - fromStep;
  const columns = Object.keys(part.columns).map((name) => [name, new Float64Array(steps)]);
  const loads = Object.keys(part.loads).map((name) => {
    return [name, new Float32Array(steps * part.unitsPerChannel)];
  });
  return {
    ...part,
    fromStep,
    steps,
    columns: Object.fromEntries(columns) as HeadResult["columns"],
    loads: Object.fromEntries(loads) as HeadResult["loads"],
  };
}

function copyInto(head: HeadResult, part: HeadResult): void {
  const from = part.fromStep - head.fromStep;
  for (const [name, column] of Object.entries(part.columns)) {
    head.columns[name as keyof HeadResult["columns"]].set(column, from);
  }
  for (const [name, load] of Object.entries(part.loads)) {
    head.loads[name as keyof HeadResult["loads"]].set(load, from * part.unitsPerChannel);
  }
}
