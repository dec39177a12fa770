import type { DevicePreset } from "./device-preset";

/**
 * Most bytes per cycle that the MAC units of one channel can read, when every read hits an open row:
 * the columns that one MAC command reads over the cycles between two of them.
 */
export function peakBytesPerCycle({ level, organisation, timing }: DevicePreset): number {
  const { pseudoChannels, ranks, bankGroups, banks, columnBytes } = organisation;
  switch (level) {
    case "bank":
      return (pseudoChannels * ranks * bankGroups * banks * columnBytes) / timing.nCCDAB;
    case "bank-group":
      return (pseudoChannels * ranks * bankGroups * columnBytes) / timing.nCCDSB;
    case "buffer":
      return (pseudoChannels * columnBytes) / timing.nCCDS;
  }
}
