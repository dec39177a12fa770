import type { ViewName } from "../../shared/protocol";
import type { InspectorProvider } from "../inspector/inspector-provider";
import { needSession } from "./need-session";

/** Brings a view of the trace in front of the user. */
export async function showView(provider: InspectorProvider, view: ViewName): Promise<void> {
  const session = await needSession(provider);
  session?.reveal();
  session?.tell({ kind: "show", view });
}
