import type { InspectorProvider } from "../inspector/inspector-provider";
import type { PanelView } from "../inspector/panels/view-panel";
import type { ViewPanels } from "../inspector/panels/view-panels";
import { needSession } from "./need-session";
import { readArguments } from "./trace-argument";

/** Shows a view of a trace in a panel beside the editor, which follows the active trace. */
export async function showBeside(
  provider: InspectorProvider,
  panels: ViewPanels,
  view: PanelView,
  given: unknown,
): Promise<void> {
  const session = await needSession(provider, readArguments(given).trace);
  if (session) await panels.show(view, session.document.uri);
}
