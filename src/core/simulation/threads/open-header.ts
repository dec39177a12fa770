import { withFile } from "../../files/file-error";
import { readLength } from "../../trace/header/read-header";
import { openOutlined, openTrace } from "../../trace/open-trace";
import type { TokenTrace } from "../../trace/trace";
import type { SimulationPool } from "./pool";
import { openSource, type TraceLocation } from "./trace-location";

/** Bytes of a header that is read sooner here, in a few milliseconds, than a thread starts. */
const mostBytesHere = 2 ** 17;

/**
 * Opens the trace at `location` for its header and tokens without keeping the caller busy: a thread
 * reads and checks a long header and tells what it says in short (see `shortHeader`).
 * @throws InputError if it cannot be read or is not a trace
 */
export async function openHeader(
  location: TraceLocation,
  threads: Pick<SimulationPool, "outline">,
): Promise<TokenTrace> {
  const source = await openSource(location);
  // What is wrong with the length is for whoever reads the header to say.
  const bytes = await readLength(source).catch(() => 0);
  if (bytes <= mostBytesHere) return openTrace(source);
  try {
    const outline = await threads.outline(location);
    await source.checkUnchanged();
    return openOutlined(source, outline);
  } catch (error) {
    await source.close();
    throw withFile(error, source.name);
  }
}
