import { retryChanged } from "../../files/retry-changed";
import { locateTrace, type LocatedTrace, type TraceLocation } from "./trace-location";

/**
 * What `work` makes of the trace at `location`, all of it of one content: where the file changes
 * meanwhile, the work is done once more.
 * @param work keeps nothing of what it was told of a try that failed
 * @throws InputError if the trace cannot be read, is not a trace, or changes again and again; what
 *   `work` throws
 */
export async function withSteadyTrace<Result>(
  location: TraceLocation,
  work: (located: LocatedTrace) => Promise<Result>,
): Promise<Result> {
  return retryChanged(async () => {
    const located = await locateTrace(location);
    try {
      const result = await work(located);
      await located.trace.checkContent();
      return result;
    } finally {
      await located.trace.close();
    }
  });
}
