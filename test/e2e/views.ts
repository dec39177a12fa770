/** What a person waits for before looking at a view. */
import type { Frame } from "playwright-core";
import type { ViewName } from "../../src/shared/protocol";
import type { InspectorPage } from "./inspector-page";

const signs: Readonly<Record<ViewName, string>> = {
  banks: ".multiple .heat-map-canvas",
  time: "#chart-cycles[aria-label] canvas",
  timeline: ".timeline-length:not(:empty)",
  tokens: ".tokens .picture-card:not(.waiting)",
  clusters: ".clusters .picture-card:not(.waiting)",
  "trade-off": "#chart-trade-off[aria-label]",
};

/** Resolves once a view that was just opened shows its content. */
export async function contentOf(frame: Frame, view: ViewName): Promise<void> {
  await frame.locator(`#panel-${view}`).waitFor({ state: "visible" });
  await frame.locator(signs[view]).first().waitFor();
  // What came is drawn in the next frame.
  await frame.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
}

/** Opens a view with the mouse and waits for its content. */
export async function showView(page: InspectorPage, view: ViewName): Promise<void> {
  await page.show(view);
  await contentOf(page.frame, view);
}
