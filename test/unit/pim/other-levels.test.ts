import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, it } from "mocha";
import { InputError } from "../../../src/core/errors";
import { findDevicePreset } from "../../../src/core/memory/device-presets";
import { Command } from "../../../src/core/pim/program/command";
import type { Program } from "../../../src/core/pim/program/program";
import {
  requireReferenceRules,
  runDense,
  runSparse,
  runTrace,
} from "../../../src/core/pim/step/run-attention";
import { parseCommandTrace } from "../../../src/core/pim/traces/parse-command-trace";
import { printChromeTrace } from "../../../src/core/report/chrome-trace";
import { printCommandLog } from "../../../src/core/report/command-trace";
import { referenceText } from "../../fixtures/reference-data";
import { faults, faultyCycles, type Fault } from "./faulty-controller";
import { runPlainly } from "./plain-controller";
import { programArbitrary } from "./random-programs";
import { fixtureFolder } from "./tables";

/** A program on which the reference simulator and the model differ, and by which rule of it. */
interface Difference {
  readonly name: string;
  readonly preset: string;
  readonly refresh: boolean;
  /** Measured cycles of the reference; null where it never ends. */
  readonly reference: number | null;
  readonly product: number;
  readonly fault: Fault;
  /** Lines of the trace, each with how often it follows itself. */
  readonly program: readonly (readonly [number, string])[];
}

const differences = JSON.parse(
  readFileSync(path.join(fixtureFolder, "other-levels.json"), "utf8"),
) as readonly Difference[];

function textOf({ program }: Difference): string {
  return program.map(([count, line]) => `${line}\n`.repeat(count)).join("");
}

function parsed(difference: Difference): Program {
  const preset = findDevicePreset(difference.preset);
  return parseCommandTrace(textOf(difference), difference.name, preset);
}

const levels = ["HBM3_5.2Gbps_BankGroup", "HBM3_5.2Gbps_Buffer"];
const mixedPresets = fc.constantFrom(...levels).map(findDevicePreset);

describe("bank groups and buffers beside the reference simulator", () => {
  for (const difference of differences) {
    const { name, refresh, reference, product, fault } = difference;
    it(`${name}: ${product} cycles, ${reference ?? "without end"} in the reference, by its rule "${fault}"`, () => {
      const preset = findDevicePreset(difference.preset);
      const program = parsed(difference);
      const measured = reference ?? undefined;
      assert.equal(runTrace(program, { preset, refresh, asReference: true }).cycles, product);
      assert.equal(runTrace(program, { preset, refresh, asReference: false }).cycles, product);
      assert.equal(faultyCycles(program, preset, refresh, [fault]), measured);
      assert.equal(faultyCycles(program, preset, refresh, faults), measured);
      const others = faults.filter((other) => other !== fault);
      if (reference !== null) {
        assert.equal(faultyCycles(program, preset, refresh, others), product);
      }
    });

    it(`${name}: is the reference's reproducer`, () => {
      assert.equal(textOf(difference), referenceText(`hbm-pim/other-levels/${name}.trace`));
    });
  }

  it("without the reference's faults take as long with a state for every bank as for every set", () => {
    fc.assert(
      fc.property(mixedPresets, programArbitrary, fc.boolean(), (preset, any, refresh) => {
        const program = { ...any, channels: new Uint8Array(any.length) };
        const { channelCycles } = runPlainly(program, preset, { shared: false, refresh });
        assert.equal(faultyCycles(program, preset, refresh, []), channelCycles[0]);
      }),
      { seed: 20260401, numRuns: 40 },
    );
  });

  it("are not run as the reference, whose rules they do not follow", () => {
    const shape = { tokens: 64, headDimension: 128, elementBytes: 2, maxTokens: 4096 };
    for (const name of levels) {
      const options = {
        ...shape,
        preset: findDevicePreset(name),
        refresh: true,
        asReference: true,
      };
      const refused = (error: unknown): boolean =>
        error instanceof InputError &&
        error.field === "as-reference" &&
        error.message.includes("docs/pim-model.md");
      assert.throws(() => runDense(1, options), refused);
      assert.throws(() => runSparse([Uint32Array.of(1)], options), refused);
      assert.throws(() => requireReferenceRules(options.preset), refused);
    }
    requireReferenceRules(findDevicePreset("HBM3_5.2Gbps"));
  });

  it("name the precharge of a refresh as the reference does, and count it under that name", () => {
    for (const difference of differences) {
      if (difference.fault !== "refresh-closes-early") continue;
      const preset = findDevicePreset(difference.preset);
      const options = { preset, refresh: true, asReference: true, keepLog: true };
      const { commands, precharges, channels, log } = runTrace(parsed(difference), options);
      const own = preset.level === "buffer" ? "PREPB" : "PRESB";
      const logged = printCommandLog(log!, preset).trim().split("\n");
      const named = (name: string): number =>
        logged.filter((line) => line.includes(` ${name},`)).length;
      const codes = Array.from(log!.commands.subarray(0, log!.length));
      const ofRefresh = codes.filter((code, at) => {
        return code === Command.precharge && log!.entries[at] < 0;
      }).length;
      assert.ok(ofRefresh > 0);
      assert.equal(commands.PREA, ofRefresh);
      assert.equal(named("PREA"), ofRefresh);
      assert.equal(commands[own], named(own));
      assert.equal(commands.PREA + commands[own], precharges);
      assert.equal(
        channels.reduce((sum, channel) => sum + channel.commands.PREA, 0),
        ofRefresh,
      );
      const chrome = printChromeTrace(log!, preset);
      assert.equal(chrome.split('"name":"PREA"').length - 1, ofRefresh);
    }
  });
});

describe("a command trace of another kind", () => {
  const bank = findDevicePreset("HBM3_5.2Gbps");
  const refusals = [
    ["an operation of the host", "LD 0x00000000\n", 1],
    ["a setting of the model", "PIM_SET_MODEL 0x00000000\nPIM_WR_GB 0x00000000\n", 1],
    ["a setting of the head", "PIM_WR_GB 0x00000000\nPIM_SET_HEAD 0x00000000\n", 2],
    ["a MAC of another level", "PIM_MAC_AB 0x00000000\nPIM_MAC_SB 0x00000000\n", 2],
  ] as const;

  for (const [what, text, line] of refusals) {
    it(`with ${what} is refused with the line`, () => {
      assert.throws(
        () => parseCommandTrace(text, "t", bank),
        (error) => error instanceof InputError && error.place.line === line,
      );
    });
  }

  it("is read with tabs, more spaces, empty lines and normalisations, which the reference refuses", () => {
    const text = "PIM_MAC_AB\t0x00e00000\n\n  PIM_VNORM   0x00e00000\r\n";
    const program = parseCommandTrace(text, "t", bank);
    assert.equal(program.length, 2);
    assert.equal(runTrace(program, { preset: bank, refresh: false, asReference: true }).cycles, 26);
  });
});
