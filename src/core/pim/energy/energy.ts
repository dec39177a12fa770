import { asPicoJoules, type PicoJoules } from "../../units";
import type { DevicePreset, PimLevel } from "../../memory/device-preset";
import type { EnergyConstants } from "../../memory/energy-constants";
import { Work, workColumns, workLength, type WorkCode } from "./energy-work";
import { rowBytes } from "../../memory/organisation";
import { Phase, phaseCodes } from "../program/phase";

/**
 * How work becomes energy (docs/pim-model.md#energy).
 * `attacc`: as published. Constants per bit multiply bytes of moved data; a byte read from the cells
 * is charged with a full row's share of its activation, and no row opened; the product with the
 * values and softmax cost nothing.
 * `row-aware`: the same constants as what they are. Rows opened and bytes read are charged apart,
 * moves by the bit, both products and softmax with their arithmetic.
 * Neither charges refresh or standby.
 */
export type EnergyModel = "row-aware" | "attacc";

export const energyModels: readonly EnergyModel[] = ["row-aware", "attacc"];

/** Parts of the energy. An energy table holds pJ by phase, row-major [phaseCodes, energyParts]. */
export const EnergyPart = {
  /** Opening and closing rows. Always 0 under `attacc`, where reading carries it. */
  activation: 0,
  /** Reading cells. */
  read: 1,
  /** Moving data between banks, buffers, base die and processor. */
  transfer: 2,
  /** Multiply-accumulates and softmax. */
  arithmetic: 3,
} as const;

export type EnergyPartCode = (typeof EnergyPart)[keyof typeof EnergyPart];

export const energyParts = 4;

/** Length of an energy table. */
export const energyLength = phaseCodes * energyParts;

/** pJ per unit of work, row-major [phaseCodes, workColumns, energyParts]. */
export type EnergyRates = Float64Array;

/** FLOP of the softmax of one score (AttAcc simulator): maximum, subtract, exponential, sum, divide. */
export const softmaxFlop = 5;

const bitsPerByte = 8;

/** What an energy model charges for one unit of work of any phase, in pJ. */
interface UnitEnergies {
  readonly rowOpened: number;
  readonly cellByte: number;
  /** From the cells' columns to where the units are. */
  readonly cellByteToUnit: number;
  readonly writtenByte: number;
  readonly movedByte: number;
  readonly multiplyAccumulate: number;
  readonly valueMultiplyAccumulate: number;
  readonly softmaxScore: number;
}

/**
 * Rates of a device under an energy model.
 * @param elementBytes bytes of a value or score, 2 for fp16
 */
export function energyRates(
  model: EnergyModel,
  preset: DevicePreset,
  elementBytes: number,
): EnergyRates {
  const unit =
    model === "attacc"
      ? publishedUnits(preset.energy, preset.level)
      : rowAwareUnits(preset, elementBytes);
  const rates = new Float64Array(workLength * energyParts);
  for (let phase = 0; phase < phaseCodes; phase++) {
    const set = (work: WorkCode, part: EnergyPartCode, rate: number): void => {
      rates[(phase * workColumns + work) * energyParts + part] = rate;
    };
    set(Work.rowsOpened, EnergyPart.activation, unit.rowOpened);
    set(Work.cellBytes, EnergyPart.read, unit.cellByte);
    set(Work.cellBytes, EnergyPart.transfer, unit.cellByteToUnit);
    set(Work.writtenBytes, EnergyPart.transfer, unit.writtenByte);
    set(Work.movedBytes, EnergyPart.transfer, unit.movedByte);
    const product =
      phase === Phase.context ? unit.valueMultiplyAccumulate : unit.multiplyAccumulate;
    set(Work.multiplyAccumulates, EnergyPart.arithmetic, product);
    set(Work.softmaxScores, EnergyPart.arithmetic, unit.softmaxScore);
  }
  return rates;
}

/**
 * Energy of a piece of work. Linear in the work, so the energy of a sum is the sum of the energies.
 * @param work work table
 * @param energy energy table that is overwritten, in pJ
 */
export function computeEnergy(rates: EnergyRates, work: Float64Array, energy: Float64Array): void {
  energy.fill(0);
  for (let phase = 0; phase < phaseCodes; phase++) {
    const to = phase * energyParts;
    for (let column = 0; column < workColumns; column++) {
      const from = phase * workColumns + column;
      const amount = work[from];
      if (amount === 0) continue;
      for (let part = 0; part < energyParts; part++) {
        energy[to + part] += rates[from * energyParts + part] * amount;
      }
    }
  }
}

/** Sum over an energy table. */
export function totalEnergy(energy: Float64Array): PicoJoules {
  let sum = 0;
  for (let phase = 0; phase < phaseCodes; phase++) sum += phaseEnergy(energy, phase);
  return asPicoJoules(sum);
}

/** All parts of one phase of an energy table. */
export function phaseEnergy(energy: Float64Array, phase: number): PicoJoules {
  let sum = 0;
  for (let part = 0; part < energyParts; part++) sum += energy[phase * energyParts + part];
  return asPicoJoules(sum);
}

/** One part of all phases of an energy table. */
export function partEnergy(energy: Float64Array, part: EnergyPartCode): PicoJoules {
  let sum = 0;
  for (let phase = 0; phase < phaseCodes; phase++) sum += energy[phase * energyParts + part];
  return asPicoJoules(sum);
}

/**
 * Softmax of one score: read and written once, with its arithmetic.
 * @returns pJ
 */
export function softmaxScoreEnergy(energy: EnergyConstants, elementBytes: number): number {
  return energy.softmaxBuffer * 2 * elementBytes + (energy.softmaxArithmetic * softmaxFlop) / 2;
}

function publishedUnits(energy: EnergyConstants, level: PimLevel): UnitEnergies {
  const toBaseDie = energy.throughSiliconVia + energy.globalMove + energy.bankGroupMove;
  return {
    rowOpened: 0,
    cellByte: (energy.activation + energy.columnRead) * bitsPerByte,
    cellByteToUnit: bitToUnit(energy, level) * bitsPerByte,
    writtenByte: energy.interposer + toBaseDie,
    movedByte: toBaseDie,
    multiplyAccumulate: energy.multiplyAccumulate,
    valueMultiplyAccumulate: 0,
    softmaxScore: 0,
  };
}

function rowAwareUnits(preset: DevicePreset, elementBytes: number): UnitEnergies {
  const { energy, level, organisation } = preset;
  const toBaseDie = energy.throughSiliconVia + energy.globalMove + energy.bankGroupMove;
  return {
    rowOpened: energy.activation * bitsPerByte * rowBytes(organisation),
    cellByte: energy.columnRead * bitsPerByte,
    cellByteToUnit: bitToUnit(energy, level) * bitsPerByte,
    writtenByte: (energy.interposer + toBaseDie) * bitsPerByte,
    movedByte: toBaseDie * bitsPerByte,
    multiplyAccumulate: energy.multiplyAccumulate,
    valueMultiplyAccumulate: energy.multiplyAccumulate,
    softmaxScore: softmaxScoreEnergy(energy, elementBytes),
  };
}

/** pJ per bit from a bank to units at this level; AttAcc simulator, energy table. */
function bitToUnit(energy: EnergyConstants, level: PimLevel): number {
  switch (level) {
    case "bank":
      return 0;
    case "bank-group":
      return energy.bankGroupMove;
    case "buffer":
      return energy.bankGroupMove + energy.globalMove + energy.throughSiliconVia;
  }
}
