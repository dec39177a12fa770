import type { Random } from "../../../src/core/trace/generate/random";

/** What a try that is no failure came to. */
export type Outcome = "accepted" | "refused";

/** What one try is made of. */
export interface Attempt {
  /** Of the seed, the kind and the index of the try alone. */
  readonly random: Random;
  /** Makes a folder of this try alone; it is removed afterwards. */
  readonly folder: () => string;
  /** Says what is about to be tried, so that a failure can be looked at without the campaign. */
  readonly keep: (tried: Uint8Array | string) => void;
}

/** Makes one try. @throws whatever breaks a law: it fails the try */
export type Try = (attempt: Attempt) => Promise<Outcome>;

/** One way to disturb the product. */
export interface Kind {
  readonly name: string;
  /** Milliseconds of processor time above which a try hangs; a second where absent. */
  readonly longest?: number;
  /** Bytes that a try may allocate; 64 MiB beyond what is tried where absent. */
  readonly mostBytes?: number;
  /**
   * Prepares what all tries share; once per process.
   * @param folder of the process alone; what is in it is removed in the end
   */
  prepare(folder: string): Try | Promise<Try>;
}
