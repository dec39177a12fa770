import assert from "node:assert/strict";
import fc from "fast-check";
import type { CommandColumns, CommandMeaning, PageMessage } from "../../../src/shared/protocol";
import { Connection } from "../../../webview/state/connection";
import {
  addressOf,
  describeCommand,
} from "../../../webview/views/timeline/commands/describe-command";
import { moveCursor, nearestOn, onBus } from "../../../webview/views/timeline/commands/move-cursor";
import { lasts, phasesOfPixels } from "../../../webview/views/timeline/commands/pixel-phases";
import { firstFrom, nearest } from "../../../webview/views/timeline/commands/search";
import {
  busOf,
  joinParts,
  type StepCommands,
} from "../../../webview/views/timeline/commands/step-commands";
import { TimelineLoader } from "../../../webview/views/timeline/timeline-loader";
import { longestTable, timelineTable } from "../../../webview/views/timeline/timeline-table";
import {
  fitWindow,
  keptWindow,
  pan,
  reveal,
  shortest,
  wholeStep,
  zoom,
} from "../../../webview/views/timeline/time-window";
import { sampleRun } from "./samples";

const settings = { seed: 31, numRuns: 300 };
const unit = { unit: "cycles", length: 1, nanoseconds: 0.5 } as const;

/** Row commands are codes 0 to 2, as in the protocol; rows of 32 columns of 32 bytes. */
const meaning: CommandMeaning = {
  level: "bank",
  names: ["ACTAB", "PREA", "REFab", "MACAB", "WRGB", "SFM"],
  isRow: [1, 1, 1, 0, 0, 0],
  lasting: [7, 5, 90, 4, 1, 1],
  banks: 64,
  columnShift: 5,
  columnMask: 31,
  rowShift: 10,
  rowMask: 0x7fff,
  bankShift: 25,
};

const command = fc.record({
  gap: fc.integer({ min: 1, max: 60 }),
  code: fc.integer({ min: 0, max: 5 }),
  phase: fc.integer({ min: 0, max: 6 }),
});

/** Steps of commands that are at least a cycle apart. */
const anyStep = fc.array(command, { minLength: 1, maxLength: 120 }).map((list) => {
  let cycle = 0;
  const cycles = Uint32Array.from(list, ({ gap }) => (cycle += gap));
  const all: CommandColumns = {
    cycles,
    commands: Uint8Array.from(list, ({ code }) => code),
    phases: Uint8Array.from(list, ({ code, phase }) => (code === 2 ? 6 : phase)),
    addresses: Uint32Array.from(list, (_, index) => index * 0x421),
  };
  return joinParts({ kind: "commands", length: cycle, meaning }, [all]);
});

const anyWindow = fc.tuple(
  fc.double({ min: -0.2, max: 1, noNaN: true }),
  fc.double({ noNaN: true, min: 0.01, max: 1.2 }),
);

function windowIn({ length }: StepCommands, [from, size]: readonly [number, number]) {
  return fitWindow([from * length, (from + size) * length], length);
}

describe("timeline", () => {
  it("finds as a search through everything does", () => {
    const sorted = fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { maxLength: 40 });
    fc.assert(
      fc.property(sorted, fc.integer({ min: -5, max: 105 }), (list, value) => {
        const values = Uint32Array.from(list).sort();
        const plain = values.findIndex((each) => each >= value);
        assert.equal(firstFrom(values, value), plain < 0 ? values.length : plain);
        const at = nearest(values, value);
        if (values.length === 0) assert.equal(at, -1);
        else {
          const least = Math.min(...Array.from(values, (each) => Math.abs(each - value)));
          assert.equal(Math.abs(values[at] - value), least);
        }
      }),
      settings,
    );
  });

  it("splits commands into buses and joins what came in parts", () => {
    fc.assert(
      fc.property(anyStep, fc.integer({ min: 1, max: 50 }), (step, size) => {
        const { row, column } = step.tracks;
        const places = [...row.places, ...column.places].sort((a, b) => a - b);
        assert.deepEqual(
          places,
          Array.from(step.all.cycles, (_, place) => place),
        );
        for (const bus of ["row", "column"] as const) {
          const track = step.tracks[bus];
          track.places.forEach((place, at) => {
            assert.equal(busOf(step, place), bus);
            assert.equal(track.cycles[at], step.all.cycles[place]);
            assert.equal(track.phases[at], step.all.phases[place]);
          });
        }
        const parts: CommandColumns[] = [];
        for (let from = 0; from < step.all.cycles.length; from += size) {
          parts.push({
            cycles: step.all.cycles.slice(from, from + size),
            commands: step.all.commands.slice(from, from + size),
            phases: step.all.phases.slice(from, from + size),
            addresses: step.all.addresses.slice(from, from + size),
          });
        }
        const head = { kind: "commands", length: step.length, meaning } as const;
        assert.deepEqual(joinParts(head, parts), step);
      }),
      settings,
    );
  });

  it("colours each pixel as a look at all commands for each pixel does", () => {
    const widths = fc.integer({ min: 1, max: 90 });
    fc.assert(
      fc.property(anyStep, anyWindow, widths, (step, share, width) => {
        const window = windowIn(step, share);
        for (const track of Object.values(step.tracks)) {
          const pixels = new Uint8Array(width);
          phasesOfPixels(track, window, meaning.lasting, pixels);
          assert.deepEqual(pixels, plainPixels(track, window, width));
        }
      }),
      settings,
    );
  });

  it("keeps every window inside the step, and the cycle under the pointer where it is", () => {
    const factor = fc.double({ min: 0.1, max: 10, noNaN: true });
    fc.assert(
      fc.property(
        anyStep,
        anyWindow,
        factor,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (step, share, by, at) => {
          const { length } = step;
          const window = windowIn(step, share);
          const cycle = window[0] + at * (window[1] - window[0]);
          const zoomed = zoom(window, by, cycle, length);
          for (const [from, to] of [window, zoomed, pan(window, by * 50 - 200, length)]) {
            assert.ok(from >= 0 && to <= length + 1 + 1e-6);
            assert.ok(to - from >= Math.min(shortest, length + 1) - 1e-6);
          }
          const [from, to] = zoomed;
          const isFree = from > 0 && to < length + 1;
          if (isFree) assert.ok(Math.abs((cycle - from) / (to - from) - at) < 1e-6);
          const shown = reveal(window, step.all.cycles[0], length);
          assert.ok(step.all.cycles[0] >= shown[0] && step.all.cycles[0] <= shown[1]);
        },
      ),
      settings,
    );
  });

  it("keeps no window for a whole step", () => {
    assert.equal(keptWindow(wholeStep(500), 500), null);
    assert.deepEqual(keptWindow([20, 80], 500), [20, 80]);
    assert.deepEqual(fitWindow(null, 500), [0, 501]);
  });

  it("moves the cursor to neighbours, ends, and the other bus, and never out", () => {
    fc.assert(
      fc.property(anyStep, fc.nat(), (step, seed) => {
        const last = step.all.cycles.length - 1;
        const place = seed % (last + 1);
        for (const key of [
          "ArrowLeft",
          "ArrowRight",
          "ArrowUp",
          "ArrowDown",
          "Home",
          "End",
          "n",
          "p",
        ]) {
          const moved = moveCursor(step, place, key);
          assert.ok(moved !== undefined && moved >= 0 && moved <= last, key);
        }
        assert.equal(moveCursor(step, place, "x"), undefined);
        const next = moveCursor(step, place, "n")!;
        const later = [...step.tracks.row.places].find((each) => each > place);
        assert.equal(next, later ?? place);
        for (const bus of ["row", "column"] as const) {
          const other = onBus(step, place, bus);
          if (step.tracks[bus].places.length > 0) assert.equal(busOf(step, other), bus);
          else assert.equal(nearestOn(step, bus, 5), undefined);
        }
      }),
      settings,
    );
  });

  it("says what a command is, when, and where", () => {
    const all: CommandColumns = {
      cycles: Uint32Array.of(1, 3, 20, 500),
      commands: Uint8Array.of(4, 0, 3, 2),
      phases: Uint8Array.of(0, 2, 2, 6),
      addresses: Uint32Array.of((2 << 25) + 3, 17 << 10, (17 << 10) | (5 << 5), 0),
    };
    const step = joinParts({ kind: "commands", length: 600, meaning }, [all]);
    assert.deepEqual(addressOf(step, 0), { bank: 2 });
    assert.deepEqual(addressOf(step, 1), { row: 17, bank: 0 });
    assert.deepEqual(addressOf(step, 2), { row: 17, column: 5, bank: 0 });
    assert.deepEqual(addressOf(step, 3), {});
    const { title, lines } = describeCommand(step, 2, unit);
    assert.equal(title, "MACAB · Score");
    assert.deepEqual(lines, [
      "At cycle 20, 10\u00a0ns",
      "Row 17, column 5, all 64 banks",
      "Command 3 of 4, column bus",
    ]);
  });

  it("lists what is on screen, at most 200 commands", () => {
    const count = 500;
    const all: CommandColumns = {
      cycles: Uint32Array.from({ length: count }, (_, at) => at * 2),
      commands: new Uint8Array(count).fill(3),
      phases: new Uint8Array(count).fill(2),
      addresses: new Uint32Array(count),
    };
    const step = joinParts({ kind: "commands", length: 1000, meaning }, [all]);
    const whole = timelineTable(step, wholeStep(1000), unit, undefined);
    assert.equal(whole.rows.length, longestTable);
    assert.match(whole.caption, /first 200 of 500/);
    const part = timelineTable(step, [100, 120], unit, 55);
    assert.deepEqual(
      part.rows.map(({ cells }) => cells[0]),
      ["100", "102", "104", "106", "108", "110", "112", "114", "116", "118"],
    );
    assert.deepEqual(
      part.rows.map(({ marked }) => marked),
      part.rows.map((_, index) => index === 5),
    );
  });
});

describe("timeline loader", () => {
  const make = () => {
    const posted: PageMessage[] = [];
    const connection = new Connection(
      (message) => posted.push(message),
      () => undefined,
    );
    let changes = 0;
    const loader = new TimelineLoader(connection, () => changes++);
    const asked = () => posted.filter((message) => message.kind === "timeline");
    const answer = async (id: number) => {
      connection.receive({ kind: "reply", id, value: { kind: "empty" } });
      await new Promise(setImmediate);
    };
    return { connection, loader, posted, asked, answer, changes: () => changes };
  };
  const run = sampleRun();
  const place = { run, layer: 5, queryHead: 1, step: 0 };

  it("asks once, joins the parts and shows what came", async () => {
    const { connection, loader, asked, changes } = make();
    loader.want(place);
    loader.want({ ...place });
    assert.equal(asked().length, 1);
    assert.ok(loader.isWaiting);
    const [{ id }] = asked();
    const columns = (cycle: number): CommandColumns => ({
      cycles: Uint32Array.of(cycle),
      commands: Uint8Array.of(3),
      phases: Uint8Array.of(2),
      addresses: Uint32Array.of(0),
    });
    connection.receive({ kind: "part", id, part: columns(4) });
    connection.receive({ kind: "part", id, part: columns(8) });
    connection.receive({ kind: "reply", id, value: { kind: "commands", length: 12, meaning } });
    await new Promise(setImmediate);
    assert.equal(changes(), 1);
    assert.ok(!loader.isWaiting);
    const { shown } = loader;
    assert.ok(shown?.timeline.kind === "commands");
    assert.deepEqual([...shown.timeline.commands.all.cycles], [4, 8]);
  });

  it("leaves out steps that are passed over", async () => {
    const { loader, asked, answer, posted } = make();
    for (const step of [0, 1, 2, 3]) loader.want({ ...place, step });
    assert.equal(asked().length, 1);
    await answer(asked()[0].id);
    assert.deepEqual(
      asked().map((message) => message.place.step),
      [0, 3],
    );
    assert.ok(posted.every(({ kind }) => kind !== "cancel"));
  });

  it("gives up another run's request", async () => {
    const { connection, loader, asked, posted } = make();
    loader.want(place);
    loader.want({ ...place, run: sampleRun({ policy: "full" }) });
    assert.ok(
      posted.some((message) => message.kind === "cancel" && message.target === asked()[0].id),
    );
    const [{ id }] = asked();
    connection.receive({ kind: "failure", id, message: "cancelled", cancelled: true });
    await new Promise(setImmediate);
    assert.equal(loader.shown, undefined);
    assert.equal(asked().length, 2);
  });

  it("says why a timeline cannot be shown", async () => {
    const { connection, loader, asked } = make();
    loader.want(place);
    const [{ id }] = asked();
    connection.receive({ kind: "failure", id, message: "no such head", cancelled: false });
    await new Promise(setImmediate);
    assert.deepEqual(loader.shown?.timeline, { kind: "failed", reason: "no such head" });
  });
});

/** Every pixel by itself, from all commands. */
function plainPixels(
  { cycles, commands, phases }: StepCommands["tracks"]["row"],
  [from, to]: readonly [number, number],
  width: number,
): Uint8Array {
  const scale = width / (to - from);
  const pixelOf = (cycle: number) => Math.floor((cycle - from) * scale);
  const places = Array.from(cycles, (_, at) => at);
  return Uint8Array.from({ length: width }, (_, pixel) => {
    const own = places.filter((at) => cycles[at] < to && pixelOf(cycles[at]) === pixel);
    if (own.some((at) => phases[at] === 6)) return 7;
    if (own.length > 0) {
      const counts = [0, 1, 2, 3, 4, 5].map(
        (phase) => own.filter((at) => phases[at] === phase).length,
      );
      return 1 + counts.indexOf(Math.max(...counts));
    }
    const before = places.filter((at) => pixelOf(cycles[at]) < pixel).at(-1);
    if (before === undefined) return 0;
    const isLasting = (cycles[before] + meaning.lasting[commands[before]] - from) * scale > pixel;
    return isLasting ? 1 + phases[before] + lasts : 0;
  });
}
