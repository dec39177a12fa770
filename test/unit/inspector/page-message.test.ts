import assert from "node:assert/strict";
import fc from "fast-check";
import {
  largestImage,
  longestReason,
  mostTokenNames,
  type PageMessage,
} from "../../../src/shared/protocol";
import { parsePageMessage } from "../../../src/vscode/inspector/page/page-message";
import { sampleRun, sampleView } from "../webview/samples";

const run = sampleRun({ parameters: { pageSize: 16 } });
const scope = { layers: [3, 5], kvHeads: [0, 1], fromStep: 0, toStep: 4 };
const plan = { scope, runs: [run, sampleRun({ policy: "full" })] };
const place = { run, layer: 5, queryHead: 1, step: 2 };
const viewState = sampleView({
  picked: { kind: "bank", channel: 1, bank: 17 },
  heatMap: {
    ...sampleView().heatMap,
    viewport: { row: 0.5, column: 1, rows: 2.25, columns: 3 },
    range: { fromRow: 0, toRow: 2, fromColumn: 1, toColumn: 4 },
  },
  timeline: { unit: "ns", window: [10, 200.5], asTable: false },
  compare: { ...sampleView().compare, baseline: { source: "second", run: 1 }, cost: "wasted" },
});

/** One message of every kind, two where a field may be null. */
const valid: readonly PageMessage[] = [
  { kind: "open", id: 1, version: 1 },
  { kind: "simulate", id: 2, plan, first: { run: 0, kvHead: 1 }, has: [[], [3]], ticket: null },
  { kind: "simulate", id: 18, plan, first: { run: 0, kvHead: 1 }, has: [], ticket: 5 },
  {
    kind: "detail",
    id: 3,
    detail: { kind: "selection", run, layer: 5, queryHead: 1, fromStep: 0, toStep: 4 },
  },
  { kind: "detail", id: 4, detail: { kind: "clusters", run, layer: 5, kvHead: 1, step: 2 } },
  { kind: "tokens", id: 5, from: 10, to: 20 },
  { kind: "simulateSecond", id: 6, plan },
  { kind: "simulateFurther", id: 20, plan },
  { kind: "closeSecond", id: 7 },
  { kind: "cancel", id: 8, target: 2 },
  { kind: "saveView", id: 9, viewState },
  { kind: "saveView", id: 10, viewState: sampleView() },
  { kind: "bankTokens", id: 11, plan, bank: 63 },
  { kind: "timeline", id: 12, place },
  { kind: "exportTimeline", id: 13, place, format: "command-trace" },
  { kind: "export", id: 14, format: "csv" },
  { kind: "saveImage", id: 15, format: "svg", content: "<svg/>", view: "banks", ticket: null },
  { kind: "saveImage", id: 16, format: "png", content: null, view: "tokens", ticket: 3 },
  { kind: "refuseImage", id: 19, ticket: 3, reason: "too large" },
  { kind: "copy", id: 17, what: "summary" },
];

type Path = readonly string[];

/** Where every value inside a message lies, the message itself left out. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const own = [...path, name];
    return [own, ...pathsIn(inner, own)];
  });
}

/** A copy with another value at a place; undefined takes the place away. */
function changed(message: PageMessage, path: Path, value: unknown): unknown {
  const copy = structuredClone(message) as unknown as Record<string, unknown>;
  let holder = copy;
  for (const name of path.slice(0, -1)) holder = holder[name] as Record<string, unknown>;
  const last = path[path.length - 1];
  if (value === undefined) Reflect.deleteProperty(holder, last);
  else holder[last] = value;
  return copy;
}

describe("a message from the page", () => {
  it("is taken as it is where it is one of the protocol", () => {
    for (const message of valid) assert.deepEqual(parsePageMessage(message), message);
  });

  it("is refused, and does no harm, where it is anything else", () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withTypedArray: true }), (message) => {
        assert.equal(parsePageMessage(message), undefined);
      }),
      { seed: 71, numRuns: 500 },
    );
    const known = fc.constantFrom(...valid.map(({ kind }) => kind));
    fc.assert(
      fc.property(known, fc.nat(), fc.object(), (kind, id, rest) => {
        const parsed = parsePageMessage({ ...rest, kind, id });
        // Only this one asks for nothing else.
        assert.equal(parsed?.kind, kind === "closeSecond" ? kind : undefined);
      }),
      { seed: 72, numRuns: 500 },
    );
  });

  it("is refused or read as it says when one value in it is another", () => {
    const message = fc.constantFrom(...valid);
    const junk = fc.oneof(
      fc.anything(),
      fc.double(),
      fc.integer(),
      fc.string(),
      fc.constantFrom(undefined, null, NaN, Infinity, -1, 0.5, "__proto__", [], {}),
    );
    fc.assert(
      fc.property(message, fc.nat(), junk, (original, at, value) => {
        const paths = pathsIn(original);
        const mutant = changed(original, paths[at % paths.length], value);
        const parsed = parsePageMessage(mutant);
        if (parsed === undefined) return;
        assert.equal(typeof parsed.id, "number");
        assert.deepEqual(parsePageMessage(parsed), parsed, "what was taken is a message");
      }),
      { seed: 73, numRuns: 3000 },
    );
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  });

  it("is refused without any of its fields", () => {
    for (const original of valid) {
      for (const path of pathsIn(original)) {
        // The members of lists and the parameters of policies may be any number.
        if (path.some((name) => /^\d+$/.test(name)) || path.includes("parameters")) {
          if (path.at(-1) !== "parameters") continue;
        }
        const without = changed(original, path, undefined);
        assert.equal(parsePageMessage(without), undefined, `${original.kind}: ${path.join(".")}`);
      }
    }
  });

  it("is refused where it is beyond the bounds", () => {
    const many = Array.from({ length: 65 }, () => run);
    const picture = { kind: "saveImage", id: 1, format: "svg", view: "banks", ticket: null };
    const first = { run: 0, kvHead: 0 };
    const simulate = { kind: "simulate", id: 1, plan, first, has: [], ticket: null };
    const tooMuch = [
      { kind: "tokens", id: 1, from: 0, to: mostTokenNames + 1 },
      { kind: "tokens", id: 1, from: 4, to: 4 },
      { ...simulate, plan: { ...plan, runs: many } },
      { ...simulate, has: many.map(() => []) },
      { ...simulate, first: { run: -1, kvHead: 0 } },
      { ...simulate, id: -1 },
      { kind: "refuseImage", id: 1, ticket: 1, reason: "x".repeat(longestReason + 1) },
      { ...picture, content: "x".repeat(largestImage + 1) },
      { ...picture, content: "語".repeat(largestImage / 3 + 1) },
      { kind: "timeline", id: 1, place: { ...place, run: { ...run, policy: "p".repeat(201) } } },
    ];
    for (const message of tooMuch) assert.equal(parsePageMessage(message), undefined);
    assert.ok(parsePageMessage({ ...picture, content: "x".repeat(largestImage) }));
  });
});
