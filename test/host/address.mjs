/**
 * @typedef {object} PageOptions
 * @property {string} folder absolute path of the folder to open
 * @property {string} [openFile] absolute path of a file to open in it
 * @property {string} [extensionDevelopmentPath] absolute path of an unpacked extension
 * @property {string} [extensionTestsPath] absolute path of the module whose run() the host calls
 */

const payloadKeys = /** @type {const} */ ([
  "openFile",
  "extensionDevelopmentPath",
  "extensionTestsPath",
]);

/**
 * Address of the page that shows a folder.
 *
 * @param {{ origin: string, authority: string }} server
 * @param {PageOptions} options
 * @returns {string}
 */
export function pageAddress(server, options) {
  const payload = payloadKeys.flatMap((key) => {
    const path = options[key];
    return path === undefined ? [] : [[key, remoteUri(server.authority, path)]];
  });
  const address = new URL(server.origin);
  address.searchParams.set("folder", options.folder);
  if (payload.length > 0) address.searchParams.set("payload", JSON.stringify(payload));
  return address.href;
}

/** A path as the page names it: every file lies on the server's side. */
function remoteUri(/** @type {string} */ authority, /** @type {string} */ path) {
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  return `vscode-remote://${authority}${encoded}`;
}
