import { asNanoseconds, asPicoJoules, type Nanoseconds, type PicoJoules } from "../../units";

/** Energy by where it goes; the four add up to the whole. */
export interface EnergyByPlace {
  /** DRAM: off-chip memory of the GPUs, cells and data moves of the PIM side. */
  readonly memory: PicoJoules;
  /** Caches and registers of the GPUs. */
  readonly onChip: PicoJoules;
  readonly arithmetic: PicoJoules;
  /** Links between devices. */
  readonly link: PicoJoules;
}

/** Duration, and energy of all devices together. */
export interface Cost {
  readonly time: Nanoseconds;
  readonly energy: EnergyByPlace;
}

/** @param energy pJ; places left out take none */
export function energyByPlace(energy: Partial<Record<keyof EnergyByPlace, number>>): EnergyByPlace {
  const { memory = 0, onChip = 0, arithmetic = 0, link = 0 } = energy;
  return {
    memory: asPicoJoules(memory),
    onChip: asPicoJoules(onChip),
    arithmetic: asPicoJoules(arithmetic),
    link: asPicoJoules(link),
  };
}

export function addEnergy(a: EnergyByPlace, b: EnergyByPlace): EnergyByPlace {
  return energyByPlace({
    memory: a.memory + b.memory,
    onChip: a.onChip + b.onChip,
    arithmetic: a.arithmetic + b.arithmetic,
    link: a.link + b.link,
  });
}

export function sumEnergy({ memory, onChip, arithmetic, link }: EnergyByPlace): PicoJoules {
  return asPicoJoules(memory + onChip + arithmetic + link);
}

/** What runs one after the other. */
export function addCost(a: Cost, b: Cost): Cost {
  return { time: asNanoseconds(a.time + b.time), energy: addEnergy(a.energy, b.energy) };
}

/** The same `factor` times, one after the other. */
export function scaleCost({ time, energy }: Cost, factor: number): Cost {
  return {
    time: asNanoseconds(time * factor),
    energy: energyByPlace({
      memory: energy.memory * factor,
      onChip: energy.onChip * factor,
      arithmetic: energy.arithmetic * factor,
      link: energy.link * factor,
    }),
  };
}

export const noCost: Cost = { time: asNanoseconds(0), energy: energyByPlace({}) };
