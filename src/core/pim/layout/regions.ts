import { bankBytes, type Organisation } from "../../memory/organisation";

/** Where in each bank the kinds of data of a channel begin, as byte offsets. */
export interface Regions {
  /** Keys, iteration after iteration. */
  readonly keys: number;
  /** Values: half a bank above the keys, 8 MiB in HBM3_8Gb_2R (docs/pim-model.md#addresses). */
  readonly values: number;
  /** Vectors that an index reads, in rows of their own. */
  readonly index: number;
  /** Key windows while they are clustered, in rows of their own. */
  readonly clustering: number;
  /** Their centroids, in rows of their own. */
  readonly centroids: number;
  readonly end: number;
}

export function regionsOf(organisation: Organisation): Regions {
  const end = bankBytes(organisation);
  return {
    keys: 0,
    values: end / 2,
    index: (end / 4) * 3,
    clustering: (end / 16) * 14,
    centroids: (end / 16) * 15,
    end,
  };
}
