/** How a stack is divided; each level counts its parts inside one part of the level above. */
export interface Organisation {
  readonly name: string;
  /** Channels of a stack; each has a controller and a command stream of its own. */
  readonly channels: number;
  readonly pseudoChannels: number;
  readonly ranks: number;
  readonly bankGroups: number;
  /** Banks of a bank group. */
  readonly banks: number;
  /** Rows of a bank. */
  readonly rows: number;
  /** Columns of a row. */
  readonly columns: number;
  /** Bytes that one column access moves. */
  readonly columnBytes: number;
  /** Capacity of a channel's density class in Mbit, which fixes the refresh time. */
  readonly densityMegabit: number;
}

/** Banks of a channel, 64 in HBM3_8Gb_2R. */
export function banksPerChannel(organisation: Organisation): number {
  return lanesPerChannel(organisation) * organisation.banks;
}

/** Lanes of a channel (pseudo-channel, rank, bank group): a token's K and V lie in one lane. */
export function lanesPerChannel({ pseudoChannels, ranks, bankGroups }: Organisation): number {
  return pseudoChannels * ranks * bankGroups;
}

/** Bytes of one bank's row. */
export function rowBytes({ columns, columnBytes }: Organisation): number {
  return columns * columnBytes;
}

/** Bytes of one bank. */
export function bankBytes(organisation: Organisation): number {
  return organisation.rows * rowBytes(organisation);
}

/** Bytes of one channel; addresses inside a channel lie below it. */
export function channelBytes(organisation: Organisation): number {
  return banksPerChannel(organisation) * bankBytes(organisation);
}

/** Names of the counts of an organisation, all whole numbers of at least 1. */
export const organisationConstants = [
  "channels",
  "pseudoChannels",
  "ranks",
  "bankGroups",
  "banks",
  "rows",
  "columns",
  "columnBytes",
  "densityMegabit",
] as const satisfies readonly (keyof Organisation)[];
