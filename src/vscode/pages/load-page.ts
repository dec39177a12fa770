import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

/** The pages that the one bundle can start as. */
export type PageName = "inspector" | "arrays";

/** Loads a page into a panel. @param extension folder of this extension */
export function loadPage(
  { webview, title }: vscode.WebviewPanel,
  extension: vscode.Uri,
  page: PageName = "inspector",
): void {
  webview.options = {
    enableScripts: true,
    localResourceRoots: [vscode.Uri.joinPath(extension, "dist")],
  };
  webview.html = renderPage(webview, extension, title, page);
}

/**
 * The page's HTML. Scripts run only with this load's nonce; nothing is fetched from a network.
 * The toolkit adds one style element of its own and takes the nonce for it from `csp-nonce`.
 */
function renderPage(
  webview: vscode.Webview,
  extension: vscode.Uri,
  title: string,
  page: PageName,
): string {
  const nonce = randomBytes(16).toString("base64");
  const resource = (name: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extension, "dist", name)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `img-src ${webview.cspSource} data:`,
    `font-src ${webview.cspSource}`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta property="csp-nonce" content="${nonce}" />
    <link rel="stylesheet" href="${resource("webview.css")}" />
    <title>${escapeHtml(title)}</title>
  </head>
  <body>
    <main id="inspector" data-page="${page}"></main>
    <script nonce="${nonce}" src="${resource("webview.js")}"></script>
  </body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
