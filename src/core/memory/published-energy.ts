import type { EnergyConstants } from "./energy-constants";

const fineGrained = "O'Connor et al., Fine-Grained DRAM, MICRO'17";
const attacc = "AttAcc simulator (ASPLOS'24), energy table";

/** The constants that AttAcc and the STARC evaluation use. */
export const publishedEnergy: EnergyConstants = {
  activation: 0.11,
  columnRead: 0.44,
  bankGroupMove: 1.01,
  globalMove: 1.23,
  throughSiliconVia: 0.5,
  interposer: 0.3,
  multiplyAccumulate: 0.32,
  softmaxBuffer: 0.0034,
  softmaxArithmetic: 0.32,
  link: 10.4,
};

export const publishedEnergySources = {
  "energy.activation": fineGrained,
  "energy.columnRead": fineGrained,
  "energy.bankGroupMove": fineGrained,
  "energy.globalMove": fineGrained,
  "energy.throughSiliconVia": fineGrained,
  "energy.interposer": fineGrained,
  "energy.multiplyAccumulate": attacc,
  "energy.softmaxBuffer": attacc,
  "energy.softmaxArithmetic": attacc,
  "energy.link": `1.3 pJ per bit (IEEE 10067395) as in the ${attacc}`,
};
