import type { DevicePreset } from "./device-preset";
import { publishedEnergy, publishedEnergySources } from "./published-energy";
import type { Organisation } from "./organisation";
import { jedecCycles, type Timing } from "./timing";

const attacc = "AttAcc simulator (ASPLOS'24), HBM3-PIM device model";
const jesd238 = `JESD238A as in the ${attacc}`;
const hbm2 = `HBM2 in nanoseconds (DRAMsim3 HBM2_8Gb_x128) at this clock, as in the ${attacc}`;

const hbm3Organisation: Organisation = {
  name: "HBM3_8Gb_2R",
  channels: 16,
  pseudoChannels: 2,
  ranks: 2,
  bankGroups: 4,
  banks: 4,
  rows: 16384,
  columns: 32,
  columnBytes: 32,
  densityMegabit: 8192,
};

/** tRFC of an 8 Gb channel, in nanoseconds. */
const refreshNanoseconds = 350;

const timing52: Timing = {
  name: "HBM3_5.2Gbps",
  clockPicoseconds: 769,
  nBL: 2,
  nCL: 19,
  nRCD: 19,
  nRP: 19,
  nRAS: 45,
  nRC: 63,
  nWR: 21,
  nRTPS: 6,
  nRTPL: 8,
  nCWL: 6,
  nCCDS: 2,
  nCCDL: 4,
  nCCDAB: 6,
  nCCDSB: 6,
  nRRDS: 2,
  nRRDL: 4,
  nFAW: 39,
  nWTRS: 8,
  nWTRL: 11,
  nREFI: 5070,
  nRFC: jedecCycles(refreshNanoseconds, 769),
};

const timing48: Timing = {
  name: "HBM3_4.8Gbps",
  clockPicoseconds: 833,
  nBL: 2,
  nCL: 17,
  nRCD: 17,
  nRP: 17,
  nRAS: 41,
  nRC: 58,
  nWR: 20,
  nRTPS: 5,
  nRTPL: 8,
  nCWL: 5,
  nCCDS: 2,
  nCCDL: 4,
  nCCDAB: 6,
  nCCDSB: 6,
  nRRDS: 2,
  nRRDL: 4,
  nFAW: 36,
  nWTRS: 8,
  nWTRL: 10,
  nREFI: 4680,
  nRFC: jedecCycles(refreshNanoseconds, 833),
};

/** MACs as close as the array allows when their power is not limited. */
function withoutPowerConstraint(timing: Timing): Timing {
  return { ...timing, name: `${timing.name}_NPC`, nCCDAB: 4, nCCDSB: 4 };
}

const organisationSources = {
  "organisation.channels": "JESD238A: 16 channels of a stack",
  "organisation.pseudoChannels": "JESD238A: 2 pseudo-channels of a channel",
  "organisation.ranks": "JESD238A: 2 stack identifiers of an 8-high stack",
  "organisation.bankGroups": "JESD238A: 4 bank groups of a rank",
  "organisation.banks": "JESD238A: 4 banks of a bank group",
  "organisation.rows": `8 Gb per channel; ${attacc}`,
  "organisation.columns": `rows of 1 KiB; ${attacc}`,
  "organisation.columnBytes": `32 bits wide, 8 beats; ${attacc}`,
  "organisation.densityMegabit": `channel of 8 Gb; ${attacc}`,
};

const timingSources = {
  "timing.clockPicoseconds": `four transfers per cycle at the preset's rate; ${attacc}`,
  "timing.nBL": jesd238,
  "timing.nCL": hbm2,
  "timing.nRCD": hbm2,
  "timing.nRP": hbm2,
  "timing.nRAS": hbm2,
  "timing.nRC": hbm2,
  "timing.nWR": hbm2,
  "timing.nRTPS": hbm2,
  "timing.nRTPL": hbm2,
  "timing.nCWL": hbm2,
  "timing.nCCDS": jesd238,
  "timing.nCCDL": jesd238,
  "timing.nCCDAB": `AttAcc, section on power: 6 under the power constraint, 4 without; ${attacc}`,
  "timing.nCCDSB": `as nCCDAB; ${attacc}`,
  "timing.nRRDS": hbm2,
  "timing.nRRDL": hbm2,
  "timing.nFAW": hbm2,
  "timing.nWTRS": hbm2,
  "timing.nWTRL": hbm2,
  "timing.nREFI": `3.9 us; ${attacc}`,
  "timing.nRFC": `350 ns of an 8 Gb channel, JEDEC rounding; ${attacc}`,
};

function bankLevel(timing: Timing, description: string): DevicePreset {
  return {
    name: timing.name,
    description,
    level: "bank",
    mode: "lockstep",
    organisation: hbm3Organisation,
    timing,
    energy: publishedEnergy,
    sources: { ...organisationSources, ...timingSources, ...publishedEnergySources },
  };
}

/** Bank-level PIM as in AttAcc: one MAC reads the same column of all 64 banks of a channel. */
export const bankLevelPresets: readonly DevicePreset[] = [
  bankLevel(timing52, "HBM3 at 5.2 Gbps, a MAC unit at every bank, power-constrained"),
  bankLevel(
    withoutPowerConstraint(timing52),
    "HBM3 at 5.2 Gbps, a MAC unit at every bank, without the power constraint",
  ),
  bankLevel(timing48, "HBM3 at 4.8 Gbps, a MAC unit at every bank, power-constrained"),
  bankLevel(
    withoutPowerConstraint(timing48),
    "HBM3 at 4.8 Gbps, a MAC unit at every bank, without the power constraint",
  ),
];
