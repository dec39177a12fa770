import { version } from "../../../../package.json";

/**
 * Raised by every change that moves a figure, so that no stored unit of an older program is taken
 * for a result of this one.
 */
export const resultsVersion = 2;

/** Which program made a result. */
export interface ProgramVersion {
  readonly version: string;
  /** See `resultsVersion`. */
  readonly results: number;
}

export const thisProgram: ProgramVersion = { version, results: resultsVersion };

/** Whether two programs give the same figures. */
export function givesSameResults(one: ProgramVersion, other: ProgramVersion): boolean {
  return one.results === other.results;
}

export function describeProgram({ version, results }: ProgramVersion): string {
  return `version ${version}, results ${results}`;
}
