/** The HBM-PIM model against its goals, and against the controller that skips nothing. */
import { cpus } from "node:os";
import { createHeadStep } from "../../src/core/pim/step/create-head-step";
import { defaultDevicePreset, devicePresets } from "../../src/core/memory/device-presets";
import { type HeadStep } from "../../src/core/pim/step/head-step";
import { defaultStepOptions } from "../../src/core/pim/program/step-request";
import { runDense, runSparse, type AttentionOptions } from "../../src/core/pim/step/run-attention";
import { runPlainly } from "../unit/pim/plain-controller";
import { interleave, printGoal, printTimes } from "./measure";

const rounds = 9;
const shape = { headDimension: 128, elementBytes: 2 };
const heads = 16;

const dense: Omit<AttentionOptions, "tokens" | "asReference"> = {
  ...shape,
  preset: defaultDevicePreset,
  maxTokens: 4096,
  refresh: true,
};

console.log(`${cpus()[0].model}, Node ${process.version}; medians of CPU time`);
measureDense(2048, 1.5);
measureDense(8192, 5);
measureDifferentHeads();
measureSteps(60);

/** One iteration of 16 heads, program included. */
function measureDense(tokens: number, goal: number): void {
  const shared = { ...dense, tokens, asReference: true };
  const { program, cycles } = runDense(heads, shared);
  const times = interleave(rounds, {
    "one reader for all channels": () => runDense(heads, shared),
    "each channel by itself": () => runDense(heads, { ...shared, asReference: false }),
  });
  const plain = interleave(1, {
    "plain controller": () => runPlainly(program, defaultDevicePreset),
  });
  printTimes(`${heads} heads of ${tokens} tokens, ${cycles} cycles`, { ...plain, ...times });
  for (const [name, time] of Object.entries(times)) {
    printGoal(`${name}: at most ${goal} ms`, time <= goal);
  }
}

/** Heads that each read something else, so that no channel stands for another. */
function measureDifferentHeads(): void {
  const tokens = 34 * 1024;
  const selections = Array.from({ length: heads }, (_, head) =>
    clusteredSlots(1024, tokens, head + 1),
  );
  const alone = { ...dense, tokens, asReference: false };
  const { cycles, program } = runSparse(selections, alone);
  const plain = interleave(1, {
    "plain controller": () => runPlainly(program, defaultDevicePreset, { shared: false }),
  });
  const times = interleave(rounds, {
    "one reader for all channels": () => runSparse(selections, { ...alone, asReference: true }),
    "each channel by itself": () => runSparse(selections, alone),
  });
  printTimes(`${heads} heads of 1024 other tokens each, ${cycles} cycles`, { ...plain, ...times });
}

/** One sparse step of a head at a budget of 1024 tokens, 34 K tokens of context. */
function measureSteps(goal: number): void {
  const slotCount = 34 * 1024;
  const slots = clusteredSlots(1024, slotCount);
  const request = { slots, slotCount, index: { kind: "none" as const } };
  const perTurn = 200;
  const repeated = (step: HeadStep) => () => {
    for (let at = 0; at < perTurn; at++) step.run(request);
  };
  const bank = createHeadStep(defaultDevicePreset, shape, defaultStepOptions);
  const { lines, cycles, keyRows, valueRows } = bank.run(request);
  const plain = interleave(1, {
    "plain controller": () => runPlainly(bank.program, defaultDevicePreset, { shared: false }),
  });
  const times = interleave(rounds, { [defaultDevicePreset.name]: repeated(bank) });
  const others = interleave(1, {
    ...Object.fromEntries(
      devicePresets
        .filter(({ level, mode }) => level !== "bank" || mode !== "lockstep")
        .map((preset) => [
          preset.name,
          repeated(createHeadStep(preset, shape, defaultStepOptions)),
        ]),
    ),
  });
  const microseconds: Record<string, number> = { ...plain };
  for (const [name, time] of Object.entries({ ...times, ...others })) {
    microseconds[name] = time / perTurn;
  }
  const reads = `${lines} lines, ${keyRows} + ${valueRows} rows`;
  printTimes(
    `a step of one head: ${slots.length} tokens in ${reads}, ${cycles} cycles`,
    microseconds,
  );
  const own = microseconds[defaultDevicePreset.name] * 1000;
  console.log(`  ${own.toFixed(1)} us a step, ${((own * 1e6) / 1e6).toFixed(0)} s for a million`);
  printGoal(`one sparse step: at most ${goal} us`, own <= goal);
}

/** Runs of 4 to 60 neighbouring slots at random places, as clusters lie in memory. */
function clusteredSlots(count: number, slotCount: number, seed = 1): Uint32Array {
  const selected = new Set<number>();
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
  while (selected.size < count) {
    const first = random(slotCount - 60);
    const length = Math.min(4 + random(57), count - selected.size);
    for (let at = 0; at < length; at++) selected.add(first + at);
  }
  return Uint32Array.from(selected);
}
