import assert from "node:assert/strict";
import fc from "fast-check";
import {
  largestImage,
  longestReason,
  mostTokenNames,
  type PageMessage,
} from "../../../src/shared/protocol";
import { parsePageMessage } from "../../../src/vscode/inspector/page/page-message";
import {
  messagePlace as place,
  messagePlan as plan,
  messageRun as run,
  pageMessages as valid,
} from "../../fixtures/protocol/page-messages";

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
