import { InputError, type InputPlace } from "../errors";
import type { DevicePreset } from "./device-preset";
import { energyConstants } from "./energy-constants";
import {
  bankBytes,
  banksPerChannel,
  channelBytes,
  lanesPerChannel,
  organisationConstants,
} from "./organisation";
import { timingParameters, type Timing } from "./timing";

/** Addresses inside a channel are 32-bit numbers, and so is how far one is shifted. */
const mostChannelBytes = 2 ** 32;
const mostBankBytes = 2 ** 31;
/** A program and a log of commands keep the channel of each entry in a byte. */
const mostChannels = 256;
/** The slots of a line, one a lane, are the bits of a 32-bit number. */
const mostLanes = 32;
/** The banks of a bank group in which a column is wanted are, too. */
const mostBanksOfGroup = 32;
/** Keys and values, an index and clusters each have whole rows of a bank (`regionsOf`). */
const leastRows = 16;
/** A few bytes are kept for each row of each bank. */
const mostRowsOfChannel = 2 ** 24;
/** A column holds whole numbers, of 4 bytes at most. */
const leastColumnBytes = 4;
/** Clocks are 32-bit numbers, of which a run leaves room for a few timings (`requireCycle`). */
const timingLimit = 2 ** 24;

/**
 * Refuses a preset whose numbers cannot belong to one machine.
 * @param place where the preset was read from
 * @throws InputError naming the first number that is missing, out of range or inconsistent
 */
export function validateDevicePreset(preset: DevicePreset, place: InputPlace = {}): void {
  const refuse = (field: string, reason: string): never => {
    throw new InputError(`${preset.name}.${field}`, reason, place);
  };
  for (const name of organisationConstants) {
    requireCount(preset.organisation[name], `organisation.${name}`, refuse);
  }
  for (const name of timingParameters) {
    const value = preset.timing[name];
    requireCount(value, `timing.${name}`, refuse);
    if (name !== "clockPicoseconds" && value >= timingLimit) {
      refuse(`timing.${name}`, `${value} is not below ${timingLimit}`);
    }
  }
  for (const name of energyConstants) {
    const value: unknown = preset.energy[name];
    if (typeof value !== "number" || !Number.isFinite(value) || value < 0) {
      refuse(`energy.${name}`, `must be a number of at least 0, not ${JSON.stringify(value)}`);
    }
  }
  requireConsistentTiming(preset, refuse);
  requireUsableOrganisation(preset, refuse);
}

type Refuse = (field: string, reason: string) => never;

function requireCount(value: unknown, field: string, refuse: Refuse): void {
  if (value === undefined) refuse(field, "is missing");
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 1) {
    refuse(field, `must be a whole number of at least 1, not ${JSON.stringify(value)}`);
  }
}

function requireConsistentTiming({ timing, organisation }: DevicePreset, refuse: Refuse): void {
  const atMost = (small: keyof Timing, large: keyof Timing): void => {
    if (timing[small] > timing[large]) {
      refuse(`timing.${small}`, `${timing[small]} is above ${large}, ${timing[large]}`);
    }
  };
  atMost("nRAS", "nRC");
  atMost("nRCD", "nRAS");
  atMost("nRP", "nRC");
  atMost("nCCDS", "nCCDL");
  atMost("nRRDS", "nRRDL");
  atMost("nRTPS", "nRTPL");
  atMost("nRRDL", "nFAW");
  const { nRFC, nRC, nFAW, nREFI } = timing;
  // Between two refreshes a row is closed, refreshed, opened behind others of its rank, and read.
  const busy = nRFC + 3 * nRC + 2 * nFAW + organisation.pseudoChannels + 2;
  if (nREFI <= busy) {
    const rule = "nRFC + 3 nRC + 2 nFAW + pseudoChannels + 2";
    refuse(
      "timing.nRFC",
      `${nRFC} leaves no time to read between refreshes: nREFI, ${nREFI}, must be above ${rule}, ${busy}`,
    );
  }
}

function requireUsableOrganisation({ organisation, level, mode }: DevicePreset, refuse: Refuse) {
  for (const name of organisationConstants) {
    const value = organisation[name];
    if (name !== "channels" && name !== "densityMegabit" && !isPowerOfTwo(value)) {
      refuse(`organisation.${name}`, `must be a power of two, not ${value}`);
    }
  }
  const { channels, banks, rows, columnBytes, densityMegabit } = organisation;
  const atMost = (field: string, value: number, most: number, what = ""): void => {
    if (value > most) refuse(field, `${value}${what} is above ${most}`);
  };
  atMost("organisation.channels", channels, mostChannels);
  atMost("organisation.banks", banks, mostBanksOfGroup);
  if (columnBytes < leastColumnBytes) {
    refuse("organisation.columnBytes", `${columnBytes} is below ${leastColumnBytes}`);
  }
  if (rows < leastRows) {
    refuse("organisation.rows", `${rows} leave no room for keys and values; ${leastRows} do`);
  }
  atMost(
    "organisation.bankGroups",
    lanesPerChannel(organisation),
    mostLanes,
    " lanes in a channel",
  );
  const rowsOfChannel = rows * banksPerChannel(organisation);
  atMost("organisation.rows", rowsOfChannel, mostRowsOfChannel, " rows in a channel");
  const bytes = channelBytes(organisation);
  atMost("organisation", bytes, mostChannelBytes, " bytes in a channel");
  atMost("organisation", bankBytes(organisation), mostBankBytes, " bytes in a bank");
  const megabit = (bytes * 8) / 2 ** 20;
  if (densityMegabit !== megabit) {
    refuse(
      "organisation.densityMegabit",
      `${densityMegabit} is not what its levels hold, ${megabit} Mbit`,
    );
  }
  if (mode === "independent-banks" && level !== "bank") {
    refuse("mode", `independent-banks needs MAC units at the banks, not at the ${level}`);
  }
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value));
}
