import { bankLevelPresets } from "./bank-level-presets";
import type { DevicePreset } from "./device-preset";

const [constrained] = bankLevelPresets;

/** The same stack with its MAC units elsewhere, or with bank groups that run on their own. */
export const otherLevelPresets: readonly DevicePreset[] = [
  {
    ...constrained,
    name: "HBM3_5.2Gbps_BankGroup",
    description: "HBM3 at 5.2 Gbps, a MAC unit at every bank group, power-constrained",
    level: "bank-group",
  },
  {
    ...constrained,
    name: "HBM3_5.2Gbps_Buffer",
    description: "HBM3 at 5.2 Gbps, MAC units on the base die, one per pseudo-channel",
    level: "buffer",
  },
  {
    ...constrained,
    name: "HBM3_5.2Gbps_Independent",
    description: "HBM3 at 5.2 Gbps, a MAC unit at every bank, each bank group with its own reads",
    mode: "independent-banks",
  },
];
