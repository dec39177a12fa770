import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { InputError } from "../../../src/core/errors";
import type { DevicePreset } from "../../../src/core/memory/device-preset";
import { bankBytes } from "../../../src/core/memory/organisation";
import { validateDevicePreset } from "../../../src/core/memory/validate-device-preset";
import { isArrayOperation } from "../../../src/core/pim/controller/channel-queue";
import { Phase } from "../../../src/core/pim/program/phase";
import { defaultStepOptions } from "../../../src/core/pim/program/step-request";
import { createHeadStep } from "../../../src/core/pim/step/create-head-step";
import { deviceArbitrary, lockstepDeviceArbitrary, mostSlots } from "./random-devices";

const runs = { seed: 20260108, numRuns: 100 };
const shapeArbitrary = fc.record({
  headDimension: fc.constantFrom(16, 40, 64, 128),
  elementBytes: fc.constantFrom(1, 2, 4),
});
const noIndex = { kind: "none" as const };

const isRefusal = (error: unknown, field: string) =>
  error instanceof InputError && error.field === field;

describe("the room of a bank", () => {
  it("is used to the last line of a context, and no further", () => {
    fc.assert(
      fc.property(deviceArbitrary, shapeArbitrary, (device, shape) => {
        const slotCount = mostSlots(device, shape);
        const head = createHeadStep(device, shape, defaultStepOptions);
        const slots = Uint32Array.of(0);
        if (slotCount > 0) head.run({ slots, slotCount, index: noIndex });
        assert.throws(
          () => head.run({ slots, slotCount: slotCount + 1, index: noIndex }),
          (error) => isRefusal(error, "slots"),
        );
      }),
      runs,
    );
  });

  it("holds keys in the first half and values in the quarter after it, whatever is read", () => {
    const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(lockstepDeviceArbitrary, shapeArbitrary, share, (device, shape, at) => {
        const slotCount = mostSlots(device, shape);
        fc.pre(slotCount > 0);
        const head = createHeadStep(device, shape, defaultStepOptions);
        const slots = Uint32Array.from(new Set([Math.floor(at * slotCount), slotCount - 1]));
        const { length, addresses, phases, operations } = head.write({
          slots,
          slotCount,
          index: noIndex,
        });
        const bank = bankBytes(device.organisation);
        const from = { [Phase.score]: 0, [Phase.context]: bank / 2 };
        const to = { [Phase.score]: bank / 2, [Phase.context]: (bank / 4) * 3 };
        for (let entry = 0; entry < length; entry++) {
          const phase = phases[entry];
          if (phase !== Phase.score && phase !== Phase.context) continue;
          if (!isArrayOperation(operations[entry])) continue;
          const inBank = addresses[entry] % bank;
          assert.ok(inBank >= from[phase] && inBank < to[phase]);
        }
      }),
      runs,
    );
  });
});

describe("the time between refreshes", () => {
  /** The least refresh interval that leaves time to read, less one. */
  const busyUntil = ({ timing, organisation }: DevicePreset) =>
    timing.nRFC + 3 * timing.nRC + 2 * timing.nFAW + organisation.pseudoChannels + 2;
  const refreshingEvery = (device: DevicePreset, nREFI: number): DevicePreset => {
    return { ...device, timing: { ...device.timing, nREFI } };
  };

  it("is refused where nothing could be read in it, and with one cycle more steps end", () => {
    fc.assert(
      fc.property(deviceArbitrary, (device) => {
        const busy = busyUntil(device);
        assert.throws(
          () => validateDevicePreset(refreshingEvery(device, busy)),
          (error) => isRefusal(error, `${device.name}.timing.nRFC`),
        );
        const least = refreshingEvery(device, busy + 1);
        validateDevicePreset(least);
        const shape = { headDimension: 64, elementBytes: 2 };
        const slotCount = Math.min(200, mostSlots(least, shape));
        fc.pre(slotCount > 0);
        const slots = Uint32Array.from({ length: slotCount }, (_, slot) => slot);
        const head = createHeadStep(least, shape, defaultStepOptions);
        assert.ok(head.run({ slots, slotCount, index: noIndex }).cycles > 0);
      }),
      runs,
    );
  });
});
