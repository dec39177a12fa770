import assert from "node:assert/strict";
import fc from "fast-check";
import { addressOf } from "../../../../webview/views/timeline/commands/describe-command";
import {
  findCommands,
  nextFound,
  parseCommandQuery,
} from "../../../../webview/views/timeline/commands/find-commands";
import { rowSpan } from "../../../../webview/views/timeline/commands/row-span";
import { anyStep, meaning, settings } from "./any-step";

describe("searching commands", () => {
  it("understands names, and where commands are addressed to", () => {
    assert.equal(parseCommandQuery("  "), undefined);
    assert.deepEqual(parseCommandQuery(" Act"), { kind: "name", start: "act" });
    assert.deepEqual(parseCommandQuery("17"), { kind: "row", number: 17 });
    assert.deepEqual(parseCommandQuery("Row 17"), { kind: "row", number: 17 });
    assert.deepEqual(parseCommandQuery("bank3"), { kind: "bank", number: 3 });
    assert.deepEqual(parseCommandQuery("column 0"), { kind: "column", number: 0 });
  });

  it("finds what a look at every command finds", () => {
    const queries = fc.constantFrom("act", "mac", "p", "zzz", "row 0", "row 1", "bank 0", "5");
    fc.assert(
      fc.property(anyStep, queries, (step, text) => {
        const query = parseCommandQuery(text)!;
        const places = [...step.all.cycles.keys()];
        const plain = places.filter((place) => {
          const name = meaning.names[step.all.commands[place]].toLowerCase();
          if (query.kind === "name") return name.startsWith(query.start);
          return addressOf(step, place)[query.kind] === query.number;
        });
        assert.deepEqual([...findCommands(step, query)], plain);
      }),
      settings,
    );
  });

  it("goes round through all that was found, both ways", () => {
    const numbers = fc.uniqueArray(fc.nat(50), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(numbers, fc.constantFrom(1, -1), (list, step) => {
        const found = Uint32Array.from(list).sort();
        const visited: number[] = [];
        let at: number | undefined;
        while (visited.length < found.length) {
          at = nextFound(found, at, step);
          visited.push(at ?? NaN);
        }
        const wanted = step === 1 ? [...found] : [...found].reverse();
        assert.deepEqual(visited, wanted);
        assert.equal(nextFound(found, at, step), wanted[0]);
      }),
      settings,
    );
    assert.equal(nextFound(new Uint32Array(), 3, 1), undefined);
  });
});

describe("the row of a command", () => {
  it("is open from its activate on, and the command lies in it", () => {
    fc.assert(
      fc.property(anyStep, fc.nat(), (step, seed) => {
        const place = seed % step.all.cycles.length;
        const span = rowSpan(step, place);
        if (!span) return;
        const [from, to] = span;
        const cycle = step.all.cycles[place];
        assert.ok(from <= cycle && cycle <= to);
        const opening = step.all.cycles.indexOf(from);
        assert.equal(meaning.names[step.all.commands[opening]], "ACTAB");
        assert.equal(addressOf(step, opening).row, addressOf(step, place).row);
      }),
      settings,
    );
  });
});
