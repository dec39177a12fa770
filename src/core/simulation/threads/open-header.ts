import { withFile } from "../../files/file-error";
import { settled } from "../../files/settled";
import { readLength } from "../../trace/header/read-header";
import { openOutlined, openTrace } from "../../trace/open-trace";
import type { TokenTrace } from "../../trace/trace";
import type { SimulationPool } from "./pool";
import { locateSource, type LocatedTrace, type TraceLocation } from "./trace-location";

/** Bytes of a header that is read sooner here, in a few milliseconds, than a thread starts. */
const mostBytesHere = 2 ** 17;

/**
 * Opens the trace at `place` for its header and tokens without keeping the caller busy: a thread
 * reads and checks a long header and tells what it says in short (see `shortHeader`).
 * @throws InputError if it cannot be read or is not a trace
 */
export async function locateHeader(
  place: TraceLocation,
  threads: Pick<SimulationPool, "outline">,
): Promise<LocatedTrace<TokenTrace>> {
  const located = await locateSource(place);
  const { source, isAt } = located;
  // What is wrong with the length is for whoever reads the header to say.
  const bytes = await readLength(source).catch(() => 0);
  if (bytes <= mostBytesHere) {
    const trace = await openTrace(source);
    return { trace, location: located.location, isAt };
  }
  try {
    const outline = await settled(source, () => threads.outline(located.location));
    return { trace: openOutlined(source, outline), location: located.location, isAt };
  } catch (error) {
    await source.close();
    throw withFile(error, source.name);
  }
}

/** The same without a word on where it was found. */
export async function openHeader(
  place: TraceLocation,
  threads: Pick<SimulationPool, "outline">,
): Promise<TokenTrace> {
  return (await locateHeader(place, threads)).trace;
}
