import assert from "node:assert/strict";
import fc from "fast-check";
import { devicePresets } from "../../../src/core/memory/device-presets";
import { VectorRows } from "../../../src/core/pim/layout/vector-rows";
import { StepShape } from "../../../src/core/pim/layout/step-shape";
import type { Picked, SelectionRequest } from "../../../src/shared/protocol";
import { StackShape } from "../../../webview/state/bank-address";
import { Connection } from "../../../webview/state/connection";
import { noDetail } from "../../../webview/state/details/detail-loader";
import { joinSelection } from "../../../webview/state/details/selection-set";
import { TokenWords } from "../../../webview/state/details/token-words";
import { noDetails, noSimulation, type PageState } from "../../../webview/state/page-state";
import { ResultSet } from "../../../webview/state/results/result-set";
import { bankContent } from "../../../webview/views/details/contents/bank-content";
import { banksOfSlot } from "../../../webview/state/banks-of-slot";
import { clusterContent } from "../../../webview/views/details/contents/cluster-content";
import { commandContent } from "../../../webview/views/details/contents/command-content";
import { tokenContent } from "../../../webview/views/details/contents/token-content";
import { passagesOf } from "../../../webview/views/details/passages";
import { collectSelection } from "../../fixtures/policy/collect-detail";
import { headTrace } from "../../fixtures/policy/head-trace";
import { randomArrays } from "../../fixtures/policy/random-head";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import { sampleHead, sampleHeader, sampleRun, sampleTrace, sampleView } from "../webview/samples";

const run = sampleRun({ placement: "starc", budget: 24, device: defaultDevicePreset.name });

async function needsOf(change: Partial<PageState> = {}) {
  const arrays = { promptTokens: 128, decodeSteps: 6, headDimension: 5, members: 1, seed: 4 };
  const common = { kind: "selection", run, layer: 2, queryHead: 0 } as const;
  const request: SelectionRequest = { ...common, fromStep: 0, toStep: 6 };
  const { whole } = await collectSelection(headTrace(randomArrays(arrays)), request);
  const set = joinSelection(request, whole);
  const header = sampleHeader({ promptTokens: 128, decodeSteps: 6, tokens: 134 });
  const connection = new Connection(
    () => undefined,
    () => undefined,
  );
  const words = new TokenWords(connection, header, () => undefined);
  const state: PageState = {
    trace: sampleTrace({ header }),
    view: sampleView({ step: 3 }),
    simulation: noSimulation,
    previous: undefined,
    second: undefined,
    message: undefined,
    ...noDetails,
    selection: { ...noDetail, phase: "complete", shown: set },
    ...change,
  };
  return { set, needs: { state, words } };
}

describe("the details of what is picked", () => {
  it("lead from a token to its cluster and bank, and from a cluster to its banks and tokens", async () => {
    const { set, needs } = await needsOf();
    for (let token = 0; token < 134; token++) {
      const { chips, tokens } = tokenContent(token, needs);
      const picks = chips.flatMap((list) => list.chips.map((chip): Picked => chip.picks));
      const cluster = set.clusterOf[token];
      const expected = cluster < 0 ? [] : [{ kind: "cluster", cluster }];
      assert.deepEqual(
        picks.filter(({ kind }) => kind === "cluster"),
        expected,
      );
      assert.equal(picks.filter(({ kind }) => kind === "bank").length, 1);
      assert.deepEqual(tokens?.tokens, [token]);
      if (cluster < 0) continue;
      const back = clusterContent(cluster, needs);
      assert.ok(back.tokens?.tokens.includes(token));
      assert.ok(back.chips[0].chips.length > 0);
    }
    const gone = clusterContent(99_999, needs);
    assert.match(gone.status, /no such cluster/);
  });

  it("tell each token once among the clusters, and what of a cluster is read", async () => {
    const { set, needs } = await needsOf();
    const clusters = [...new Set(set.clusterOf)].filter((cluster) => cluster >= 0);
    const told = clusters.flatMap((cluster) => clusterContent(cluster, needs).tokens?.tokens ?? []);
    assert.equal(new Set(told).size, told.length);
    assert.equal(told.length, set.clusterOf.filter((cluster) => cluster >= 0).length);
    const read = clusters.map((cluster) => {
      const { figures } = clusterContent(cluster, needs);
      return Number(figures.find(({ id }) => id === "clusterRead")?.value.split(" ")[0]);
    });
    const inClusters = [...set.tokens.subarray(set.offsets[3], set.offsets[4])].filter(
      (token) => set.clusterOf[token] >= 0,
    );
    assert.equal(
      read.reduce((sum, count) => sum + count, 0),
      inClusters.length,
    );
  });

  it("compare a bank with the mean of its channel, and say why one has nothing", async () => {
    const vectors = Array.from({ length: 4 * 16 }, (_, cell) => (cell % 16) + 1);
    const head = sampleHead({ queryHead: 2 }, {}, vectors);
    const plan = {
      scope: { layers: [5], kvHeads: [1], fromStep: 0, toStep: 4 },
      runs: [sampleRun(), sampleRun({ policy: "full" })],
    };
    const results = ResultSet.empty(plan).with([head]);
    const { needs } = await needsOf({ simulation: { ...noSimulation, results } });
    const ratios = Array.from({ length: 64 }, (_, bank) => {
      const { figures } = bankContent({ channel: 1, bank }, needs);
      return Number(figures.find(({ id }) => id === "columnsRead")?.ratio.replace("×", ""));
    });
    assert.ok(Math.abs(ratios.reduce((sum, ratio) => sum + ratio, 0) / 64 - 1) < 0.01);
    assert.ok(ratios.every((ratio, bank) => bank === 0 || ratio >= ratios[bank - 1]));
    assert.match(bankContent({ channel: 9, bank: 0 }, needs).status, /no KV head/);
    assert.match(bankContent({ channel: 99, bank: 0 }, needs).status, /no such bank/);
  });

  it("know a command once the timeline tells of it, and lead to its bank", async () => {
    const picked = { kind: "command", channel: 1, index: 7 } as const;
    const { needs } = await needsOf();
    assert.ok(commandContent(picked, needs).isBusy);
    const facts = { index: 7, title: "ACT · Score", lines: ["At 12 cycles"], bank: 5 };
    const { needs: known } = await needsOf({ command: facts });
    const content = commandContent(picked, known);
    assert.equal(content.title, "ACT · Score");
    assert.deepEqual(content.chips[0].chips[0].picks, { kind: "bank", channel: 1, bank: 5 });
    assert.ok(commandContent({ ...picked, index: 8 }, known).isBusy, "another command");
  });

  for (const preset of devicePresets) {
    it(`know the banks of ${preset.name} that hold a slot as the model does`, () => {
      const shape = { headDimension: 128, elementBytes: 2, slotCount: 4096 };
      const { layout } = new StepShape(preset, shape.headDimension, shape.elementBytes);
      const stack = new StackShape(preset.organisation);
      for (const slot of [0, 1, 5, 15, 16, 31, 1000, 4095]) {
        const { from, to } = banksOfSlot(slot, layout.slotsPerLine, stack);
        for (let bank = 0; bank < stack.banksPerChannel; bank++) {
          const rows = new VectorRows(preset, shape, bank);
          const isHere = rows.keyRows(slot).length + rows.valueRows(slot).length > 0;
          if (isHere) assert.ok(bank >= from && bank < to, `slot ${slot}, bank ${bank}`);
        }
      }
    });
  }

  it("show tokens in pieces of text that do not overlap and hold what they tell", () => {
    const ascending = fc
      .uniqueArray(fc.nat(300), { minLength: 1, maxLength: 40 })
      .map((tokens) => tokens.sort((a, b) => a - b));
    fc.assert(
      fc.property(ascending, (tokens) => {
        const passages = passagesOf(tokens, 301);
        const told = passages.flatMap((passage) => passage.told);
        assert.deepEqual(told, tokens.slice(0, told.length));
        passages.forEach(({ from, to, told: own }, i) => {
          assert.ok(own.every((token) => token >= from && token < to));
          assert.ok(i === 0 || from >= passages[i - 1].to);
          assert.ok(from >= 0 && to <= 301);
        });
      }),
      { seed: 231, numRuns: 300 },
    );
  });
});
