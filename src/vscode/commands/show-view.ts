import type { ViewName } from "../../shared/protocol";
import type { InspectorProvider } from "../inspector/inspector-provider";
import { needSession } from "./need-session";
import { readArguments } from "./trace-argument";

/** Brings a view of the trace in front of the user. */
export async function showView(
  provider: InspectorProvider,
  view: ViewName,
  given: unknown,
): Promise<void> {
  const session = await needSession(provider, readArguments(given).trace);
  session?.reveal();
  session?.tell({ kind: "show", view });
}
