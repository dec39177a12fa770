import { basename } from "node:path";
import type { OpenedTrace } from "../../../shared/protocol";
import { describedHeader } from "../trace/described-header";
import type { TraceDocument } from "../trace/trace-document";
import { buildCatalog } from "./catalog";
import type { PageView } from "./page-view";
import type { TraceSettings } from "./trace-settings";

/**
 * A trace as its page is told it, which shows it with its view from then on.
 * @throws InputError where it cannot be shown; whatever keeps it from being read
 */
export async function openedTrace(
  document: TraceDocument,
  view: PageView,
  settings: TraceSettings,
): Promise<OpenedTrace> {
  const opened = document.need();
  const header = describedHeader(opened.trace.header);
  const catalog = buildCatalog(await settings.readOrWarn());
  // The file may have been written again while the settings were read.
  if (document.state !== opened) return openedTrace(document, view, settings);
  const { panel, isNew } = view;
  return {
    name: basename(document.uri.path),
    fileSize: opened.file.size,
    header,
    catalog,
    viewState: view.restore(header),
    ...(panel && { panel }),
    ...(isNew && { isNew }),
  };
}
