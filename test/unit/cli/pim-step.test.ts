import assert from "node:assert/strict";
import { Command } from "commander";
import { describe, it } from "mocha";
import { registerPimStep } from "../../../src/cli/pim-step";
import { defaultBudget } from "../../../src/cli/options/run-options";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import { plainNumerics } from "../../../src/core/policy/head/numerics";
import type { RunConfiguration } from "../../../src/core/simulation/run/configuration";
import { simulateHead } from "../../../src/core/simulation/run/simulate-head";
import type { HeadResult } from "../../../src/core/simulation/run/result";
import { openLocation } from "../../../src/core/simulation/threads/trace-location";

const file = "media/samples/oz-small.kvtrace";

interface Printed {
  readonly cycles: number;
  readonly clusteringCycles: number;
  readonly run: RunConfiguration;
}

async function printed(...options: readonly string[]): Promise<Printed> {
  const program = new Command().exitOverride();
  registerPimStep(program);
  const written: string[] = [];
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (text: string | Uint8Array) => written.push(String(text)) > 0;
  try {
    await program.parseAsync(["node", "kvtrace", "step", file, "--json", ...options]);
  } finally {
    process.stdout.write = write;
  }
  return JSON.parse(written.join("")) as Printed;
}

describe("kvtrace pim step", () => {
  it("tells beside its commands' cycles the share of clustering that simulations add", async () => {
    const trace = await openLocation({ kind: "file", path: file });
    const { layers } = trace.header;
    const layer = layers[layers.length - 1].id;
    const step = 3;
    for (const [policy, ...flags] of [["starc"], ["starc", "--no-clustering"], ["quest"]]) {
      const place = ["--layer", String(layer), "--head", "0", "--step", String(step)];
      const { cycles, clusteringCycles, run } = await printed(
        ...place,
        ...["--policy", policy],
        ...flags,
      );
      assert.equal(run.budget, defaultBudget(trace.header));
      const heads: HeadResult[] = [];
      const scope = { layers: [layer], kvHeads: [0], fromStep: step, toStep: step + 1 };
      const plan = { scope, runs: [run], devices: [defaultDevicePreset] };
      await simulateHead(trace, plan, { layer, kvHead: 0 }, plainNumerics, {
        shouldStop: () => false,
        onSteps: () => undefined,
        onResults: (results) => void heads.push(...results),
      });
      const { columns } = heads[0];
      assert.equal(columns.clusteringCycles[0], clusteringCycles);
      assert.ok(Math.abs(columns.cycles[0] - cycles - clusteringCycles) < 1e-6);
      assert.equal(clusteringCycles > 0, policy === "starc" && flags.length === 0);
    }
    await trace.close();
  });
});
