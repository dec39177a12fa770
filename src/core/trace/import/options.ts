import type { FloatType } from "../format";
import type { NamePattern } from "./array-names";

/** What the user says about a dump; whatever is left out is read from names and shapes. */
export interface ImportOptions {
  /** Names that are not recognised, or mean something else. */
  readonly map?: readonly NamePattern[];
  /** Axes of keys, values and queries, such as BHTD; see `checkLayout`. */
  readonly layout?: string;
  /** Axes of selected indices, such as HSK. */
  readonly indexLayout?: string;
  /** Which sequence, where a dump holds several. */
  readonly batch?: number;
  /** P */
  readonly promptTokens?: number;
  /** Selected indices are pages of so many tokens. */
  readonly pageTokens?: number;
  /** For dumps without keys and queries, whose shapes would say it. */
  readonly kvHeads?: number;
  readonly headDimension?: number;
  readonly softmaxScale?: number;
  /** Of the trace; that of the keys if absent, F32 for 64-bit ones. */
  readonly dataType?: FloatType;
  /** Says where the dump comes from. */
  readonly source?: string;
}
