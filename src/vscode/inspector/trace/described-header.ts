import { InputError } from "../../../core/errors";
import { shortHeader } from "../../../core/trace/header/short-header";
import type { TraceHeader } from "../../../core/trace/trace";

/** More layers than any model has; the page lists them all. */
const mostLayers = 10_000;

/**
 * A header as a page is told it: its texts are the file's, and may be of any length.
 * @throws InputError where there are more layers than a page can list
 */
export function describedHeader(header: TraceHeader): TraceHeader {
  const { layers } = header;
  if (layers.length > mostLayers) {
    throw new InputError(
      "layers",
      `${layers.length} are more than the ${mostLayers} that can be shown`,
    );
  }
  const { furtherTensors, ...told } = shortHeader(header);
  if (furtherTensors === undefined) return told;
  return { ...told, unknownTensors: [...told.unknownTensors, `and ${furtherTensors} more`] };
}
