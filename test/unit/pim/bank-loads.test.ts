import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { AddressMap } from "../../../src/core/memory/address-map";
import type { DevicePreset } from "../../../src/core/memory/device-preset";
import { banksPerChannel, lanesPerChannel } from "../../../src/core/memory/organisation";
import { Command } from "../../../src/core/pim/program/command";
import { Phase } from "../../../src/core/pim/program/phase";
import { defaultStepOptions } from "../../../src/core/pim/program/step-request";
import { createHeadStep } from "../../../src/core/pim/step/create-head-step";
import { commandCodes } from "../../../src/core/pim/program/command";
import { runPlainly } from "./plain-controller";
import { deviceArbitrary, lockstepDeviceArbitrary, mostSlots } from "./random-devices";
import { requestOf, stepArbitrary } from "./random-steps";
import { sum } from "./selections";

const runs = { seed: 20260107, numRuns: 60 };

/** Banks that work together with one of them: b and b + n, b + 2 n, ... of the channel. */
function apart({ level, organisation }: DevicePreset): number {
  const { ranks, bankGroups, banks } = organisation;
  return { bank: 1, "bank-group": banks, buffer: ranks * bankGroups * banks }[level];
}

/** Cycles that a bank is busy with a read and with an opening, docs/pim-model.md. */
function busyCycles({ level, timing }: DevicePreset) {
  const { nCCDAB, nCCDSB, nCCDL, nRCD } = timing;
  return { read: { bank: nCCDAB, "bank-group": nCCDSB, buffer: nCCDL }[level], open: nRCD };
}

/** A step on a device with room for it. */
const stepOn = (devices: fc.Arbitrary<DevicePreset>) =>
  fc
    .tuple(devices, stepArbitrary)
    .filter(([device, drawn]) => mostSlots(device, drawn) >= 64)
    .map(([device, drawn]) => {
      return { device, shape: drawn, request: requestOf(drawn, mostSlots(device, drawn)) };
    });

describe("the loads of banks", () => {
  it("are what the log of the plain controller does in each of them", () => {
    fc.assert(
      fc.property(stepOn(lockstepDeviceArbitrary), ({ device, shape, request }) => {
        const head = createHeadStep(device, shape, defaultStepOptions);
        const result = head.run(request);
        const { log } = runPlainly(head.program, device, { shared: false });
        const banks = banksPerChannel(device.organisation);
        const map = new AddressMap(device.organisation);
        const read = new Float64Array(banks);
        const opened = new Float64Array(banks);
        for (const { command, entry } of log) {
          const isRead = command === Command.mac || command === Command.normalise;
          if (!isRead && command !== Command.activate) continue;
          const first = map.bank(head.program.addresses[entry]) % apart(device);
          for (let bank = first; bank < banks; bank += apart(device)) {
            (isRead ? read : opened)[bank]++;
          }
        }
        assert.deepEqual(result.bankColumnsRead, read);
        assert.deepEqual(result.bankRowsOpened, opened);
      }),
      runs,
    );
  });

  it("keep a bank busy for the reads and the openings that are counted for it", () => {
    fc.assert(
      fc.property(stepOn(deviceArbitrary), ({ device, shape, request }) => {
        const result = createHeadStep(device, shape, defaultStepOptions).run(request);
        const { read, open } = busyCycles(device);
        const { bankColumnsRead, bankRowsOpened, bankBusyCycles } = result;
        assert.ok(sum(bankRowsOpened) > 0);
        assert.deepEqual(
          bankBusyCycles,
          bankColumnsRead.map((columns, bank) => columns * read + bankRowsOpened[bank] * open),
        );
      }),
      runs,
    );
  });
});

describe("the moves of independent bank groups", () => {
  const independent = deviceArbitrary.map((device): DevicePreset => ({
    ...device,
    level: "bank",
    mode: "independent-banks",
  }));

  it("serve the longest of the lanes that share a bus, and no lane that has nothing to move", () => {
    fc.assert(
      fc.property(stepOn(independent), ({ device, shape, request }) => {
        const { commands, laneVectors } = createHeadStep(device, shape, defaultStepOptions).run({
          ...request,
          index: { kind: "none" },
          clustering: undefined,
        });
        const { pseudoChannels, columnBytes } = device.organisation;
        const lanes = lanesPerChannel(device.organisation);
        const buses = lanes / pseudoChannels;
        const longest = Array.from({ length: buses }, (_, bus) =>
          Math.max(...laneVectors.filter((_, lane) => lane % buses === bus)),
        );
        const moves = (command: number) => commands[Phase.softmaxMoves * commandCodes + command];
        const scores = longest.map((vectors) => Math.ceil(vectors / 16));
        assert.equal(moves(Command.moveToSoftmaxBuffer), sum(scores));
        const perColumn = columnBytes / shape.elementBytes;
        const probabilities = longest.map((vectors) => Math.ceil(vectors / perColumn));
        assert.equal(moves(Command.moveToGemvBuffer), sum(probabilities));
      }),
      runs,
    );
  });
});
