import assert from "node:assert/strict";
import { serialize } from "node:v8";
import fc from "fast-check";
import { cutColumns } from "../../../src/core/columns";
import {
  longestTokenText,
  type BankTokens,
} from "../../../src/core/simulation/questions/bank-tokens";
import { mostMessageBytes } from "../../../src/core/message-size";
import { loadColumnNames } from "../../../src/core/figures/load-figures";
import { stepColumnNames } from "../../../src/core/figures/step-figures";
import type { HeadResult } from "../../../src/core/simulation/run/result";
import { resultMessages } from "../../../src/core/simulation/run/result-parts";
import {
  selectionCapacity,
  SelectionWriter,
} from "../../../src/core/simulation/questions/selection-writer";
import { mostTokenNames } from "../../../src/shared/protocol";
import { describedHeader } from "../../../src/vscode/inspector/trace/described-header";
import { HeadParts } from "../../../webview/state/results/head-parts";
import { sampleHeader } from "../webview/samples";

/** A result in which every figure is another. */
function headOf(
  run: number,
  queryHead: number,
  steps: number,
  unitsPerChannel: number,
): HeadResult {
  let next = 1000 * (run + 1) + queryHead;
  const columns = stepColumnNames.map((name) => {
    return [name, Float64Array.from({ length: steps }, () => next++)];
  });
  const loads = loadColumnNames.map((name) => {
    return [name, Float32Array.from({ length: steps * unitsPerChannel }, () => next++)];
  });
  const place = { run, layer: 5, kvHead: 0, queryHead, fromStep: 3, steps, unitsPerChannel };
  return {
    ...place,
    columns: Object.fromEntries(columns) as HeadResult["columns"],
    loads: Object.fromEntries(loads) as HeadResult["loads"],
  };
}

function scopeOf(steps: number) {
  return { layers: [5], kvHeads: [0], fromStep: 3, toStep: 3 + steps };
}

const bytesOf = (messages: readonly unknown[]) =>
  Math.max(...messages.map((message) => serialize(message).length));

describe("a message between editor and page", () => {
  it("is within the bound for the results of 4096 steps on 64 banks", () => {
    const heads = [0, 1, 2].map((run) => headOf(run, 7, 4096, 64));
    assert.ok(serialize(heads).length > 4 * mostMessageBytes, "whole they are far beyond it");
    const messages = resultMessages(heads).map((results) => ({ kind: "result", id: 1, results }));
    const largest = bytesOf(messages);
    console.log(`      the largest of ${messages.length} messages has ${largest} bytes`);
    assert.ok(largest <= mostMessageBytes, `${largest} bytes`);
    const parts = new HeadParts(scopeOf(4096));
    const joined = messages.flatMap(({ results }) => parts.take(results));
    for (const [run, head] of joined.entries()) assert.deepEqual(head, heads[run]);
    assert.equal(joined.length, 3);
  });

  it("holds results of any size in parts that join to the same again", () => {
    const shapes = fc.record({
      runs: fc.integer({ min: 1, max: 4 }),
      queryHeads: fc.integer({ min: 1, max: 4 }),
      steps: fc.integer({ min: 1, max: 40 }),
      units: fc.constantFrom(16, 64),
      room: fc.integer({ min: 10_000, max: 120_000 }),
    });
    fc.assert(
      fc.property(shapes, ({ runs, queryHeads, steps, units, room }) => {
        const heads = Array.from({ length: runs * queryHeads }, (_, at) =>
          headOf(at % runs, Math.floor(at / runs), steps, units),
        );
        const messages = resultMessages(heads, room);
        assert.ok(messages.every((message) => message.length > 0));
        assert.ok(bytesOf(messages) <= room, "names and places of arrays included");
        const next = new Map<string, number>();
        for (const { run, queryHead, fromStep, steps: length } of messages.flat()) {
          const head = `${run} ${queryHead}`;
          assert.equal(fromStep, next.get(head) ?? 3, "where the part before ends");
          next.set(head, fromStep + length);
        }
        const parts = new HeadParts(scopeOf(steps));
        assert.deepEqual(
          messages.flatMap((message) => parts.take(message)),
          heads,
        );
      }),
      { seed: 61, numRuns: 60 },
    );
  });

  it("is within the bound for selected tokens, commands, words and banks", () => {
    const parts: unknown[] = [];
    const whole = 400_000;
    const head = { of: "read", clusterSource: "policy", slotsPerLine: 16 } as const;
    const writer = new SelectionWriter(head, selectionCapacity, (part) => parts.push(part));
    for (let step = 0; step < whole; step++) {
      writer.startStep(step, 1, 1);
      writer.add(step, 1, step, step);
    }
    writer.finish();
    const commands = 1_000_000;
    parts.push(
      ...cutColumns({
        cycles: new Uint32Array(commands),
        commands: new Uint8Array(commands),
        phases: new Uint8Array(commands),
        addresses: new Uint32Array(commands),
      }),
    );
    const texts = (length: number) => Array.from({ length }, () => "語".repeat(longestTokenText));
    parts.push({
      ids: Array.from({ length: mostTokenNames }, (_, i) => 1e6 + i),
      texts: texts(4096),
    });
    const words = { text: texts(500), tokens: new Uint32Array(500) } satisfies Partial<BankTokens>;
    parts.push({ ...words, clusters: new Int32Array(65_536), keyRows: new Uint32Array(16_384) });
    assert.ok(bytesOf(parts) <= mostMessageBytes, `${bytesOf(parts)} bytes`);
  });

  it("is within the bound for whatever a file says of itself, and cuts no usual file's words", () => {
    const facts = { model: "x".repeat(50_000_000), source: "y".repeat(20_000_000) };
    const unknownTensors = Array.from({ length: 200_000 }, (_, i) => `tensor ${i}`);
    const told = describedHeader(sampleHeader({ facts, unknownTensors }));
    assert.ok(serialize(told).length < mostMessageBytes);
    assert.equal(told.unknownTensors.at(-1), "and 199000 more");
    const usual = sampleHeader({ facts: { model: "stories15M" }, unknownTensors: ["a", "b"] });
    assert.deepEqual(describedHeader(usual), usual);
    const layers = Array.from({ length: 10_001 }, () => usual.layers[0]);
    assert.throws(() => describedHeader({ ...usual, layers }), /layers/);
  });
});
