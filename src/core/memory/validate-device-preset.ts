import { InputError, type InputPlace } from "../errors";
import type { DevicePreset } from "./device-preset";
import { energyConstants } from "./energy-constants";
import {
  bankBytes,
  banksPerChannel,
  lanesPerChannel,
  organisationConstants,
  rowBytes,
  slotsPerLine,
} from "./organisation";
import { timingParameters, type Timing } from "./timing";

/** Addresses inside a channel are 32-bit numbers. */
const addressLimit = 2 ** 32;

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
    requireCount(preset.timing[name], `timing.${name}`, refuse);
  }
  for (const name of energyConstants) {
    const value: unknown = preset.energy[name];
    if (typeof value !== "number" || !Number.isFinite(value) || value < 0) {
      refuse(`energy.${name}`, `must be a number of at least 0, not ${JSON.stringify(value)}`);
    }
  }
  requireConsistentTiming(preset.timing, refuse);
  requireUsableOrganisation(preset, refuse);
}

type Refuse = (field: string, reason: string) => never;

function requireCount(value: unknown, field: string, refuse: Refuse): void {
  if (value === undefined) refuse(field, "is missing");
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 1) {
    refuse(field, `must be a whole number of at least 1, not ${JSON.stringify(value)}`);
  }
}

function requireConsistentTiming(timing: Timing, refuse: Refuse): void {
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
  if (timing.nRFC >= timing.nREFI) {
    refuse("timing.nRFC", `${timing.nRFC} leaves no time between refreshes, nREFI ${timing.nREFI}`);
  }
}

function requireUsableOrganisation({ organisation, level, mode }: DevicePreset, refuse: Refuse) {
  for (const name of organisationConstants) {
    const value = organisation[name];
    if (name !== "channels" && name !== "densityMegabit" && !isPowerOfTwo(value)) {
      refuse(`organisation.${name}`, `${value} is no power of two`);
    }
  }
  const lanes = lanesPerChannel(organisation);
  if (lanes !== slotsPerLine) {
    refuse(
      "organisation",
      `has ${lanes} lanes in a channel where a line has ${slotsPerLine} slots`,
    );
  }
  if (organisation.channels > 256) {
    refuse("organisation.channels", `${organisation.channels} is above 256`);
  }
  const bytes = banksPerChannel(organisation) * bankBytes(organisation);
  if (bytes > addressLimit) refuse("organisation", `a channel of ${bytes} bytes is above 4 GiB`);
  const megabit = (bytes * 8) / 2 ** 20;
  if (organisation.densityMegabit !== megabit) {
    refuse(
      "organisation.densityMegabit",
      `${organisation.densityMegabit} is not what its levels hold, ${megabit} Mbit`,
    );
  }
  if (bankBytes(organisation) < 16 * rowBytes(organisation)) {
    refuse("organisation.rows", `${organisation.rows} leave no room for keys and values`);
  }
  if (mode === "independent-banks" && level !== "bank") {
    refuse("mode", `independent-banks needs MAC units at the banks, not at the ${level}`);
  }
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value));
}
