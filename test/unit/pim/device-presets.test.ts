import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { InputError } from "../../../src/core/errors";
import type { DevicePreset } from "../../../src/core/memory/device-preset";
import {
  defaultDevicePreset,
  devicePresets,
  findDevicePreset,
} from "../../../src/core/memory/device-presets";
import { jedecCycles } from "../../../src/core/memory/timing";
import { validateDevicePreset } from "../../../src/core/memory/validate-device-preset";

/** Paths of all numbers of a preset. */
function numberPaths(preset: DevicePreset): string[] {
  return (["organisation", "timing", "energy"] as const).flatMap((section) =>
    Object.entries(preset[section])
      .filter(([, value]) => typeof value === "number")
      .map(([name]) => `${section}.${name}`),
  );
}

/** A preset with one number replaced. */
function replaced(section: "organisation" | "timing" | "energy", name: string, value: unknown) {
  const changed = { ...defaultDevicePreset[section], [name]: value };
  return { ...defaultDevicePreset, [section]: changed };
}

describe("device presets", () => {
  it("are consistent, have names of their own and a source for every number", () => {
    for (const preset of devicePresets) {
      validateDevicePreset(preset);
      assert.equal(findDevicePreset(preset.name), preset);
      const sourced = Object.entries(preset.sources).filter(([, source]) => source.length > 0);
      assert.deepEqual(sourced.map(([path]) => path).sort(), numberPaths(preset).sort());
    }
  });

  it("refuse an unknown name and say which are known", () => {
    assert.throws(() => findDevicePreset("HBM9"), /no device preset "HBM9".*HBM3_5\.2Gbps_NPC/);
  });

  it("refuse numbers that cannot belong to one machine, naming the number", () => {
    const refusals: readonly (readonly [DevicePreset, string])[] = [
      [replaced("timing", "nRAS", 64), "timing.nRAS"],
      [replaced("timing", "nRCD", 50), "timing.nRCD"],
      [replaced("timing", "nRP", -1), "timing.nRP"],
      [replaced("timing", "nFAW", undefined), "timing.nFAW"],
      [replaced("timing", "nCCDAB", 0), "timing.nCCDAB"],
      [replaced("timing", "nREFI", 5070.5), "timing.nREFI"],
      [replaced("timing", "nRFC", 6000), "timing.nRFC"],
      [replaced("organisation", "banks", 0), "organisation.banks"],
      [replaced("organisation", "banks", 3), "organisation.banks"],
      [replaced("organisation", "ranks", 4), "organisation.densityMegabit"],
      [replaced("organisation", "ranks", 8), "organisation.bankGroups"],
      [replaced("organisation", "banks", 64), "organisation.banks"],
      [replaced("organisation", "rows", 8), "organisation.rows"],
      [replaced("organisation", "rows", 2 ** 19), "organisation.rows"],
      [replaced("organisation", "columns", 256), "organisation"],
      [replaced("organisation", "columnBytes", 2), "organisation.columnBytes"],
      [replaced("organisation", "rows", 8192), "organisation.densityMegabit"],
      [replaced("organisation", "channels", 1.5), "organisation.channels"],
      [replaced("organisation", "channels", 257), "organisation.channels"],
      [replaced("timing", "nRC", 3e9), "timing.nRC"],
      [replaced("timing", "nCCDAB", 2 ** 24), "timing.nCCDAB"],
      [replaced("timing", "nREFI", 600), "timing.nRFC"],
      [replaced("energy", "columnRead", -0.44), "energy.columnRead"],
      [replaced("energy", "activation", NaN), "energy.activation"],
      [{ ...findDevicePreset("HBM3_5.2Gbps_Buffer"), mode: "independent-banks" }, "mode"],
    ];
    for (const [preset, field] of refusals) {
      assert.throws(
        () => validateDevicePreset(preset, { file: "own.json" }),
        (error) =>
          error instanceof InputError &&
          error.field === `${preset.name}.${field}` &&
          error.message.endsWith("(own.json)"),
        field,
      );
    }
  });

  it("round the refresh time as JEDEC does", () => {
    assert.equal(jedecCycles(350, 769), 456);
    assert.equal(jedecCycles(350, 833), 421);
    assert.equal(jedecCycles(10, 1000), 10);
    assert.equal(jedecCycles(10.02, 1000), 10);
    assert.equal(jedecCycles(10.03, 1000), 11);
  });
});
