import assert from "node:assert/strict";
import { policies } from "../../../src/core/policy/registry";
import type { RunConfiguration } from "../../../src/core/simulation/run/configuration";
import { defaultRuns } from "../../../src/core/simulation/run/default-runs";
import { isDenseHere, withoutDenseLayers } from "../../../src/shared/dense-layers";
import { freshView } from "../../../src/vscode/inspector/page/fresh-view";
import { randomHead } from "../../fixtures/policy/random-head";
import { sampleHeader, sampleRun } from "../webview/samples";

const catalog = { policies };
const shape = { promptTokens: 64, decodeSteps: 1, headDimension: 8, members: 1, seed: 3 };

/** Whether a run of one token a step reads everything in a layer. */
function readsAll({ policy, parameters }: RunConfiguration, layer: number): boolean {
  const found = policies.find(({ id }) => id === policy)!;
  const selected = found.start(randomHead({ ...shape, layer }), 1, parameters).select(0, 0);
  return selected.length === shape.promptTokens + 1;
}

describe("layers that a policy reads whole by its own rule", () => {
  const selecting = policies.filter(({ usesBudget }) => usesBudget);
  const runs = selecting.flatMap(({ id }) => {
    const run = sampleRun({ policy: id });
    return [run, { ...run, parameters: { denseLayers: 3 } }, withoutDenseLayers(run)];
  });

  it("are those in which it reads everything whatever the budget", () => {
    for (const run of runs) {
      for (let layer = 0; layer < 4; layer++) {
        const told = `${run.policy} ${JSON.stringify(run.parameters)} in layer ${layer}`;
        assert.equal(isDenseHere(run, layer, catalog), readsAll(run, layer), told);
      }
    }
  });

  it("are none once the rule is switched off", () => {
    for (const run of runs) {
      assert.equal(isDenseHere(withoutDenseLayers(run), 0, catalog), false);
    }
  });

  it("are not what a trace is shown in at first, where it has another one", () => {
    const [layer] = sampleHeader().layers;
    const shownOf = (ids: readonly number[]) => {
      const header = sampleHeader({ layers: ids.map((id) => ({ ...layer, id })) });
      return freshView(header, 16).layer;
    };
    assert.equal(shownOf([0, 1, 2, 3, 4, 5, 6, 7]), 2);
    assert.equal(shownOf([1, 4]), 4);
    assert.equal(shownOf([0, 1]), 1);
    assert.equal(shownOf([7]), 7);
    const defaults = defaultRuns(sampleHeader(), 16);
    assert.ok(defaults.every((run) => !isDenseHere(run, shownOf([0, 1, 2]), catalog)));
  });
});
