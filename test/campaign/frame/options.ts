import { parseArgs } from "node:util";

/** How a campaign is run. */
export interface CampaignOptions {
  readonly minutes: number;
  readonly seed: number;
  /** Names; all kinds where empty. */
  readonly kinds: readonly string[];
  /** Whether it begins anew instead of where it was stopped. */
  readonly fresh: boolean;
  /** Processes that make tries. */
  readonly processes: number;
  /** A reproducer to try again instead. */
  readonly again: string | undefined;
}

const defaultProcesses = 2;

/** @throws Error where an option is none or no number */
export function readOptions(args: readonly string[]): CampaignOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: "string", default: "1" },
      seed: { type: "string", default: "1" },
      kinds: { type: "string", default: "" },
      fresh: { type: "boolean", default: false },
      processes: { type: "string", default: String(defaultProcesses) },
      again: { type: "string" },
    },
  });
  const number = (name: "minutes" | "seed" | "processes") => {
    const value = Number(values[name]);
    if (!(value >= 0)) throw new Error(`--${name} ${values[name]} is no number of at least 0`);
    return value;
  };
  return {
    minutes: number("minutes"),
    seed: number("seed"),
    kinds: values.kinds.split(",").filter((name) => name !== ""),
    fresh: values.fresh,
    processes: Math.max(1, number("processes")),
    again: values.again,
  };
}
