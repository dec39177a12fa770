import { InputError } from "../../errors";
import { asNanoseconds, asPicoJoules } from "../../units";
import type { CimPreset } from "./preset";

const simulator = "default of the IBM 3D-CiM LLM inference simulator (github.com/IBM)";
const table =
  "surrogate for the cost table of arXiv 2510.11192 (read through secondary notes); not a default of the public simulator";
const chosen = "not published, chosen here";
const accelergy = "Accelergy ADC plug-in, fitted model (github.com/Accelergy-Project)";

const sources: Readonly<Record<string, string>> = {
  "arrayRead.time": simulator,
  "arrayRead.energy": `${simulator}: 0.1 W for 100 ns`,
  "addition.time": table,
  "addition.energy": table,
  "communication.time": table,
  "communication.energy": table,
  vectorLength: `${table}: costs are for 1024 outputs`,
  "adc.nanometres": `${chosen}: the node of IBM's phase-change memory chips`,
  "adc.rate": `${chosen}: the fit gives the same energy from 0.1 to 1 GS/s`,
  "adc.bits.linear": "arXiv 2510.11192, section IV-B",
  "adc.bits.sparse": "arXiv 2510.11192, section IV-B",
  "adc.bits.dense": "arXiv 2510.11192, section IV-B",
  "adc.fit": accelergy,
  "adc.fit.leastBits": `${accelergy}: designs of fewer bits were not fitted`,
};

/** The presets that come with the product, the default first. */
export const cimPresets: readonly CimPreset[] = [
  {
    name: "pcm-14nm",
    description: "analog phase-change memory with ADCs at 14 nm and 1 GS/s",
    arrayRead: { time: asNanoseconds(100), energy: asPicoJoules(10_000) },
    addition: { time: asNanoseconds(36), energy: asPicoJoules(37.72) },
    communication: { time: asNanoseconds(48), energy: asPicoJoules(51.73) },
    vectorLength: 1024,
    adc: {
      nanometres: 14,
      rate: 1e9,
      bits: { linear: 8, sparse: 5, dense: 3 },
      fit: {
        meritIntercept: 213.7807,
        meritPerLogRate: -2.8719,
        meritLimit: 128.3068,
        meritLimitPerBit: 3.220511,
        nodeIntercept: 26.04962,
        nodePerLogNanometre: 1.880037,
        nodePerLogBit: -2.829126,
        residual: -1.470202,
        leastBits: 4,
      },
    },
    sources,
  },
];

export const defaultCimPreset: CimPreset = cimPresets[0];

/** @throws InputError when no preset of the product has this name */
export function findCimPreset(name: string): CimPreset {
  const found = cimPresets.find((preset) => preset.name === name);
  if (found !== undefined) return found;
  const names = cimPresets.map((preset) => preset.name).join(", ");
  throw new InputError("preset", `"${name}" is unknown; known are ${names}`);
}
