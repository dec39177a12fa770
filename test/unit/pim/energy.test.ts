import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { Command, commandCodes } from "../../../src/core/pim/program/command";
import type { DevicePreset } from "../../../src/core/memory/device-preset";
import { energyConstants } from "../../../src/core/memory/energy-constants";
import { defaultDevicePreset, devicePresets } from "../../../src/core/memory/device-presets";
import {
  EnergyPart,
  computeEnergy,
  energyLength,
  energyModels,
  energyParts,
  energyRates,
  partEnergy,
  phaseEnergy,
  totalEnergy,
  type EnergyModel,
} from "../../../src/core/pim/energy/energy";
import {
  Work,
  addCommandWork,
  commandReach,
  workColumns,
  workLength,
} from "../../../src/core/pim/energy/energy-work";
import { banksPerChannel } from "../../../src/core/memory/organisation";
import { Phase, phaseCodes } from "../../../src/core/pim/program/phase";

const elementBytes = 2;
const commandTable = fc.array(fc.nat(100_000), {
  minLength: phaseCodes * commandCodes,
  maxLength: phaseCodes * commandCodes,
});
const workTable = fc
  .array(fc.nat(1_000_000), { minLength: workLength, maxLength: workLength })
  .map((counts) => Float64Array.from(counts));

function energyOf(model: EnergyModel, work: Float64Array, preset: DevicePreset): Float64Array {
  const energy = new Float64Array(energyLength);
  computeEnergy(energyRates(model, preset, elementBytes), work, energy);
  return energy;
}

function workOf(preset: DevicePreset, commands: readonly number[]): Float64Array {
  const work = new Float64Array(workLength);
  addCommandWork(commandReach(preset, elementBytes), commands, work);
  return work;
}

function close(actual: number, expected: number, what?: string): void {
  const scale = Math.max(Math.abs(expected), 1);
  assert.ok(Math.abs(actual - expected) <= 1e-12 * scale, what ?? `${actual} is not ${expected}`);
}

function commands(counts: Partial<Record<keyof typeof Command, number>>, phase: number): number[] {
  const table = Array.from({ length: phaseCodes * commandCodes }, () => 0);
  for (const [name, count] of Object.entries(counts)) {
    table[phase * commandCodes + Command[name as keyof typeof Command]] = count;
  }
  return table;
}

describe("energy", () => {
  it("is the published sum under attacc, written out for the default device", () => {
    fc.assert(
      fc.property(commandTable, (counts) => {
        const sum = (command: number, phases = allPhases): number =>
          phases.reduce((total, phase) => total + counts[phase * commandCodes + command], 0);
        const plain = counts.map((count, at) =>
          at % commandCodes === Command.normalise ? 0 : count,
        );
        const written = 32 * sum(Command.writeGemvBuffer);
        const moves = sum(Command.moveToSoftmaxBuffer) + sum(Command.moveToGemvBuffer);
        const io = written + 32 * moves;
        const memory = 32 * 64 * sum(Command.mac);
        const products = 16 * 64 * sum(Command.mac, butContext);
        const expected =
          written * 0.3 + io * (0.5 + 1.23 + 1.01) + memory * (0.11 + 0.44) * 8 + 0.32 * products;
        const work = workOf(defaultDevicePreset, plain);
        close(totalEnergy(energyOf("attacc", work, defaultDevicePreset)), expected);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it("is the sum of what rows, bits and products take when it is row-aware, whatever these take", () => {
    const amount = fc.double({ min: 0.01, max: 10, noNaN: true });
    const constants = fc
      .array(amount, { minLength: energyConstants.length, maxLength: energyConstants.length })
      .map((values) => ({
        ...defaultDevicePreset.energy,
        ...Object.fromEntries(energyConstants.map((name, at) => [name, values[at]])),
      }));
    fc.assert(
      fc.property(
        constants,
        fc.constantFrom(...devicePresets),
        workTable,
        (energy, plain, work) => {
          const preset = { ...plain, energy };
          const { columns, columnBytes } = preset.organisation;
          const of = (kind: number) =>
            sum(allPhases.map((phase) => work[phase * workColumns + kind]));
          const toBaseDie = energy.throughSiliconVia + energy.globalMove + energy.bankGroupMove;
          const toUnit = { bank: 0, "bank-group": energy.bankGroupMove, buffer: toBaseDie };
          const bits =
            energy.activation * of(Work.rowsOpened) * columns * columnBytes +
            (energy.columnRead + toUnit[preset.level]) * of(Work.cellBytes) +
            (energy.interposer + toBaseDie) * of(Work.writtenBytes) +
            toBaseDie * of(Work.movedBytes);
          const score = energy.softmaxBuffer * 4 + energy.softmaxArithmetic * 2.5;
          const arithmetic =
            energy.multiplyAccumulate * of(Work.multiplyAccumulates) +
            score * of(Work.softmaxScores);
          close(totalEnergy(energyOf("row-aware", work, preset)), 8 * bits + arithmetic);
        },
      ),
      { seed: 3, numRuns: 100 },
    );
  });

  it("adds the work of commands to what was done before", () => {
    fc.assert(
      fc.property(
        commandTable,
        workTable,
        fc.constantFrom(...devicePresets),
        (counts, done, preset) => {
          const before = done.slice();
          addCommandWork(commandReach(preset, elementBytes), counts, done);
          const own = workOf(preset, counts);
          assert.deepEqual(
            done,
            before.map((amount, at) => amount + own[at]),
          );
        },
      ),
      { seed: 4, numRuns: 50 },
    );
  });

  it("charges the same for cells in both models when every opened row is read whole", () => {
    for (const preset of devicePresets) {
      const counts = commands({ activate: 7, mac: 7 * 32 }, Phase.score);
      const work = workOf(preset, counts);
      const cells = (model: EnergyModel): number => {
        const energy = energyOf(model, work, preset);
        return partEnergy(energy, EnergyPart.activation) + partEnergy(energy, EnergyPart.read);
      };
      close(cells("row-aware"), cells("attacc"), preset.name);
    }
  });

  it("charges scattered reads for the rows they open, and only when it is row-aware", () => {
    const near = workOf(defaultDevicePreset, commands({ activate: 1, mac: 32 }, Phase.score));
    const far = workOf(defaultDevicePreset, commands({ activate: 32, mac: 32 }, Phase.score));
    const more = (model: EnergyModel): number =>
      totalEnergy(energyOf(model, far, defaultDevicePreset)) -
      totalEnergy(energyOf(model, near, defaultDevicePreset));
    close(more("attacc"), 0);
    const row = 0.11 * 8 * 1024;
    close(more("row-aware"), 31 * 64 * row);
    assert.ok(Math.abs(row - 901) < 1, "901 pJ per bank row");
  });

  it("adds up by phase, by part and over pieces of work", () => {
    for (const model of energyModels) {
      fc.assert(
        fc.property(
          workTable,
          workTable,
          fc.constantFrom(...devicePresets),
          (first, second, preset) => {
            const both = energyOf(
              model,
              first.map((count, at) => count + second[at]),
              preset,
            );
            const one = energyOf(model, first, preset);
            const other = energyOf(model, second, preset);
            for (let at = 0; at < energyLength; at++) close(both[at], one[at] + other[at]);
            const total = totalEnergy(both);
            close(sum(allPhases.map((phase) => phaseEnergy(both, phase))), total);
            close(sum(Object.values(EnergyPart).map((part) => partEnergy(both, part))), total);
          },
        ),
        { seed: 2, numRuns: 100 },
      );
    }
  });

  it("overwrites what the energy table held, and charges no work with no energy", () => {
    const energy = new Float64Array(energyLength).fill(7);
    computeEnergy(
      energyRates("row-aware", defaultDevicePreset, elementBytes),
      new Float64Array(workLength),
      energy,
    );
    assert.ok(energy.every((value) => value === 0));
  });

  it("leaves under attacc the product with the values, softmax and rows for nothing", () => {
    const work = new Float64Array(workLength);
    work[Phase.context * workColumns + Work.multiplyAccumulates] = 1000;
    for (const phase of allPhases) {
      work[phase * workColumns + Work.softmaxScores] = 1000;
      work[phase * workColumns + Work.rowsOpened] = 1000;
    }
    assert.equal(totalEnergy(energyOf("attacc", work, defaultDevicePreset)), 0);
    const charged = energyOf("row-aware", work, defaultDevicePreset);
    const score = 0.0034 * 4 + 0.32 * 2.5;
    close(
      partEnergy(charged, EnergyPart.arithmetic),
      1000 * 0.32 + 1000 * score * phaseCodes,
      "product and softmax",
    );
    assert.equal(charged[Phase.context * energyParts + EnergyPart.transfer], 0);
  });

  it("reads a channel's banks at once only where the units of all banks run together", () => {
    const banks = Object.fromEntries(
      devicePresets.map((preset) => [preset.name, commandReach(preset, elementBytes).banks]),
    );
    assert.equal(banks["HBM3_5.2Gbps"], banksPerChannel(defaultDevicePreset.organisation));
    assert.equal(banks["HBM3_5.2Gbps_BankGroup"], 16);
    assert.equal(banks["HBM3_5.2Gbps_Buffer"], 2);
    assert.equal(banks["HBM3_5.2Gbps_Independent"], 4);
  });

  it("charges softmax by the score, in its phase", () => {
    const work = new Float64Array(workLength);
    work[Phase.softmaxMoves * workColumns + Work.softmaxScores] = 15;
    const energy = energyOf("row-aware", work, defaultDevicePreset);
    close(phaseEnergy(energy, Phase.softmaxMoves), 15 * (0.0034 * 4 + 0.32 * 2.5));
    close(phaseEnergy(energy, Phase.softmaxMoves), totalEnergy(energy));
  });

  it("pays for the way to units outside the bank", () => {
    const byName = (name: string) => devicePresets.find((preset) => preset.name === name)!;
    const work = new Float64Array(workLength);
    work[Phase.score * workColumns + Work.cellBytes] = 1;
    for (const model of energyModels) {
      const way = (name: string): number =>
        partEnergy(energyOf(model, work, byName(name)), EnergyPart.transfer);
      close(way("HBM3_5.2Gbps"), 0);
      close(way("HBM3_5.2Gbps_BankGroup"), 1.01 * 8);
      close(way("HBM3_5.2Gbps_Buffer"), (1.01 + 1.23 + 0.5) * 8);
    }
  });

  it("reads and writes a column that is scaled in place", () => {
    const work = workOf(defaultDevicePreset, commands({ normalise: 3 }, Phase.clustering));
    const at = Phase.clustering * workColumns;
    assert.equal(work[at + Work.cellBytes], 3 * 2 * 64 * 32);
    assert.equal(work[at + Work.multiplyAccumulates], 3 * 64 * 16);
  });
});

const allPhases = Array.from({ length: phaseCodes }, (_, phase) => phase);
const butContext = allPhases.filter((phase) => phase !== Phase.context);

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
