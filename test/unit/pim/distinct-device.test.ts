import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { energyConstants } from "../../../src/core/memory/energy-constants";
import { banksPerChannel, organisationConstants } from "../../../src/core/memory/organisation";
import { timingParameters } from "../../../src/core/memory/timing";
import { validateDevicePreset } from "../../../src/core/memory/validate-device-preset";
import { distinctDevices } from "../../fixtures/memory/distinct-device";

describe("the machine for tests", () => {
  it("has no two equal numbers, and is one that a device file may describe", () => {
    for (const device of distinctDevices) {
      const { organisation, timing, energy } = device;
      const numbers = [
        ...organisationConstants.map((name) => organisation[name]),
        ...timingParameters.map((name) => timing[name]),
        ...energyConstants.map((name) => energy[name]),
        banksPerChannel(organisation),
      ];
      assert.equal(new Set(numbers).size, numbers.length);
      for (const usual of [16, 64]) {
        assert.notEqual(organisation.channels, usual);
        assert.notEqual(banksPerChannel(organisation), usual);
      }
      validateDevicePreset(device);
    }
  });
});
