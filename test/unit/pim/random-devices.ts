import fc from "fast-check";
import type { DevicePreset } from "../../../src/core/memory/device-preset";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import {
  banksPerChannel,
  channelBytes,
  rowBytes,
  type Organisation,
} from "../../../src/core/memory/organisation";
import type { Timing } from "../../../src/core/memory/timing";
import { withDistinct } from "../../fixtures/memory/distinct-device";

const powerOfTwo = (least: number, most: number): fc.Arbitrary<number> =>
  fc.integer({ min: Math.log2(least), max: Math.log2(most) }).map((bits) => 2 ** bits);

/** Least capacity of a channel that the density of an organisation can name. */
const megabitBytes = 2 ** 17;

/** The density that the counts of an organisation make. */
export function withDensity(organisation: Organisation): Organisation {
  return { ...organisation, densityMegabit: channelBytes(organisation) / megabitBytes };
}

/** 1 to 32 lanes of 1 to 32 banks, with rows and columns of unusual counts and sizes. */
const organisationArbitrary: fc.Arbitrary<Organisation> = fc
  .record({
    pseudoChannels: powerOfTwo(1, 4),
    ranks: powerOfTwo(1, 4),
    bankGroups: powerOfTwo(1, 8),
    banks: powerOfTwo(1, 32),
    rows: powerOfTwo(16, 1024),
    columns: powerOfTwo(1, 64),
    columnBytes: powerOfTwo(4, 128),
  })
  .filter(({ pseudoChannels, ranks, bankGroups }) => pseudoChannels * ranks * bankGroups <= 32)
  .map((counts) => {
    const organisation = { ...counts, name: "random", channels: 3, densityMegabit: 0 };
    const least = megabitBytes / banksPerChannel(organisation) / rowBytes(organisation);
    return withDensity({ ...organisation, rows: Math.max(organisation.rows, least) });
  });

const cycles = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

/** Timings in proportions that a device file may have. */
const timingArbitrary: fc.Arbitrary<Timing> = fc
  .record({
    nBL: cycles(1, 5),
    nRCD: cycles(1, 40),
    precharge: cycles(0, 30),
    cycle: cycles(0, 30),
    nRP: cycles(1, 30),
    nRTPL: cycles(1, 20),
    nCCDS: cycles(1, 6),
    nCCDL: cycles(0, 6),
    nCCDAB: fc.oneof(cycles(1, 13), cycles(50, 80)),
    nCCDSB: cycles(1, 13),
    nRRDS: cycles(1, 10),
    nRRDL: cycles(0, 10),
    nFAW: cycles(0, 40),
    nRFC: cycles(1, 300),
    nREFI: cycles(0, 400),
  })
  .map(({ precharge, cycle, ...drawn }) => {
    const nRAS = drawn.nRCD + precharge;
    const nRC = Math.max(nRAS + cycle, drawn.nRP);
    const nRRDL = drawn.nRRDS + drawn.nRRDL;
    const nFAW = nRRDL + drawn.nFAW;
    return {
      ...defaultDevicePreset.timing,
      ...drawn,
      nRAS,
      nRC,
      nRRDL,
      nFAW,
      nRTPS: 1,
      nCCDL: drawn.nCCDS + drawn.nCCDL,
      nREFI: drawn.nRFC + 3 * nRC + 2 * nFAW + 7 + drawn.nREFI,
    };
  });

const modes = [
  { level: "bank", mode: "lockstep" },
  { level: "bank-group", mode: "lockstep" },
  { level: "buffer", mode: "lockstep" },
  { level: "bank", mode: "independent-banks" },
] as const satisfies readonly Partial<DevicePreset>[];

const drawnDevices: fc.Arbitrary<DevicePreset> = fc
  .record({
    organisation: organisationArbitrary,
    timing: fc.oneof(fc.constant(defaultDevicePreset.timing), timingArbitrary),
    mode: fc.constantFrom(...modes),
  })
  .map(({ organisation, timing, mode }) => ({
    ...defaultDevicePreset,
    ...mode,
    name: "random",
    organisation,
    timing,
    sources: {},
  }));

/** Devices of any shape; shown by what they are made of where a property fails. */
export const deviceArbitrary = withDistinct(drawnDevices);

/** Those that follow one command stream. */
export const lockstepDeviceArbitrary = deviceArbitrary.map((device): DevicePreset => ({
  ...device,
  mode: "lockstep",
}));

/** Values per vector and their size. */
export interface VectorShape {
  readonly headDimension: number;
  readonly elementBytes: number;
}

/** The most slots whose keys, and as many values, have room in every bank of a device. */
export function mostSlots(device: DevicePreset, { headDimension, elementBytes }: VectorShape) {
  const { pseudoChannels, ranks, bankGroups, banks, rows, columns, columnBytes } =
    device.organisation;
  const groups = ranks * bankGroups;
  const lanes = pseudoChannels * groups;
  const [slotsPerLine, spread, banksInTurn] = {
    bank: [lanes, banks, 1],
    "bank-group": [lanes, 1, banks],
    buffer: [pseudoChannels, 1, groups * banks],
  }[device.level];
  const vectorColumns = Math.ceil((headDimension * elementBytes) / (spread * columnBytes));
  const lines = Math.floor(((rows / 4) * columns * banksInTurn) / vectorColumns);
  return lines * slotsPerLine;
}
