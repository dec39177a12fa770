import type { PageActionName } from "../../shared/page-actions";
import type { InspectorProvider } from "../inspector/inspector-provider";
import { needSession } from "./need-session";
import { readArguments } from "./trace-argument";

/** Does on the page of a trace what a key does there. */
export async function actOnPage(
  provider: InspectorProvider,
  action: PageActionName,
  given: unknown,
): Promise<void> {
  const session = await needSession(provider, readArguments(given).trace);
  session?.tell({ kind: "act", action });
}
