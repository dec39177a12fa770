/** The inspector's real page in Chromium. The host's part is played by what the host really sends. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { defaultRuns } from "../../src/core/simulation/run/default-runs";
import { openLocation } from "../../src/core/simulation/threads/trace-location";
import { defaultView } from "../../src/shared/default-view";
import { stylesFor } from "../../src/shared/run-styles";
import type { HostMessage, OpenedTrace } from "../../src/shared/protocol";
import { buildCatalog } from "../../src/vscode/inspector/page/catalog";
import { describedHeader } from "../../src/vscode/inspector/trace/described-header";

const size = { width: 1200, height: 900 };
const address = "http://inspector.bench/";

/** What the host does between the file and its answer to the page's first message. */
export async function openForPage(file: string, fileSize: number): Promise<OpenedTrace> {
  const trace = await openLocation({ kind: "file", path: file });
  await trace.close();
  const header = describedHeader(trace.header);
  const catalog = buildCatalog({ devices: [], policyParameters: {} });
  const layer = header.layers[Math.floor(header.layers.length / 2)].id;
  const runs = defaultRuns(header, 1024);
  return {
    name: path.basename(file),
    fileSize,
    header,
    catalog,
    viewState: { ...defaultView, layer, runs, runStyles: stylesFor(runs) },
  };
}

/**
 * Loads the page with a trace: it gets its answer to `open` at once, as a message. What else it
 * asks for is kept in `window.asked` for the measurement to answer.
 */
export async function loadInspector(browser: Browser, trace: OpenedTrace): Promise<Page> {
  const page = await browser.newPage({ viewport: size });
  const html = [
    "<!DOCTYPE html><html><head><meta charset='utf-8' />",
    `<style>${readFileSync("dist/webview.css", "utf8")}</style></head>`,
    "<body class='vscode-dark' style='background: #1e1e1e; color: #ccc'>",
    "<main id='inspector'></main>",
    `<script>${hostScript(trace)}</script>`,
    `<script>${readFileSync("dist/webview.js", "utf8")}</script>`,
    "</body></html>",
  ].join("\n");
  await page.route(address, (route) =>
    route.fulfill({ body: html, contentType: "text/html; charset=utf-8" }),
  );
  await page.goto(address);
  await page.waitForFunction("window.firstPaint !== undefined");
  return page;
}

/** Milliseconds from the start of the page's script until the trace is on screen. */
export function firstPaintOf(page: Page): Promise<number> {
  return page.evaluate<number>("window.firstPaint - window.scriptStart");
}

/** Sends messages as the host would; their arrays go in base64, which is not measured. */
export async function sendToPage(page: Page, messages: readonly HostMessage[]): Promise<void> {
  for (const message of messages) {
    const text = JSON.stringify(message, (_, value: unknown) => {
      return value instanceof Float64Array || value instanceof Float32Array ? packed(value) : value;
    });
    await page.evaluate(`window.receive(${JSON.stringify(text)})`);
  }
}

function packed(array: Float64Array | Float32Array) {
  const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength);
  return { array: array.constructor.name, base64: bytes.toString("base64") };
}

function hostScript(trace: OpenedTrace): string {
  return `
    window.asked = [];
    const opened = ${JSON.stringify(trace).replaceAll("<", "\\u003c")};
    window.acquireVsCodeApi = () => ({
      getState: () => undefined,
      setState: () => undefined,
      postMessage: (message) => {
        if (message.kind !== "open") window.asked.push(message);
        else window.postMessage({ kind: "reply", id: message.id, value: opened });
      },
    });
    const shown = new MutationObserver(() => {
      if (!document.querySelector("#trace-name")?.textContent) return;
      shown.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => {
        window.firstPaint = performance.now();
      }));
    });
    shown.observe(document.getElementById("inspector"), { childList: true, subtree: true });
    const arrays = { Float64Array, Float32Array };
    window.receive = (text) => {
      const message = JSON.parse(text, (_, value) => {
        if (!value?.base64) return value;
        const bytes = Uint8Array.from(atob(value.base64), (character) => character.charCodeAt(0));
        return new arrays[value.array](bytes.buffer);
      });
      window.dispatchEvent(new MessageEvent("message", { data: message }));
    };
    window.scriptStart = performance.now();`;
}
