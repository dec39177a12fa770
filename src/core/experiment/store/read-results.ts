import type { KnownResults } from "../../simulation/run/known-results";
import type { RunFolder } from "./run-folder";
import { StoredResults } from "./stored-results";

/**
 * Reads everything that a complete run found out about one trace: for runs that fit into memory.
 * @param trace its index in the run's record
 * @throws InputError when the run is not complete, or a table is missing or damaged
 */
export async function readResults(run: RunFolder, trace: number): Promise<KnownResults> {
  const results = new StoredResults(run, trace);
  try {
    return { plan: results.plan, heads: await results.all() };
  } finally {
    await results.close();
  }
}
