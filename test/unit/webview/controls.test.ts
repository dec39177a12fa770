import assert from "node:assert/strict";
import fc from "fast-check";
import { policies } from "../../../src/core/policy/registry";
import type { TraceLayer } from "../../../src/shared/protocol";
import { buildCatalog } from "../../../src/vscode/inspector/page/catalog";
import { noUserSettings } from "../../../src/vscode/inspector/page/user-settings";
import { changePolicy, newRun } from "../../../webview/page/runs/new-run";
import { parseNumber } from "../../../webview/parts/controls/parse-number";
import { policyChoices } from "../../../webview/page/runs/policy-choices";
import { catalog, sampleHeader, sampleRun } from "./samples";

const [layer] = sampleHeader().layers;

describe("numbers that a user types", () => {
  const rule = { minimum: 1, maximum: 1e6, integer: true };

  it("are read, with or without spaces between thousands", () => {
    for (const text of ["1024", " 1024 ", "1 024", "1\u202f024", "1.024e3", "+1024"]) {
      assert.deepEqual(parseNumber(text, rule), { kind: "number", value: 1024 }, text);
    }
  });

  it("are refused where they are none or break the rule, and the rule is told", () => {
    for (const text of [
      "",
      "0",
      "-5",
      "1.5",
      "abc",
      "12abc",
      "1e9",
      "NaN",
      "Infinity",
      "0x10",
      ".",
    ]) {
      const parsed = parseNumber(text, rule);
      assert.match(parsed.kind === "problem" ? parsed.problem : text, /whole number from 1 to/);
    }
  });

  it("come back as what was written", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (value) => {
        const anything = { minimum: -Infinity, maximum: Infinity, integer: false };
        assert.deepEqual(parseNumber(String(value), anything), {
          kind: "number",
          value: Number(String(value)),
        });
      }),
      { seed: 17, numRuns: 300 },
    );
  });
});

describe("policies to choose from", () => {
  it("say what the trace lacks for them", () => {
    const choices = policyChoices(catalog, { ...layer, hasQueries: false });
    assert.deepEqual(
      choices.map(({ label, disabled }) => [label, disabled]),
      [
        ["Full", false],
        ["Quest (trace has no queries)", true],
        ["STARC (trace has no queries)", true],
        ["Recorded (trace has no selection)", true],
      ],
    );
  });

  it("are added one after the other, while the trace can feed one", () => {
    const shown = sampleRun({ policy: "full", budget: 77, parameters: {} });
    const second = newRun([shown], shown, catalog, layer);
    assert.deepEqual(
      [second.policy, second.placement, second.budget],
      ["quest", "token-order", 77],
    );
    const third = newRun([shown, second], shown, catalog, layer);
    assert.deepEqual([third.policy, third.placement], ["starc", "token-order"]);
    // What is left cannot be fed by this trace.
    assert.equal(newRun([shown, second, third], shown, catalog, layer), shown);
  });

  it("come with their own placement, added or chosen, unless the user chose another one", () => {
    const product = buildCatalog(noUserSettings);
    const placementOf = (id: string) =>
      policies.find((policy) => policy.id === id)?.defaultPlacement;
    const all: TraceLayer = { ...layer, hasSelection: true };
    const added = [sampleRun({ policy: "full" })];
    while (added.length < policies.length) added.push(newRun(added, added[0], product, all));
    for (const { policy, placement } of added) assert.equal(placement, placementOf(policy), policy);
    for (const before of added) {
      for (const { policy, placement } of added) {
        assert.equal(changePolicy(before, policy, product).placement, placement);
        const chosen = { ...before, placement: "lane-balanced" as const };
        assert.equal(changePolicy(chosen, policy, product).placement, undefined);
      }
    }
  });
});
