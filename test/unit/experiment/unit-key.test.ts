import assert from "node:assert/strict";
import {
  hostArithmetic,
  unitKey,
  type UnitContent,
} from "../../../src/core/experiment/cache/unit-key";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";

const content: UnitContent = {
  arithmetic: hostArithmetic(),
  fingerprint: "f00d",
  fromStep: 0,
  toStep: 4,
  run: {
    policy: "quest",
    parameters: { pageTokens: 16, denseLayers: 2 },
    budget: 64,
    placement: "token-order",
    device: defaultDevicePreset.name,
    chargeIndex: true,
    chargeClustering: true,
    energyModel: "row-aware",
  },
  device: defaultDevicePreset,
};
const { run, device } = content;
const key = unitKey(content);

describe("name of a unit", () => {
  it("is another one for whatever may move a figure", () => {
    const others: UnitContent[] = [
      { ...content, arithmetic: "pdp11 plain" },
      { ...content, fingerprint: "f00e" },
      { ...content, fromStep: 1 },
      { ...content, toStep: 5 },
      { ...content, run: { ...run, policy: "full" } },
      { ...content, run: { ...run, parameters: { pageTokens: 16, denseLayers: 1 } } },
      { ...content, run: { ...run, budget: 65 } },
      { ...content, run: { ...run, placement: "starc" } },
      { ...content, run: { ...run, chargeIndex: false } },
      { ...content, run: { ...run, chargeClustering: false } },
      { ...content, run: { ...run, energyModel: "attacc" } },
      { ...content, device: { ...device, level: "buffer" } },
      { ...content, device: { ...device, mode: "independent-banks" } },
    ];
    for (const section of ["organisation", "timing", "energy"] as const) {
      for (const [name, value] of Object.entries(device[section])) {
        if (typeof value !== "number") continue;
        const changed = { ...device, [section]: { ...device[section], [name]: value + 1 } };
        others.push({ ...content, device: changed });
      }
    }
    const keys = [key, ...others.map(unitKey)];
    assert.equal(new Set(keys).size, keys.length);
    assert.ok(keys.length > 50);
  });

  it("is the same for what only has another name or order", () => {
    const timing = { ...device.timing, name: "other" };
    const renamed = { ...device, timing, name: "mine", description: "other", sources: {} };
    assert.equal(unitKey({ ...content, device: renamed, run: { ...run, device: "mine" } }), key);
    const parameters = { denseLayers: 2, pageTokens: 16 };
    assert.equal(unitKey({ ...content, run: { ...run, parameters } }), key);
    assert.match(key, /^[0-9a-f]{64}$/);
  });
});
